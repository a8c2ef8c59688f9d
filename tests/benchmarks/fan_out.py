"""What 500 readers cost the server, and what one that stops reading costs the others.

    python -m tests.benchmarks.fan_out [--readers 500] [--for 20] [--runs 3]

Starts the feed server with 12 simulated symbols at 5 ticks a second each, and reads it from
this process over bare sockets, so that the stamp is taken before anything is decoded. Half-way
one reader more, which takes nothing any longer, is cut off by the server. Loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import socket
import statistics
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from typing_extensions import override

from server import wire

SYMBOLS = 12
RATE_HZ = 5
HANDSHAKE = (
    "GET /v1/ws HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
PING = b"\x89\x01"
"""And one byte, which the answer repeats."""
PONG = b"\x8a\x81\0\0\0\0"
clock = wire.monotonic_wall_clock()


class Reader(asyncio.Protocol):
    """A WebSocket client that keeps every frame with its moment and decodes nothing."""

    def __init__(self, host: str) -> None:
        self._host = host
        self.chunks: list[tuple[int, bytes]] = []
        self.closed_at_us: int | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(b"sixteen bytes ok").decode()
        transport.write(HANDSHAKE.format(host=self._host, key=key).encode())
        transport.write(masked_text_frame(b'{"op":"subscribe"}'))

    @override
    def data_received(self, data: bytes) -> None:
        self.chunks.append((clock(), data))
        # Nothing else that comes here holds these two bytes; the answer is masked with zeros.
        _, is_ping, after = data.rpartition(PING)
        if is_ping:
            self.transport.write(PONG + after[:1])

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.closed_at_us = clock()

    def arrivals(self) -> list[tuple[int, list[wire.Tick]]]:
        """Every ticks message with the moment at which it was complete, µs."""
        found = []
        buffer = bytearray()
        handshake_is_over = False
        for received_us, data in self.chunks:
            buffer += data
            if not handshake_is_over:
                head, end, rest = bytes(buffer).partition(b"\r\n\r\n")
                if not end:
                    continue
                assert b" 101 " in head, head
                handshake_is_over, buffer = True, bytearray(rest)
            for opcode, payload in frames(buffer):
                message = wire.decode_message(payload) if opcode == 1 else None
                if isinstance(message, wire.Ticks):
                    found.append((received_us, message.ticks))
        return found


def masked_text_frame(payload: bytes) -> bytes:
    """A client's text frame, masked with zeros (RFC 6455 §5.3), under 126 bytes."""
    return bytes([0x81, 0x80 | len(payload), 0, 0, 0, 0]) + payload


def frames(buffer: bytearray) -> list[tuple[int, bytes]]:
    """Take the whole frames (opcode, payload) off the front of ``buffer``."""
    found = []
    while len(buffer) >= 2:
        length, start = buffer[1] & 0x7F, 2
        if length == 126:
            length, start = int.from_bytes(buffer[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + length:
            break
        found.append((buffer[0] & 0x0F, bytes(buffer[start : start + length])))
        del buffer[: start + length]
    return found


@dataclass
class Outcome:
    """What one run showed. Latencies in µs."""

    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    deliveries: int = 0
    holes: int = 0
    cut_off_after_s: float | None = None
    server_cpu_s: float = 0.0
    resident_growth: int = 0
    seconds: float = 0.0

    def add(
        self, arrivals: list[tuple[int, list[wire.Tick]]], begin_us: int, stop_us: int, end_us: int
    ) -> None:
        """Count one reader's ticks that came between ``begin_us`` and ``end_us``."""
        counts: dict[str, int] = {}
        for received_us, ticks in arrivals:
            latencies = self.before if received_us < stop_us else self.after
            for tick in ticks:
                self.holes += tick.count - counts.get(tick.symbol, tick.count - 1) - 1
                counts[tick.symbol] = tick.count
                if begin_us <= received_us < end_us:
                    self.deliveries += 1
                    latencies.append(received_us - tick.time)

    def show(self, run: int) -> None:
        """Print one line a figure."""
        cut = "never" if self.cut_off_after_s is None else f"after {self.cut_off_after_s:.1f} s"
        per_delivery = self.server_cpu_s / max(1, self.deliveries) * 1e6
        print(f"run {run}: {self.deliveries:,} ticks delivered in {self.seconds:.0f} s")
        print(f"  ticks missed by the readers    {self.holes}")
        print(f"  latency before the stop        {quantiles(self.before)}")
        print(f"  latency after the stop         {quantiles(self.after)}")
        print(f"  the stopped reader was cut off {cut}")
        print(f"  server CPU                     {self.server_cpu_s / self.seconds:.0%} of a core")
        print(f"  server CPU per tick delivered  {per_delivery:.1f} µs")
        print(f"  server memory grew by          {self.resident_growth / 2**20:.1f} MiB")


def quantiles(latencies_us: list[int]) -> str:
    """p50, p99 and the largest, in ms."""
    cuts = statistics.quantiles(latencies_us, n=100)
    worst = max(latencies_us)
    return f"p50 {cuts[49] / 1e3:.2f}  p99 {cuts[98] / 1e3:.2f}  max {worst / 1e3:.2f} ms"


async def measure(url: str, readers: int, seconds: float) -> Outcome:
    """Read with ``readers`` connections; half-way one more stops reading."""
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 0
    crowd = [await connect(host, port) for _ in range(readers)]
    idle = await connect(host, port, receive_buffer=4096)
    await asyncio.sleep(2)
    begin, begin_us = await asyncio.to_thread(stats, url), clock()
    await asyncio.sleep(seconds / 2)
    stop_us = clock()
    idle.transport.pause_reading()
    cut_off_us = await cut_off(url, readers, until_us=stop_us + int(seconds / 2 * 1e6))
    end, end_us = await asyncio.to_thread(stats, url), clock()
    for reader in [*crowd, idle]:
        reader.transport.abort()
    outcome = Outcome(
        server_cpu_s=end["cpu_s"] - begin["cpu_s"],
        resident_growth=end["resident_bytes"] - begin["resident_bytes"],
        seconds=(end_us - begin_us) / 1e6,
    )
    if cut_off_us is not None:
        outcome.cut_off_after_s = (cut_off_us - stop_us) / 1e6
    for reader in crowd:
        outcome.add(reader.arrivals(), begin_us, stop_us, end_us)
    return outcome


async def connect(host: str, port: int, receive_buffer: int | None = None) -> Reader:
    """Open one reader; a small receive buffer makes a stop felt at once."""
    sock = socket.socket()
    if receive_buffer is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(sock, (host, port))
    _, reader = await loop.create_connection(lambda: Reader(f"{host}:{port}"), sock=sock)
    return reader


async def cut_off(url: str, readers: int, until_us: int) -> int | None:
    """Wait until ``until_us``; the moment at which the server had only ``readers`` left."""
    found = None
    while clock() < until_us:
        if found is None:
            counted = await asyncio.to_thread(stats, url)
            if counted["connections"]["websocket"] <= readers:
                found = clock()
        await asyncio.sleep(0.1)
    return found


def stats(url: str) -> dict[str, Any]:
    """What the server says of its own cost."""
    with urllib.request.urlopen(f"{url}/v1/stats", timeout=10) as answer:  # noqa: S310 - http
        found: dict[str, Any] = json.load(answer)
    return found


def main() -> None:
    """Run the server and the readers, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--for", type=float, default=30.0, dest="seconds")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    for run in range(1, options.runs + 1):
        command = [sys.executable, "-m", "server", "--port", "0", "--seed", str(run)]
        command += ["--symbols", str(SYMBOLS), "--rate", str(RATE_HZ)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            url = server.stdout.readline().split()[1]
            try:
                outcome = asyncio.run(measure(url, options.readers, options.seconds))
            finally:
                server.terminate()
        outcome.show(run)


if __name__ == "__main__":
    main()
