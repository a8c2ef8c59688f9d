"""Stand-ins for what the app meets: clocks, ticks, and servers that say what a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from server.wire import Cursor, Tick

EPOCH = "e1"


class FakeClock:
    """A client clock that moves only when told to."""

    def __init__(self, now_us: int = 1_000_000) -> None:
        self.now_us = now_us

    def __call__(self) -> int:
        return self.now_us

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.now_us += round(seconds * 1e6)
        await asyncio.sleep(0)


def tick(seq: int, symbol: str = "ACME", *, count: int | None = None, time: int = 0) -> Tick:
    """A tick whose count is its seq unless given."""
    return Tick(symbol, seq, seq if count is None else count, time, None, 100.0 + seq)


def cursor(seq: int, epoch: str = EPOCH) -> Cursor:
    """A cursor of the test's epoch."""
    return Cursor(epoch, seq)


def spread(asked_s: float) -> Any:
    """Equal to what anything that is to come back after so long waits: up to half as much more."""
    return pytest.approx(1.25 * asked_s, rel=0.2)


Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], "asyncio.Future[None]"]


@asynccontextmanager
async def raw_server(*answers: bytes) -> AsyncIterator[str]:
    """A TCP server whose n-th connection reads a request, says ``answers[n]`` and closes.

    Gives its URL. The last answer serves all further connections.
    """
    served = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal served
        answer = answers[min(served, len(answers) - 1)]
        served += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"http://127.0.0.1:{port}"


def http_answer(
    body: bytes, *headers: str, status: str = "200 OK", kind: str = "application/json"
) -> bytes:
    """A whole HTTP/1.1 answer that ends the connection."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def limited_answer(status: str, retry_after: str) -> bytes:
    """An answer after which the connection stays open, so it has no 'Connection: close'."""
    problem = b'{"title":"Slower","status":429,"detail":"too many requests"}'
    lines = [
        f"HTTP/1.1 {status}",
        "Content-Type: application/problem+json",
        f"Content-Length: {len(problem)}",
        f"Retry-After: {retry_after}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + problem
