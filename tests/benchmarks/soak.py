"""Whether a day of watching leaves the window as it was: memory and frame time over hours.

    python -m tests.benchmarks.soak --source replay:FILE [--speed 20] [--hours 8] [--charts 2x2]

Opens the real window with its bundled server, offscreen at 1400×800, and lets so many hours of
ticks go by, at the speed of the recording, which begins again at its end. Prints every few
minutes the resident memory of the app and of its server and what a frame takes; in the end the
last third against the second, as ratios (the first third fills the memories that are meant to
fill).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
from collections.abc import Callable
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil

from server.wire import monotonic_wall_clock
from tests.benchmarks.frames import SIZE, recording
from ticker_app.bundled import BundledServer
from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.choice import LaneChoice
from ticker_app.compare.comparing import Comparing
from ticker_app.grid_settings import GridSettings, Shape
from ticker_app.look_settings import Theme
from ticker_app.loop import Application, run
from ticker_app.session import Session
from ticker_app.settings import Settings
from ticker_app.ui.window import MainWindow

LOOKS = 24
MIB = 1024 * 1024


class Look(NamedTuple):
    """What was seen at one moment. frames_ms: since the moment before."""

    hours: float
    app_mib: float
    server_mib: float
    frames_ms: list[float]


def settings(shape: Shape) -> Settings:
    """A tick chart first, candles in the others."""
    made = Settings(None)
    frames = (Timeframe.TICK, Timeframe.S1, Timeframe.M1, Timeframe.M5)
    charts = tuple(ChartSettings(timeframe=frame) for frame in frames)
    made.write("charts", GridSettings(shape, charts))
    return made


async def soak(options: argparse.Namespace) -> list[Look]:
    """Run and look now and then, until all hours have gone by."""
    server = BundledServer()
    arguments = ["--source", options.source, "--speed", str(options.speed), "--loop"]
    session = Session(await server.start(arguments), LaneChoice(), clock=monotonic_wall_clock())
    window = MainWindow(
        session,
        Theme.DARK,
        comparing=Comparing(session.server_url, clock=session.clock),
        bundled=True,
        settings=settings(Shape(options.charts)),
    )
    window.resize(*SIZE)
    frames_ms: list[float] = []
    window.lag.add_frame = recording(window.lag.add_frame, frames_ms)  # type: ignore[method-assign,assignment]  # listens
    running = asyncio.create_task(session.run())
    app, (child,) = psutil.Process(), psutil.Process().children()
    looks: list[Look] = []
    try:
        window.show()
        for number in range(1, LOOKS + 1):
            await asyncio.sleep(options.hours * 3600 / options.speed / LOOKS)
            app_mib, server_mib = (one.memory_info().rss / MIB for one in (app, child))
            hours = options.hours * number / LOOKS
            looks.append(Look(hours, app_mib, server_mib, [*frames_ms]))
            frames_ms.clear()
            print(line(looks[-1]), flush=True)
    finally:
        window.hide()
        running.cancel()
        await asyncio.wait([running])
        await server.stop()
    return looks


def line(look: Look) -> str:
    """One moment in words."""
    cuts = statistics.quantiles(look.frames_ms, n=100)
    return (
        f"after {look.hours:5.2f} h  app {look.app_mib:6.1f} MiB  server {look.server_mib:6.1f} MiB"
        f"  frame p50 {cuts[49]:5.2f}  p95 {cuts[94]:5.2f} ms  ({len(look.frames_ms)} frames)"
    )


def verdict(looks: list[Look]) -> str:
    """The last third against the second."""
    third = len(looks) // 3
    second, last = looks[third : 2 * third], looks[2 * third :]

    def ratio(read: Callable[[Look], float]) -> float:
        return statistics.mean(map(read, last)) / statistics.mean(map(read, second))

    return (
        f"last third against the second: app memory ×{ratio(lambda look: look.app_mib):.3f}, "
        f"server memory ×{ratio(lambda look: look.server_mib):.3f}, "
        f"frame p50 ×{ratio(lambda look: statistics.median(look.frames_ms)):.3f}"
    )


def main() -> None:
    """Read the options and soak."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", required=True)
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--charts", choices=[*Shape], default=Shape.FOUR)
    print(verdict(run(Application(sys.argv[:1]), soak(parser.parse_args()))))


if __name__ == "__main__":
    main()
