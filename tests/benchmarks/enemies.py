"""Clients that mean harm, or are merely broken, one by one: what each does to a server."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from server.wire import monotonic_wall_clock
from tests.benchmarks.fan_out import HANDSHAKE, PING, PONG, masked_text_frame

MIB = 2**20
LITTLE, MUCH = 4096, 4 * MIB
"""Receive buffers as asked for; the system gives what it allows at most."""
ESTABLISHED = 1
"""What TCP_INFO begins with while neither side has ended the connection."""
LONGEST_S = 60
BOMB = 50 * 10**6
FOLDED = gzip.compress(bytes(BOMB))
DEFLATED = zlib.compress(bytes(BOMB), 9)[2:-4]
KEY = "c2l4dGVlbiBieXRlcyBvaw=="
clock = monotonic_wall_clock()


@dataclass
class Enemy:
    """One client that means harm: when it stopped behaving, and what became of it.

    most_s: that it may stay; None: the server cannot know, so nothing is promised.
    """

    name: str
    most_s: float | None
    began_us: int = field(default_factory=clock)
    cut_off_after_s: float | None = None
    said: str = ""

    @property
    def stayed_too_long(self) -> bool:
        """Whether the promise was broken."""
        if self.most_s is None:
            return False
        return self.cut_off_after_s is None or self.cut_off_after_s > self.most_s

    def show(self) -> None:
        """Print one line."""
        ended = f"not gone after {LONGEST_S} s"
        if self.cut_off_after_s is not None:
            ended = f"gone after {self.cut_off_after_s:5.2f} s"
        promise = "nothing promised" if self.most_s is None else f"at most {self.most_s:g}"
        broken = "BROKEN " if self.stayed_too_long else ""
        print(f"  {self.name:<42} {ended} ({promise}) {broken}{self.said}")


class Line:
    """A bare socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._loop = asyncio.get_running_loop()

    async def send(self, data: bytes) -> None:
        """Send all of it, or stop where the other side does."""
        await self._loop.sock_sendall(self._sock, data)

    async def first_line(self) -> str:
        """What the server said first, if it said anything before it went."""
        with suppress(OSError):
            data = await self._loop.sock_recv(self._sock, 65536)
            return data.partition(b"\r\n")[0][:60].decode("latin-1")
        return "(reset)"

    async def gone(self) -> None:
        """Wait until the server closed, reading whatever it still says."""
        with suppress(OSError):
            while await self._loop.sock_recv(self._sock, 65536):
                pass

    async def cut(self) -> None:
        """Wait until the server cut this off, without reading anything."""
        while True:
            # A reset is seen as an error of the socket, whatever lies unread; an end as a state.
            if self._sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                return
            if self._sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != ESTABLISHED:
                return
            await asyncio.sleep(0.05)

    async def read_for(self, seconds: float) -> None:
        """Read a WebSocket, and answer its pings, for a while."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while data := await self._loop.sock_recv(self._sock, 65536):
                    _, is_ping, after = data.rpartition(PING)
                    if is_ping:
                        await self.send(PONG + after[:1])


Attack = Callable[[Line, Enemy], Awaitable[None]]


def request(path: str, more: str = "") -> bytes:
    """A GET."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n".encode()


def handshake(more: str = "") -> bytes:
    """Of a WebSocket."""
    return HANDSHAKE.format(host=f"localhost\r\n{more}".rstrip(), key=KEY).encode()


async def is_silent(line: Line, _: Enemy) -> None:
    await line.gone()


async def sends_half(line: Line, enemy: Enemy) -> None:
    await line.send(b"GET /v1/quotes HTTP/1.1\r\nHost: local")
    enemy.said = await line.first_line()
    await line.gone()


async def drips(line: Line, enemy: Enemy) -> None:
    await line.send(b"GET /v1/quotes HTTP/1.1\r\nHost: localhost\r\nX: ")

    async def drip() -> None:
        with suppress(OSError):
            while True:
                await asyncio.sleep(0.2)
                await line.send(b"x")

    dripping = asyncio.create_task(drip())
    enemy.said = await line.first_line()
    await line.gone()
    dripping.cancel()
    await asyncio.wait([dripping])


async def stays(line: Line, enemy: Enemy) -> None:
    await line.send(request("/healthz"))
    enemy.said = await line.first_line()
    await line.gone()


async def stops_reading_socket(line: Line, _: Enemy) -> None:
    # {"op":"subscribe"}, masked with zeros
    await line.send(handshake() + b"\x81\x92\0\0\0\0" + b'{"op":"subscribe"}')
    await line.cut()


def stops_after_reading(wish: bytes) -> Attack:
    """A WebSocket that is read for 3 s and then no more."""

    async def attack(line: Line, enemy: Enemy) -> None:
        await line.send(handshake() + masked_text_frame(wish))
        await line.read_for(3)
        enemy.began_us = clock()
        await line.cut()

    return attack


async def stops_reading_few_events(line: Line, _: Enemy) -> None:
    await line.send(request("/v1/stream?symbols=ACME"))
    await line.cut()


async def stops_reading_stream(line: Line, _: Enemy) -> None:
    await line.send(request("/v1/stream"))
    await line.cut()


async def reads_no_answer(line: Line, _: Enemy) -> None:
    asking = asyncio.create_task(line.send(request("/v1/ticks?limit=10000") * 2000))
    await line.cut()
    asking.cancel()
    await asyncio.wait([asking])


def sends_frame(compressed: bool, size: int) -> Attack:
    """A WebSocket frame that says it is so large, or unfolds to it."""

    async def attack(line: Line, enemy: Enemy) -> None:
        payload = DEFLATED if compressed else bytes(MIB)
        length = len(payload) if compressed else size
        await line.send(handshake("Sec-WebSocket-Extensions: permessage-deflate"))
        await line.first_line()
        with suppress(OSError):
            # The last frame of a text, compressed (RFC 7692), masked with zeros.
            await line.send(b"\xc1\xff" + length.to_bytes(8, "big") + bytes(4))
            for _ in range(max(1, length // MIB)):
                await line.send(payload)
        enemy.said = f"{length:,} bytes"
        await line.gone()

    return attack


def sends_body(headers: str, chunk: bytes, times: int) -> Attack:
    """A request with a body that is large, endless or unfolds."""

    async def attack(line: Line, enemy: Enemy) -> None:
        await line.send(request("/v1/quotes", headers))

        async def flood() -> None:
            with suppress(OSError):
                for _ in range(times):
                    await line.send(chunk)

        flooding = asyncio.create_task(flood())
        enemy.said = await line.first_line()
        await line.gone()
        flooding.cancel()
        await asyncio.wait([flooding])

    return attack


CHUNK = b"100000\r\n" + bytes(MIB) + b"\r\n"
ATTACKS: tuple[tuple[str, float | None, int | None, Attack], ...] = (
    ("a WebSocket that stops reading", 8, LITTLE, stops_reading_socket),
    ("likewise, as its system comes", 8, None, stops_reading_socket),
    ("likewise, with much room", 8, MUCH, stops_reading_socket),
    ("likewise, after 3 s", 8, MUCH, stops_after_reading(b'{"op":"subscribe"}')),
    ("likewise, of a few ticks", 8, MUCH,
     stops_after_reading(b'{"op":"subscribe","symbols":["ACME"]}')),
    ("an event stream that stops reading", 8, LITTLE, stops_reading_stream),
    ("likewise, as its system comes", None, None, stops_reading_stream),
    ("likewise, with much room, of a few ticks", None, MUCH, stops_reading_few_events),
    ("reads no answer", 8, LITTLE, reads_no_answer),
    ("connects and is silent", 10, None, is_silent),
    ("sends half a request", 10, None, sends_half),
    ("drips a header", 10, None, drips),
    ("asks once and stays", 30, None, stays),
    ("a compressed frame of 50 MB", 3, None, sends_frame(compressed=False, size=BOMB)),
    ("a frame that unfolds to 50 MB", 3, None, sends_frame(compressed=True, size=BOMB)),
    ("a body of 50 MB", 3, None, sends_body(f"Content-Length: {BOMB}\r\n", bytes(MIB), 50)),
    ("a chunked body without end", 3, None,
     sends_body("Transfer-Encoding: chunked\r\n", CHUNK, 1000)),
    ("a body that unfolds to 50 MB", 3, None,
     sends_body(f"Content-Encoding: gzip\r\nContent-Length: {len(FOLDED)}\r\n", FOLDED, 1)),
)  # fmt: skip
