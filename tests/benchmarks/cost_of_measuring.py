"""What share of the app's CPU goes into measuring.

    python -m tests.benchmarks.cost_of_measuring --source replay:FILE [--speed 20] [--for 15]

Opens the real window with its bundled server, offscreen at 1400×800, with each transport and
then with the compare view and its four lanes. While it runs it adds up the CPU time of this
thread inside everything that only measures: what a lane makes of its arrivals, its figures, the
unseen age, the bytes, the way of a tick, the lag of the loop, the scores of compared lanes, what
theory and the verdict say of them; and the tasks that exist to measure, with their HTTP and what
the loop does for their sockets: the exchanges of clocks, the reference reading, the reading of
the tape and of what the server spends. All of it is put in relation to the CPU time of the whole
process in the same seconds. What these tasks bring to the charts is counted in: if
anything the share is too large. Connecting, decoding and painting would be there
without any measuring: they are not counted.
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
from ticker_app.compare.compared_lane import ComparedLane
from ticker_app.compare.comparing import Comparing
from ticker_app.compare.server_cost import ServerWatch
from ticker_app.compare.tape_reading import TapeReading
from ticker_app.feeds.meter import Meter
from ticker_app.hearing import Hearing
from ticker_app.lane import Lane
from ticker_app.lanes import Lanes
from ticker_app.look_settings import Theme
from ticker_app.loop import Application, run
from ticker_app.measures.deliveries import Deliveries
from ticker_app.reference import ReferenceReading
from ticker_app.session import Session
from ticker_app.ui.loop_lag import LoopLag
from ticker_app.ui.window import MainWindow

SIZE = (1400, 800)
WARM_UP_S = 6.0
"""Lanes side by side are measured 5 s after they were opened at the latest."""
CALLS: dict[str, tuple[tuple[type, str], ...]] = {
    "arrivals": ((Deliveries, "take"), (Deliveries, "seed"), (Deliveries, "watch")),
    "figures": ((Lane, "figures"), (Session, "tick_path")),
    "unseen age": ((Lanes, "publish"),),
    "bytes": ((Meter, "on_read"), (Meter, "on_write")),
    "loop lag": ((LoopLag, "beat"), (LoopLag, "add_frame")),
    "scores": ((ComparedLane, "_hear"), (ComparedLane, "catch_up")),
    "readings": ((Comparing, "readings"), (Comparing, "verdict")),
}
TASKS: dict[str | None, type] = {
    "clocks": ClockProbe,
    "reference": ReferenceReading,
    "tape": TapeReading,
    "server": ServerWatch,
    # A reading starts the lanes; they would be there without it.
    None: Hearing,
}


async def watch(
    choice: LaneChoice,
    server_options: list[str],
    seconds: float,
    stopwatch: Stopwatch,
    *,
    compares: bool = False,
) -> str:
    """The shares of one window, once it is warm, in a line."""
    server = BundledServer()
    session = Session(await server.start(server_options), choice, clock=monotonic_wall_clock())
    comparing = Comparing(session.server_url, clock=session.clock, offset=session.clock_offset)
    window = MainWindow(session, Theme.DARK, comparing=comparing, bundled=True)
    window.resize(*SIZE)
    running = [asyncio.create_task(session.run()), asyncio.create_task(comparing.run())]
    try:
        window.show()
        if compares:
            window.toggle_compare()
        await asyncio.sleep(WARM_UP_S)
        stopwatch.spent_ns.clear()
        began_s = time.process_time()
        await asyncio.sleep(seconds)
        return shares(stopwatch.spent_ns, time.process_time() - began_s, seconds)
    finally:
        window.hide()
        for task in running:
            task.cancel()
        await asyncio.wait(running)
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
    for purpose, task in TASKS.items():
        stopwatch.time_task(purpose, task)
    for number in range(1, options.runs + 1):
        for transport in () if options.only_compare else Transport:
            line = await watch(LaneChoice(transport), server_options, options.seconds, stopwatch)
            print(f"run {number} {transport:9}  {line}", flush=True)
        line = await watch(LaneChoice(), server_options, options.seconds, stopwatch, compares=True)
        print(f"run {number} compare    {line}", flush=True)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", required=True)
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument("--for", type=float, default=15.0, dest="seconds")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only-compare", action="store_true", help="not the plain window")
    run(Application(sys.argv[:1]), measure(parser.parse_args()))


if __name__ == "__main__":
    main()
