"""What clients that mean harm, or are merely broken, cost the server and everyone else.

    python -m tests.benchmarks.hostile_clients [--readers 100] [--for 20]

Starts the feed server with 12 simulated symbols at 5 ticks a second each and lets a crowd read
it. Then come, all at once: readers that stop (WebSocket and event stream), who connects and is
silent, who sends half a request, who drips a header, who stays without asking, compressed and
oversized frames and bodies, who asks and reads no answer. Loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import socket
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from server.wire import monotonic_wall_clock
from tests.benchmarks.fan_out import HANDSHAKE, Outcome, connect, quantiles, stats

MIB = 2**20
BOMB = 50 * 10**6
FOLDED = gzip.compress(bytes(BOMB))
DEFLATED = zlib.compress(bytes(BOMB), 9)[2:-4]
KEY = "c2l4dGVlbiBieXRlcyBvaw=="
clock = monotonic_wall_clock()


@dataclass
class Enemy:
    """One client that means harm: when it stopped behaving, and what became of it."""

    name: str
    most_s: float
    cut_off_after_s: float | None = None
    said: str = ""

    def show(self) -> None:
        """Print one line."""
        ended = "never cut off"
        if self.cut_off_after_s is not None:
            ended = f"gone after {self.cut_off_after_s:5.2f} s"
        kept = self.cut_off_after_s is not None and self.cut_off_after_s <= self.most_s
        print(f"  {self.name:<34} {ended} (at most {self.most_s:g}) {'' if kept else 'BROKEN '}"
              f"{self.said}")  # fmt: skip


@dataclass
class Place:
    """Where the server is, and what it said of itself while it was watched."""

    host: str
    port: int
    largest_unsent: int = 0
    largest_resident: int = 0
    enemies: list[Enemy] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Of the server."""
        return f"http://{self.host}:{self.port}"

    @asynccontextmanager
    async def line(self, room: int | None = None) -> AsyncIterator[Line]:
        """A connection; ``room``: its receive buffer."""
        sock = socket.socket()
        if room is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, (self.host, self.port))
        line = Line(sock)
        try:
            yield line
        finally:
            sock.close()


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
            # A reset is seen as an error of the socket, whatever lies unread.
            if self._sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                return
            await asyncio.sleep(0.05)


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
ATTACKS: tuple[tuple[str, float, int | None, Attack], ...] = (
    ("a WebSocket that stops reading", 8, 4096, stops_reading_socket),
    ("an event stream that stops reading", 8, 4096, stops_reading_stream),
    ("reads no answer", 8, 4096, reads_no_answer),
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


async def attacked(place: Place) -> None:
    """Let every enemy come at once, and wait until the last one is gone."""

    async def one(name: str, most_s: float, room: int | None, attack: Attack) -> None:
        enemy = Enemy(name, most_s)
        place.enemies.append(enemy)
        async with place.line(room) as line:
            began_us = clock()
            with suppress(TimeoutError):
                async with asyncio.timeout(60):
                    await attack(line, enemy)
                    enemy.cut_off_after_s = (clock() - began_us) / 1e6

    await asyncio.gather(*(one(*attack) for attack in ATTACKS))


async def watch(place: Place) -> None:
    """Ask the server about itself until cancelled."""
    while True:
        told = await asyncio.to_thread(stats, place.url)
        place.largest_unsent = max(place.largest_unsent, told["unsent_bytes"])
        place.largest_resident = max(place.largest_resident, told["resident_bytes"])
        await asyncio.sleep(0.1)


async def measure(place: Place, readers: int, seconds: float) -> None:
    """Let the crowd read in peace, then among enemies; print every figure."""
    crowd = [await connect(place.host, place.port) for _ in range(readers)]
    await asyncio.sleep(2)
    begin_us = clock()
    await asyncio.sleep(seconds)
    before = await asyncio.to_thread(stats, place.url)
    watching = asyncio.create_task(watch(place))
    stop_us = clock()
    await attacked(place)
    end_us = clock()
    watching.cancel()
    await asyncio.wait([watching])
    for reader in crowd:
        reader.transport.abort()
    outcome = Outcome()
    for reader in crowd:
        outcome.add(reader.arrivals(), begin_us, stop_us, end_us)
    for enemy in place.enemies:
        enemy.show()
    growth = (place.largest_resident - before["resident_bytes"]) / MIB
    print(f"  most kept for those who stopped    {place.largest_unsent / 1024:.0f} KiB")
    print(f"  server memory grew at most by      {growth:.1f} MiB")
    print(f"  latency of {readers} others in peace    {quantiles(outcome.before)}")
    print(f"  latency of them among enemies      {quantiles(outcome.after)}")
    print(f"  ticks missed by them               {outcome.holes}")


def main() -> None:
    """Run the server and everyone else, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--for", type=float, default=20.0, dest="seconds")
    options = parser.parse_args()
    command = [sys.executable, "-m", "server", "--port", "0", "--symbols", "12", "--seed", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        host, _, port = server.stdout.readline().split()[1].removeprefix("http://").partition(":")
        try:
            asyncio.run(measure(Place(host, int(port)), options.readers, options.seconds))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
