"""GET /v1/quotes: the newest tick of each symbol, and 304 as long as there is no newer one."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web
from msgspec import UNSET, Struct, UnsetType

from server.endpoints.answers import json_answer
from server.endpoints.parts import Call
from server.endpoints.query import SymbolsText, named_symbols
from server.wire import Cursor, Quotes


class QuotesQuery(Struct, frozen=True):
    """Which symbols."""

    symbols: SymbolsText | UnsetType = UNSET


async def quotes(call: Call[QuotesQuery]) -> web.Response:
    """Answer with the newest tick of each symbol that has one."""
    tape = call.parts.tape
    newest = tape.newest(named_symbols(tape, call.query.symbols, call.parts.limits.symbols))
    cursor = Cursor(tape.epoch, max((tick.seq for tick in newest), default=0))
    headers = {"ETag": f'"{cursor}"', "Cache-Control": "no-cache"}
    if _is_known(str(cursor), call.request.headers.get("If-None-Match", "")):
        call.parts.traffic.empty_answers += 1
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return json_answer(Quotes(str(cursor), call.parts.clock(), newest), headers)


def _is_known(tag: str, if_none_match: str) -> bool:
    """Weak comparison with each tag of the list (RFC 9110 §13.1.2)."""
    listed = (text.strip() for text in if_none_match.split(","))
    return any(text == "*" or text.removeprefix("W/").strip('"') == tag for text in listed)
