"""Counts and stamps at the socket's edge, the same for every transport."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from typing import Any, cast

import httpcore
import httpx
from typing_extensions import override
from websockets.asyncio.client import ClientConnection
from websockets.frames import DATA_OPCODES, Frame

from server.wire import Clock, WireError
from ticker_app.feeds.border import ABUSED
from ticker_app.feeds.head import LARGEST_HEAD_BYTES, HeadWatch
from ticker_app.measures.cost import Cost

OPENING_S = 0.25
"""So long a connection that nobody wants any more may take to open, to be closed in order."""
MOST_READ_BYTES = 16 * 1024
"""At once, however much has come: what was read is worked through before anything else runs."""
SLICE_BYTES = 2 * 1024
"""At once through the WebSocket protocol: a frame may be as small as two bytes."""
MOST_EMPTY_FRAMES = 256
"""Pings, pongs and pieces of messages between two whole messages."""
MOST_UNSENT_BYTES = 64 * 1024
"""A server that does not read what it is answered wants no answers."""


class Meter:
    """What went over the sockets of one feed, and when it last did.

    Over TLS it counts what TLS carries, not what TLS adds.

    read_us, written_us: when bytes were last read or written, client clock.
    answer_bytes: read since bytes were last written.
    most_bytes: of them over HTTP, or nothing more is read; None: without end.
    is_over: whoever reads over HTTP has had enough.
    """

    def __init__(self, clock: Clock, cost: Cost) -> None:
        self.clock = clock
        self.cost = cost
        self.read_us = 0
        self.written_us = 0
        self.answer_bytes = 0
        self.most_bytes: int | None = None
        self.is_over = False

    def on_read(self, wire_bytes: int) -> None:
        """Bytes came off a socket just now; none at its end."""
        if not wire_bytes:
            return
        self.read_us = self.clock()
        self.answer_bytes += wire_bytes
        self.cost.bytes_down += wire_bytes

    def on_write(self, wire_bytes: int) -> None:
        """Bytes are about to go to a socket."""
        # httpcore ends a request with an empty write, which would stamp it late.
        if not wire_bytes:
            return
        self.written_us = self.clock()
        self.answer_bytes = 0
        self.cost.bytes_up += wire_bytes


class _MeteredStream(httpcore.AsyncNetworkStream):
    """A connection of httpcore whose bytes are counted."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter
        self._head = HeadWatch()

    @override
    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._meter.is_over:
            raise httpcore.ReadError("enough was read")
        data = await self._stream.read(min(max_bytes, MOST_READ_BYTES), timeout)
        self._meter.on_read(len(data))
        self._check(data)
        return data

    def _check(self, data: bytes) -> None:
        # From in here an error ends all that waits for these bytes in good order.
        most_bytes = self._meter.most_bytes
        if most_bytes is not None and self._meter.answer_bytes > most_bytes:
            raise WireError("too large to be an answer of this contract")
        if not self._head.fits(data):
            raise httpcore.RemoteProtocolError(f"a head of over {LARGEST_HEAD_BYTES} bytes")

    @override
    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._meter.on_write(len(buffer))
        if buffer:
            self._head.begin()
        await self._stream.write(buffer, timeout)

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()

    @override
    async def start_tls(self, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        return _MeteredStream(await self._stream.start_tls(*args, **kwargs), self._meter)

    @override
    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class MeteredBackend(httpcore.AsyncNetworkBackend):
    """Opens connections whose bytes are counted.

    Args:
        meter: counts.
        backend: opens them.
    """

    def __init__(self, meter: Meter, backend: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._backend = backend or httpcore.AnyIOBackend()
        self._meter = meter

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        connecting = asyncio.ensure_future(
            self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        )
        try:
            stream = await asyncio.shield(connecting)
        except asyncio.CancelledError:
            await _undisturbed(_give_up(connecting))
            raise
        return _MeteredStream(stream, self._meter)


async def _give_up(connecting: asyncio.Future[httpcore.AsyncNetworkStream]) -> None:
    """Nobody wants this connection any more.

    A cancellation between its opening and its handing over would leave it open to the collector
    (anyio's `connect_tcp`), so it may first come to its end, which is near or far away.
    """
    await asyncio.wait([connecting], timeout=OPENING_S)
    connecting.cancel()
    await asyncio.wait([connecting])
    if not connecting.cancelled() and connecting.exception() is None:
        await connecting.result().aclose()


async def _undisturbed(work: Coroutine[Any, Any, None]) -> None:
    """To its end, however often this task is told to end meanwhile."""
    working = asyncio.ensure_future(work)
    while not working.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([working])


class MeteredTransport(httpx.AsyncHTTPTransport):
    """httpx over sockets whose bytes and requests are counted.

    Proxies of the environment are not used: what is counted is what went to the server.
    """

    def __init__(self, meter: Meter, tls: ssl.SSLContext | None = None) -> None:
        # httpx has no way to hand a network backend through, so its own pool is not made.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, network_backend=MeteredBackend(meter), max_connections=4
        )
        self._meter = meter

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._meter.cost.requests += 1
        return await super().handle_async_request(request)


class _MeteredWrites:
    """A transport of asyncio that counts what is written to it."""

    def __init__(self, transport: asyncio.BaseTransport, meter: Meter) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._meter = meter

    def write(self, data: bytes) -> None:
        """Count, then write."""
        self._meter.on_write(len(data))
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class MeteredConnection(ClientConnection):
    """A WebSocket whose bytes are counted and whose messages are stamped when read.

    It is closed when what comes is only work: pings without end, messages in a thousand pieces.
    """

    def __init__(self, *args: Any, meter: Meter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meter = meter
        self._message_stamps: deque[int] = deque()
        self._empty_frames = 0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        metered = _MeteredWrites(transport, self._meter)
        super().connection_made(cast("asyncio.BaseTransport", metered))

    @override
    def data_received(self, data: bytes) -> None:
        self._meter.on_read(len(data))
        for begin in range(0, len(data), SLICE_BYTES):
            if self._empty_frames > MOST_EMPTY_FRAMES or self._is_unread():
                self._cut_off()
                return
            super().data_received(data[begin : begin + SLICE_BYTES])

    @override
    def process_event(self, event: Any) -> None:
        if isinstance(event, Frame):
            self._empty_frames += 1
            if event.opcode in DATA_OPCODES and event.fin:
                self._empty_frames = 0
                self._message_stamps.append(self._meter.read_us)
        super().process_event(event)

    def _is_unread(self) -> bool:
        return self.transport.get_write_buffer_size() > MOST_UNSENT_BYTES

    def _cut_off(self) -> None:
        self.protocol.fail(ABUSED)
        self.transport.abort()

    async def receive(self) -> tuple[bytes, int]:
        """The next message and when its last byte was read, µs, client clock.

        Messages may wait here while the loop paints, so the stamp is not taken at the call.
        """
        message = await self.recv(decode=False)
        return message, self._message_stamps.popleft()
