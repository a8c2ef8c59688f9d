"""What share of the app's CPU goes into measuring.

    python -m tests.benchmarks.cost_of_measuring --source replay:FILE [--speed 20] [--for 15]

Opens the real window with its bundled server, offscreen at 1400×800, and while it runs adds up
the CPU time of this thread inside everything that only measures: what a lane makes of its
arrivals, its figures, the unseen age, the bytes, the way of a tick, the lag of the loop; and the
two tasks that exist to measure, with their HTTP: the exchanges of clocks and the reference
reading. All of it is put in relation to the CPU time of the whole process in the same seconds.
The timing is counted in, and so is what both tasks bring to the charts: if anything the share is
too large.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections import Counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from server.wire import monotonic_wall_clock
from tests.benchmarks.stopwatch import Stopwatch
from ticker_app.bundled import BundledServer
from ticker_app.choice import LaneChoice, Transport
from ticker_app.clock_probe import ClockProbe
from ticker_app.compare.comparing import Comparing
from ticker_app.feeds.meter import Meter
from ticker_app.lane import Lane
from ticker_app.loop import Application, run
from ticker_app.measures.deliveries import Deliveries
from ticker_app.reference import ReferenceReading
from ticker_app.session import Session
from ticker_app.ui.loop_lag import LoopLag
from ticker_app.ui.theme import Theme
from ticker_app.ui.window import MainWindow

SIZE = (1400, 800)
WARM_UP_S = 3.0
CALLS: dict[str, tuple[tuple[type, str], ...]] = {
    "arrivals": ((Deliveries, "take"), (Deliveries, "seed"), (Deliveries, "watch")),
    "figures": ((Lane, "figures"), (Session, "tick_path")),
    "unseen age": ((Session, "_measure"),),
    "bytes": ((Meter, "on_read"), (Meter, "on_write")),
    "loop lag": ((LoopLag, "beat"), (LoopLag, "add_frame")),
}
TASKS = {"clocks": ClockProbe, "reference": ReferenceReading}


async def watch(
    choice: LaneChoice, server_options: list[str], seconds: float, stopwatch: Stopwatch
) -> str:
    """The shares of one window, once it is warm, in a line."""
    server = BundledServer()
    session = Session(await server.start(server_options), choice, clock=monotonic_wall_clock())
    comparing = Comparing(session.server_url, clock=session.clock)
    window = MainWindow(session, Theme.DARK, comparing=comparing, bundled=True)
    window.resize(*SIZE)
    running = asyncio.create_task(session.run())
    try:
        window.show()
        await asyncio.sleep(WARM_UP_S)
        stopwatch.spent_ns.clear()
        began_s = time.process_time()
        await asyncio.sleep(seconds)
        return shares(stopwatch.spent_ns, time.process_time() - began_s, seconds)
    finally:
        window.hide()
        running.cancel()
        await asyncio.wait([running])
        await server.stop()


def shares(spent_ns: Counter[str], cpu_s: float, seconds: float) -> str:
    """Measuring against all, and its parts from the dearest on, in percent of all."""
    parts = "  ".join(f"{part} {ns / cpu_s / 1e9:.2%}" for part, ns in spent_ns.most_common())
    share = spent_ns.total() / cpu_s / 1e9
    return f"{cpu_s / seconds:4.0%} of a core, measuring {share:.2%} of it: {parts}"


async def measure(options: argparse.Namespace) -> None:
    """Print every run."""
    server_options = ["--source", options.source, "--speed", str(options.speed)]
    stopwatch = Stopwatch()
    for part, methods in CALLS.items():
        for owner, name in methods:
            stopwatch.time_calls(part, owner, name)
    for part, task in TASKS.items():
        stopwatch.time_task(part, task)
    for number in range(1, options.runs + 1):
        for transport in Transport:
            line = await watch(LaneChoice(transport), server_options, options.seconds, stopwatch)
            print(f"run {number} {transport:9}  {line}")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", required=True)
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument("--for", type=float, default=15.0, dest="seconds")
    parser.add_argument("--runs", type=int, default=3)
    run(Application(sys.argv[:1]), measure(parser.parse_args()))


if __name__ == "__main__":
    main()
