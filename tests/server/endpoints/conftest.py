"""The real server in this process, on a real port, with prices that a test publishes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress

import httpx
import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server import wire
from server.access import Access
from server.app import serving
from server.endpoints.parts import Parts
from server.limits import Limits
from server.sources.base import Print
from tests.server.scripted import ScriptedSource


class Desk:
    """A server and those who talk to it; everything is closed with it."""

    def __init__(self, url: str, parts: Parts, source: ScriptedSource) -> None:
        self.url = url
        self.parts = parts
        self.source = source
        self._clients = AsyncExitStack()

    @property
    def tape_end(self) -> str:
        return str(self.parts.tape.cursor)

    def publish(self, symbols: str, price: float = 1.0) -> None:
        """One tick for each letter, in one batch."""
        self.parts.tape.publish([Print(symbol, None, price, 10.0) for symbol in symbols])

    @property
    def socket_url(self) -> str:
        return f"ws{self.url.removeprefix('http')}/v1/ws"

    async def http(self) -> httpx.AsyncClient:
        return await self._clients.enter_async_context(httpx.AsyncClient(base_url=self.url))

    async def socket(self) -> Socket:
        return Socket(await self._clients.enter_async_context(connect(self.socket_url)))

    async def close(self) -> None:
        await self._clients.aclose()


class Socket:
    """One WebSocket client that speaks the contract."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, request: wire.Request | str | bytes) -> None:
        if not isinstance(request, str | bytes):
            request = wire.encode(request).decode()
        await self.connection.send(request)

    async def hear(self) -> wire.Message:
        """The next message."""
        return wire.decode_message(await self.connection.recv())

    async def hear_seqs(self, count: int) -> list[int]:
        """The seqs of ticks messages until there are so many."""
        seqs: list[int] = []
        while len(seqs) < count:
            message = await self.hear()
            assert isinstance(message, wire.Ticks | wire.Heartbeat), message
            if isinstance(message, wire.Ticks):
                seqs += [tick.seq for tick in message.ticks]
        return seqs


async def exchange(desk: Desk, request: bytes) -> bytes:
    """What the server says to these bytes before it closes."""
    host, _, port = desk.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    answer = await reader.read(-1)
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.fixture
def limits() -> Limits:
    """Of the server; a test may parametrise it."""
    return Limits()


@pytest.fixture
def access() -> Access:
    """To the server; a test may parametrise it."""
    return Access()


@pytest_asyncio.fixture
async def desk(limits: Limits, access: Access) -> AsyncIterator[Desk]:
    """A server of the symbols A and B."""
    source = ScriptedSource()
    async with serving(
        source, host="127.0.0.1", port=0, retain=50, limits=limits, access=access
    ) as server:
        desk = Desk(server.url, server.parts, source)
        try:
            yield desk
        finally:
            await desk.close()


@pytest_asyncio.fixture
async def http(desk: Desk) -> httpx.AsyncClient:
    """An HTTP client of it."""
    return await desk.http()


@pytest_asyncio.fixture
async def socket(desk: Desk) -> Socket:
    """A WebSocket of it, greeted."""
    socket = await desk.socket()
    assert isinstance(await socket.hear(), wire.Hello)
    return socket


async def closed(socket: Socket) -> tuple[int, str]:
    """Read on until the server closes: its code and reason."""
    with suppress(ConnectionClosed):
        while True:
            await socket.connection.recv()
    received = socket.connection.protocol.close_rcvd
    assert received is not None
    return received.code, received.reason
