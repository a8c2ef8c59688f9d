"""What clients that mean harm, or are merely broken, cost the server and everyone else.

    python -m tests.benchmarks.hostile_clients [--readers 100] [--for 20]

Starts the feed server with 12 simulated symbols at 5 ticks a second each and lets a crowd read
it. Then come, all at once: readers that stop (WebSocket and event stream), with a system that
takes little for them and with one that takes much while little comes, who connects and is
silent, who sends half a request, who drips a header, who stays without asking, compressed and
oversized frames and bodies, who asks and reads no answer. Exit status 1 if one of them stays
longer than is promised, if over 1 MiB is kept for those who stopped, or if others miss a tick.
Linux, loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from tests.benchmarks.enemies import ATTACKS, LONGEST_S, MIB, Attack, Enemy, Line, clock
from tests.benchmarks.fan_out import Outcome, connect, quantiles, stats


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


async def attacked(place: Place) -> None:
    """Let every enemy come at once, and wait until the last one is gone."""

    async def one(name: str, most_s: float | None, room: int | None, attack: Attack) -> None:
        enemy = Enemy(name, most_s)
        place.enemies.append(enemy)
        async with place.line(room) as line:
            enemy.began_us = clock()
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_S):
                    await attack(line, enemy)
                    enemy.cut_off_after_s = (clock() - enemy.began_us) / 1e6

    await asyncio.gather(*(one(*attack) for attack in ATTACKS))


async def watch(place: Place) -> None:
    """Ask the server about itself until cancelled."""
    while True:
        told = await asyncio.to_thread(stats, place.url)
        place.largest_unsent = max(place.largest_unsent, told["unsent_bytes"])
        place.largest_resident = max(place.largest_resident, told["resident_bytes"])
        await asyncio.sleep(0.1)


async def measure(place: Place, readers: int, seconds: float) -> bool:
    """Let the crowd read in peace, then among enemies; print every figure, say if all is well."""
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
    too_long = any(enemy.stayed_too_long for enemy in place.enemies)
    return not (too_long or outcome.holes or place.largest_unsent > MIB)


def main() -> int:
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
            kept = asyncio.run(measure(Place(host, int(port)), options.readers, options.seconds))
            return 0 if kept else 1
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
