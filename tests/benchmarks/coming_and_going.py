"""Whether an hour of clients that come and go leaves the server as it was.

    python -m tests.benchmarks.coming_and_going [--source replay:FILE --speed 60] [--for 3600]

Starts the feed server, lets guests of every kind come and go (feeds of the app on all four
transports, windows without their Qt that change transports, requests, resets and ends in the
middle, readers that stop, silence, nonsense, haste, refusals), and
counts its file descriptors, tasks and resident memory: once nobody is there after a warm-up, in
which its memories of ticks fill, every minute, and once nobody is there in the end. The same of
this process, in which the feeds of the app run. Exit status 1 if descriptors or tasks are more
than they were, if memory is by more than 5 %, or if the log has errors. The server keeps few enough
ticks and candles that all its memories are full by the end of the warm-up, but those of 5 s and
longer, which are small. Loopback, Linux with glibc only.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import subprocess
import sys
import tempfile
import time
from typing import IO, Any, NamedTuple

import httpx
import psutil

from tests.benchmarks.fuzz_server import errors_in
from tests.benchmarks.guests import FASTEST_PER_S, Guests
from tests.benchmarks.watched_loop import give_back

MIB = 2**20
MOST_GROWTH = 1.05
SETTLED_S = 1.0
"""By then the server has noticed who left."""
QUIET_S = 45.0
"""By then the server has closed what nobody uses any more."""


class Held(NamedTuple):
    """What one process holds."""

    descriptors: int
    tasks: int
    mib: float

    def show(self, name: str) -> str:
        """A few words."""
        return f"{name} {self.descriptors} fds, {self.tasks} tasks, {self.mib:.1f} MiB"


class Look(NamedTuple):
    """Both processes at one moment. ticks: on the tape so far.  cut: and who was refused."""

    server: Held
    clients: Held
    connections: dict[str, int]
    ticks: int
    cpu_s: float
    own_cpu_s: float
    cut: str

    def show(self, name: str, guests: Guests) -> None:
        """Print one line."""
        open_ = ", ".join(f"{n} {kind}" for kind, n in self.connections.items() if n)
        print(
            f"{name:>9}: {self.server.show('server')}; {self.clients.show('clients')}; "
            f"{guests.here} guests here of {guests.came.total():,}; {self.ticks:,} ticks; "
            f"{open_ or 'nobody connected'}",
            flush=True,
        )


class Watch:
    """Looks at the server, which runs as a process of this number."""

    def __init__(self, url: str, pid: int) -> None:
        self._url = url
        self._server, self._own = psutil.Process(pid), psutil.Process()

    async def look(self) -> Look:
        """Both as they are now."""
        # What windows leave is large and tied in knots, and seldom looked for in so small a heap.
        gc.collect()
        # Before the one that looks comes in, and long after it has left.
        descriptors = self._server.num_fds()
        async with httpx.AsyncClient() as client:
            told: dict[str, Any] = (await client.get(f"{self._url}/v1/stats")).json()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        return Look(
            Held(descriptors, told["tasks"], self._server.memory_info().rss / MIB),
            Held(self._own.num_fds(), len(others), self._own.memory_info().rss / MIB),
            told["connections"],
            told["ticks_published"],
            told["cpu_s"],
            time.process_time(),
            f"refusals {told['refusals']}, readers cut {told['readers_cut']:,}, "
            f"connections cut {told['connections_cut']:,}",
        )

    async def quiet(self, guests: Guests) -> Look:
        """Both once everyone has gone."""
        await guests.all_gone()
        await asyncio.sleep(SETTLED_S)
        gc.collect()
        # What this process keeps free is held by nobody. The server's cannot be told apart.
        give_back()
        async with asyncio.timeout(QUIET_S):
            while True:
                look = await self.look()
                # The one that looks is connected itself.
                if sum(look.connections.values()) <= 1:
                    return look
                await asyncio.sleep(0.5)


async def watch(
    watch_: Watch, guests: Guests, *, per_s: float, warm_s: float, seconds: float, every_s: float
) -> tuple[Look, Look]:
    """Let them come and go; both processes with nobody there, before and after."""
    loop = asyncio.get_running_loop()
    await guests.come(per_s, loop.time() + warm_s)
    before = await watch_.quiet(guests)
    before.show("begin", guests)
    began_s = loop.time()
    coming = asyncio.create_task(guests.come(per_s, began_s + seconds))
    while not coming.done():
        await asyncio.wait([coming], timeout=every_s)
        (await watch_.look()).show(f"{(loop.time() - began_s) / 60:.0f} min", guests)
    await coming
    after = await watch_.quiet(guests)
    after.show("end", guests)
    return before, after


def judge(before: Look, after: Look, guests: Guests, errors: list[str]) -> list[str]:
    """What is not as it was."""
    found = []
    for name, held, was in (
        ("server", after.server, before.server),
        ("clients", after.clients, before.clients),
    ):
        if held.descriptors > was.descriptors or held.tasks > was.tasks:
            found.append(f"{name}: something stayed open")
        grown = held.mib / was.mib
        if grown > MOST_GROWTH:
            found.append(f"{name}: memory ×{grown:.3f}")
    if guests.uncut:
        found.append(f"{guests.uncut} guests that did nothing were not cut off")
    found += [f"log: {line.strip()[:500]}" for line in errors[:5]]
    return found


async def measure(url: str, pid: int, options: argparse.Namespace, log: IO[str]) -> int:
    """Run everything and print the figures."""
    async with httpx.AsyncClient() as client:
        told = (await client.get(f"{url}/v1/symbols")).json()
    guests = Guests(url, [one["symbol"] for one in told["symbols"]], options.seed)
    before, after = await watch(
        Watch(url, pid),
        guests,
        per_s=options.guests,
        warm_s=options.warm_up,
        seconds=options.seconds,
        every_s=options.every,
    )
    print("\nguests that came:", dict(guests.came.most_common()))
    print(f"ticks heard by the feeds among them: {guests.ticks:,}")
    print(f"of all since the start: {after.cut}")
    for name, held, was in (
        ("server", after.server, before.server),
        ("clients", after.clients, before.clients),
    ):
        print(
            f"{name}: file descriptors {was.descriptors} → {held.descriptors}, "
            f"tasks {was.tasks} → {held.tasks}, "
            f"memory {was.mib:.1f} → {held.mib:.1f} MiB (×{held.mib / was.mib:.3f})"
        )
    for name, spent_s in (
        ("server", after.cpu_s - before.cpu_s),
        ("guests", after.own_cpu_s - before.own_cpu_s),
    ):
        print(f"the {name} used {100 * spent_s / options.seconds:.0f} % of a core")
    problems = judge(before, after, guests, errors_in(log))
    print("\n".join(problems) or "as it was")
    return 1 if problems else 0


def main() -> int:
    """Run the server and its guests."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", default="simulated")
    parser.add_argument("--speed", default="60", help="of a recording")
    parser.add_argument("--rate", default="5", help="simulated ticks per second and symbol")
    parser.add_argument("--retain", default="300", help="ticks kept per symbol")
    parser.add_argument("--retain-candles", default="200", help="kept per symbol and interval")
    parser.add_argument("--guests", type=float, default=6.0, help="that come in a second")
    parser.add_argument("--for", type=float, default=3600.0, dest="seconds")
    parser.add_argument("--warm-up", type=float, default=240.0)
    parser.add_argument("--every", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    command = [sys.executable, "-m", "server", "--port", "0", "--log-format", "json"]
    command += ["--source", options.source, "--retain", options.retain]
    command += ["--retain-candles", options.retain_candles]
    command += ["--rate-limit", f"{FASTEST_PER_S}/s"]
    is_simulated = options.source == "simulated"
    command += ["--rate", options.rate] if is_simulated else ["--loop", "--speed", options.speed]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        assert server.stdout
        url = server.stdout.readline().split()[1]
        try:
            return asyncio.run(measure(url, server.pid, options, log))
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
