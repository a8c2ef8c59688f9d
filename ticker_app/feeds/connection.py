"""One HTTP/1.1 connection: h11 knows the protocol, this moves the bytes and stamps them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from select import select
from typing import TypeAlias, cast

import h11
from typing_extensions import override

from ticker_app.feeds.meter import Meter

MOST_UNREAD_BYTES = 1024 * 1024
"""Who does not read is not read for: the server shall feel it."""

Headers: TypeAlias = Sequence[tuple[str, str]]


class HttpConnection(asyncio.Protocol):
    """Asks one thing after the other, and hears the answers in pieces.

    Bytes are stamped in the turn of the loop in which they come off the socket. Whoever reads
    them may have to wait for a frame to be painted, so the stamp is kept with them.

    read_us: when the bytes came off the socket that were read last; client clock.

    Args:
        meter: counts the bytes, and knows the clock.
    """

    def __init__(self, meter: Meter) -> None:
        self.read_us = 0
        self._meter = meter
        self._http = h11.Connection(h11.CLIENT)
        self._pieces: deque[tuple[bytes, int]] = deque()
        self._unread_bytes = 0
        self._changed = asyncio.Event()
        self._lost = asyncio.Event()
        self._error: Exception | None = None

    @property
    def is_free(self) -> bool:
        """Whether something may be asked now."""
        return self._http.our_state is h11.IDLE and not (self._lost.is_set() or self._is_ending)

    @property
    def _is_ending(self) -> bool:
        """Whether its end is there and only the loop does not know yet.

        What comes while nothing was asked can be nothing else.
        """
        socket = self._transport.get_extra_info("socket")
        try:
            return socket is not None and bool(select([socket], [], [], 0)[0])
        except ValueError:
            # It has a number beyond what this call takes: asking will tell.
            return False

    async def ask(self, target: str, headers: Headers, patience_s: float) -> h11.Response:
        """Ask for a target; returns the head of the answer.

        Args:
            target: path and query, as they are sent.
            headers: Host among them.
            patience_s: how long to hear nothing.

        Raises:
            OSError: the connection was lost, or nothing came in that time.
            h11.RemoteProtocolError: it ended, or what came is not HTTP.
        """
        request = h11.Request(method="GET", target=target, headers=[*headers])
        self._write(self._http.send(request) or b"")
        self._http.send(h11.EndOfMessage())
        while True:
            event = await self._next_event(patience_s)
            # What is said before the answer (1xx) says nothing here.
            if isinstance(event, h11.Response):
                return event

    async def body(self, patience_s: float) -> AsyncGenerator[bytes, None]:
        """What follows the head, in pieces; the connection is free again behind the last one.

        Raises:
            OSError, h11.RemoteProtocolError: as in `ask`.
        """
        while isinstance(event := await self._next_event(patience_s), h11.Data):
            yield bytes(event.data)
        if self._http.states == {h11.CLIENT: h11.DONE, h11.SERVER: h11.DONE}:
            self._http.start_next_cycle()

    async def close(self) -> None:
        """Returns once the socket is closed."""
        self._transport.close()
        if self._transport.get_extra_info("ssl_object") is not None:
            # Else the other side might be waited for.
            self._transport.abort()
        await self._lost.wait()

    async def _next_event(self, patience_s: float) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if not self._pieces and not self._lost.is_set():
                self._changed.clear()
                async with asyncio.timeout(patience_s):
                    await self._changed.wait()
            self._take_piece()
        return event

    def _take_piece(self) -> None:
        if self._pieces:
            data, self.read_us = self._pieces.popleft()
            self._unread_bytes -= len(data)
            if self._unread_bytes < MOST_UNREAD_BYTES:
                self._transport.resume_reading()
            self._http.receive_data(data)
        elif self._error is not None:
            raise self._error
        elif self._http.their_state is h11.SEND_RESPONSE:
            raise h11.RemoteProtocolError("the server disconnected without an answer")
        else:
            self._http.receive_data(b"")

    def _write(self, data: bytes) -> None:
        self._meter.on_write(len(data))
        self._transport.write(data)

    # --- what the loop calls ---

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        self._meter.on_read(len(data))
        self._pieces.append((data, self._meter.read_us))
        self._unread_bytes += len(data)
        if self._unread_bytes >= MOST_UNREAD_BYTES:
            self._transport.pause_reading()
        self._changed.set()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._error = exc
        self._lost.set()
        self._changed.set()
