"""GET /v1/days: the day so far of each symbol."""

from __future__ import annotations

from aiohttp import web
from msgspec import UNSET, Struct, UnsetType

from server.endpoints.answers import json_answer
from server.endpoints.parts import Call
from server.endpoints.query import SymbolsText, named_symbols
from server.wire import Days


class DaysQuery(Struct, frozen=True):
    """Which symbols."""

    symbols: SymbolsText | UnsetType = UNSET


async def days(call: Call[DaysQuery]) -> web.Response:
    """Answer with the day of each symbol that has ticks in it."""
    parts = call.parts
    symbols = named_symbols(parts.tape, call.query.symbols, parts.limits.symbols)
    now_us = parts.clock()
    return json_answer(Days(str(parts.tape.cursor), now_us, parts.days.days(symbols, now_us)))
