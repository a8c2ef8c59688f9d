"""GET /v1/stream: Server-Sent Events (WHATWG HTML §9.2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import HttpVersion11, web
from msgspec import UNSET, Struct, UnsetType

from server.catch_up import CatchUp
from server.endpoints.answers import NO_STORE
from server.endpoints.connection import cut_off
from server.endpoints.parts import Call, Parts
from server.endpoints.query import CursorText, SymbolsText, named_symbols, read_cursor
from server.framing import CHUNKED_EVENT_STREAM, EVENT_STREAM, EventStreamFraming
from server.gate import StreamKind
from server.reader import Reader
from server.waiters import Waiter, release
from server.wire import Cursor, WireError


class StreamQuery(Struct, frozen=True):
    """Which symbols, and where to continue."""

    symbols: SymbolsText | UnsetType = UNSET
    after: CursorText | UnsetType = UNSET


async def stream(call: Call[StreamQuery]) -> web.StreamResponse:
    """Send events until the client goes, is too slow, or the server stops."""
    parts, request = call.parts, call.request
    symbols = named_symbols(parts.tape, call.query.symbols, parts.limits.symbols)
    after = _where_to_continue(call)
    ended: Waiter = asyncio.get_running_loop().create_future()
    with parts.gate.stream(StreamKind.SSE, lambda: release(ended)):
        headers = {"Content-Type": "text/event-stream", **NO_STORE, **call.page_headers}
        response = web.StreamResponse(headers=headers)
        chunked = request.version >= HttpVersion11
        framing = CHUNKED_EVENT_STREAM if chunked else EVENT_STREAM
        await response.prepare(request)
        parts.traffic.bytes_sent += request.writer.output_size
        async with _reader(parts, request, framing) as reader:
            await _follow(call, reader, framing, symbols, after, ended)
        await _finish(parts, request, response)
        return response


def _where_to_continue(call: Call[StreamQuery]) -> Cursor | None:
    """``Last-Event-ID`` is newer than the address that an EventSource reconnects to.

    One that is no cursor is of another life of the tape, whoever served that: an EventSource
    could not send another one, and would not ask again if it were refused.
    """
    after = call.query.after
    asked = None if isinstance(after, UnsetType) else read_cursor(after)
    last_event_id = call.request.headers.get("Last-Event-ID")
    if last_event_id:
        try:
            return Cursor.parse(last_event_id)
        except WireError:
            return Cursor(last_event_id, 0)
    return asked


@asynccontextmanager
async def _reader(
    parts: Parts, request: web.BaseRequest, framing: EventStreamFraming
) -> AsyncIterator[Reader]:
    transport = request.transport
    if transport is None:
        raise ConnectionResetError("the client went before its stream began")
    reader = parts.fanout.join(transport, framing, on_slow=lambda: cut_off(transport))
    try:
        yield reader
    finally:
        parts.fanout.leave(reader)


async def _follow(
    call: Call[StreamQuery],
    reader: Reader,
    framing: EventStreamFraming,
    symbols: tuple[str, ...],
    after: Cursor | None,
    ended: Waiter,
) -> None:
    parts = call.parts

    def report(complete: bool) -> None:
        if not complete:
            parts.fanout.send(reader, framing.gap(parts.tape.cursor))

    if after is None:
        parts.fanout.subscribe(reader, symbols)
    else:
        drain = call.request.writer.drain
        catch_up = CatchUp(parts.tape, parts.fanout, parts.limits, reader, drain, report)
        await catch_up.run(symbols, after)
    # In the same step as joining: a reader of a silent market knows at once that it is heard.
    parts.fanout.send(reader, framing.heartbeat(parts.tape.cursor, parts.clock()))
    await ended
    parts.fanout.send(reader, framing.goodbye(parts.limits.back_s))


async def _finish(parts: Parts, request: web.BaseRequest, response: web.StreamResponse) -> None:
    """End the body properly, or cut off a client that does not take its end."""
    before = request.writer.output_size
    try:
        async with asyncio.timeout(parts.limits.close_s):
            await response.write_eof()
    except TimeoutError:
        if request.transport is not None:
            cut_off(request.transport)
    parts.traffic.bytes_sent += request.writer.output_size - before
