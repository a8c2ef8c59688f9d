"""How smooth the window stays while a recording plays fast.

    python -m tests.benchmarks.frames --source replay:FILE [--speed 50] [--for 20] [--runs 3]

Opens the real window with its bundled server, offscreen at 1400×800, and prints for push and
for pull what a frame takes (reading the session, preparing and painting) and the longest gap
between two events of the timer that paints. The machine's own noise is shown beside it: the
longest gap of the same timer in an empty loop.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer

from server.wire import monotonic_wall_clock
from ticker_app.bundled import BundledServer
from ticker_app.choice import LaneChoice, Transport
from ticker_app.compare.comparing import Comparing
from ticker_app.look_settings import Theme
from ticker_app.loop import Application, run
from ticker_app.session import Session
from ticker_app.ui.window import MainWindow

SIZE = (1400, 800)
FRAME_MS = 17
WARM_UP_S = 3.0


class Gaps:
    """The times between two calls, ms."""

    def __init__(self) -> None:
        self._last_s: float | None = None
        self.ms: list[float] = []

    def on_event(self, *_: object) -> None:
        """Something happened now."""
        now_s = time.perf_counter()
        if self._last_s is not None:
            self.ms.append((now_s - self._last_s) * 1e3)
        self._last_s = now_s


async def noise(seconds: float) -> float:
    """The longest gap of a timer in a loop that does nothing else, ms."""
    gaps, timer = Gaps(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(gaps.on_event)
    timer.start(FRAME_MS)
    await asyncio.sleep(seconds)
    timer.stop()
    return max(gaps.ms)


async def watch(choice: LaneChoice, server_options: list[str], seconds: float) -> str:
    """The figures of one window, in a line."""
    server = BundledServer()
    session = Session(await server.start(server_options), choice, clock=monotonic_wall_clock())
    window = MainWindow(
        session,
        Theme.DARK,
        comparing=Comparing(session.server_url, clock=session.clock),
        bundled=True,
    )
    window.resize(*SIZE)
    frames_ms: list[float] = []
    add_frame = window.lag.add_frame
    window.lag.add_frame = recording(add_frame, frames_ms)  # type: ignore[method-assign,assignment]  # listens
    running = asyncio.create_task(session.run())
    try:
        window.show()
        await asyncio.sleep(WARM_UP_S)
        frames_ms.clear()
        gaps = Gaps()
        window.bridge.frame_passed.connect(gaps.on_event)
        await asyncio.sleep(seconds)
    finally:
        window.hide()
        running.cancel()
        await asyncio.wait([running])
        await server.stop()
    cuts = statistics.quantiles(frames_ms, n=100)
    return (
        f"{len(frames_ms) / seconds:5.1f} paints/s  p50 {cuts[49]:5.1f}  p95 {cuts[94]:5.1f}  "
        f"max {max(frames_ms):5.1f} ms   longest gap {max(gaps.ms):5.1f} ms"
    )


def recording(add_frame: Callable[[int], None], frames_ms: list[float]) -> Callable[[int], None]:
    """Keep what each frame took as well."""

    def add(took_us: int) -> None:
        frames_ms.append(took_us / 1e3)
        add_frame(took_us)

    return add


async def measure(options: argparse.Namespace) -> None:
    """Print every run."""
    server_options = ["--source", options.source, "--speed", str(options.speed)]
    for number in range(1, options.runs + 1):
        print(f"run {number}: empty loop  longest gap {await noise(5):5.1f} ms")
        for transport in (Transport.WEBSOCKET, Transport.POLL):
            figures = await watch(LaneChoice(transport), server_options, options.seconds)
            print(f"  {transport:9}  {figures}")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", required=True)
    parser.add_argument("--speed", type=float, default=50.0)
    parser.add_argument("--for", type=float, default=20.0, dest="seconds")
    parser.add_argument("--runs", type=int, default=3)
    run(Application(sys.argv[:1]), measure(parser.parse_args()))


if __name__ == "__main__":
    main()
