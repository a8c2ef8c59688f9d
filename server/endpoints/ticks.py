"""GET /v1/ticks: what followed a cursor, now or as soon as there is something (long poll)."""

from __future__ import annotations

import asyncio
from typing import Annotated

from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType

from server.endpoints.answers import json_answer
from server.endpoints.parts import Call
from server.endpoints.query import CursorText, SymbolsText, named_symbols, read_cursor
from server.gate import StreamKind
from server.tape import Page
from server.waiters import release
from server.wire import Cursor, TickPage


class TicksQuery(Struct, frozen=True):
    """Which ticks, how many, and how long to wait for the first."""

    symbols: SymbolsText | UnsetType = UNSET
    after: CursorText | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=10_000, description="at most so many ticks")] = 1000
    wait: Annotated[
        float, Meta(ge=0, le=60, description="seconds to wait while there is no tick")
    ] = 0.0


async def ticks(call: Call[TicksQuery]) -> web.Response:
    """Answer with a page of ticks, oldest first."""
    parts, query = call.parts, call.query
    symbols = named_symbols(parts.tape, query.symbols, parts.limits.symbols)
    after = UNSET if isinstance(query.after, UnsetType) else read_cursor(query.after)
    page = _page(call, symbols, after)
    if query.wait and not page.ticks and page.complete:
        await _wait(call, frozenset(symbols))
        page = _page(call, symbols, after)
    if not page.ticks:
        parts.traffic.empty_answers += 1
    return json_answer(TickPage(str(page.cursor), page.complete, parts.clock(), page.ticks))


def _page(call: Call[TicksQuery], symbols: tuple[str, ...], after: Cursor | UnsetType) -> Page:
    tape, limit = call.parts.tape, call.query.limit
    if isinstance(after, UnsetType):
        return tape.last(symbols, limit)
    return tape.after(symbols, after, limit)


async def _wait(call: Call[TicksQuery], symbols: frozenset[str]) -> None:
    """Wait for the next tick of these, the time limit, or the end of the server."""
    parts = call.parts
    with (
        parts.waiters.waiter(symbols) as waiter,
        parts.gate.stream(StreamKind.LONG_POLL, lambda: release(waiter)),
    ):
        await asyncio.wait((waiter,), timeout=call.query.wait)
