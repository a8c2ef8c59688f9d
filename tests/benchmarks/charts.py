"""What a live frame of the chart costs, beside finplot's for the same data.

    python -m tests.benchmarks.charts [--runs 7] [--frames 40]

Offscreen at 1400×800, all by turns; each figure is the median of the runs, with the lowest and the
highest, of CPU time. A live frame: a price comes, time goes on by a pixel of a chart as wide as
the window, and all that changed is painted.
finplot is needed for two figures only (``pip install --no-deps finplot``, then pandas and
python-dateutil; it asks for another Qt that it does not use here); without it they are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from server.wire import Tick
from tests.benchmarks.finplot_charts import finplot_candles, finplot_line
from tests.benchmarks.walk import candles, prices
from tests.ticker_app.ui.standin import NOW_US, StandInSession
from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.grid_settings import GridSettings, Shape
from ticker_app.loop import Application
from ticker_app.series import Kind, SymbolSeries
from ticker_app.ui.chart_grid import ChartGrid
from ticker_app.ui.palette import DARK

SIZE = (1400, 800)
POINTS, CANDLES, MANY_CANDLES = 10_000, 500, 5_000
S = 1_000_000
WARM_UP = 10

Step = Callable[[], None]


# --- ours ---


class Ours:
    """The charts of one window, all of one session."""

    def __init__(self, settings: ChartSettings, shape: Shape = Shape.ONE) -> None:
        self.session = StandInSession()
        self.session.now_us = NOW_US // S * S
        self._walk = prices()
        self._count = 0
        self._column_us = 0
        charts = (settings,) * len(shape.places)
        self.window = ChartGrid(DARK, GridSettings(shape, charts))
        self.window.resize(*SIZE)

    def show(self) -> Step:
        """Paint it once; then each step is a frame.

        Time goes on by what is a pixel on a chart as wide as the window, however many there
        are: the prices come as fast for four charts as for one.
        """
        self.window.show()
        for _ in range(3):
            self._paint()
        chart = self.window.active
        left_s, right_s = chart.time_in_view
        scale_px = chart.panes.price.scale.size().width()
        self._column_us = round((right_s - left_s) / (SIZE[0] - scale_px) * 1e6)
        return self._step

    def fill_ticks(self, count: int, span_us: int) -> None:
        """So many prices over so much time."""
        series = self.session.series["AAA"] = SymbolSeries()
        for number in range(count):
            at_us = self.session.now_us - span_us + number * span_us // count
            series.see(self._tick(at_us), at_us, at_us, Kind.PUSHED)

    def fill_candles(self, count: int) -> None:
        """So many candles; the last one is open."""
        made = candles(count, self.session.now_us, self._walk)
        self.session.hold("1s", made)
        self._count = sum(candle.trades for candle in made)

    def _step(self) -> None:
        session = self.session
        session.now_us += self._column_us
        tick = self._tick(session.now_us)
        for series in session.series.values():
            series.see(tick, session.now_us, session.now_us, Kind.PUSHED)
        for candle_series in session.held.values():
            candle_series.hear([tick], session.now_us, every_tick=True)
        self._paint()

    def _tick(self, at_us: int) -> Tick:
        self._count += 1
        return Tick("AAA", self._count, self._count, at_us, None, next(self._walk), 5.0)

    def _paint(self) -> None:
        self.window.refresh(self.session, self.session.now_us)
        QApplication.processEvents()


def our_line(*, age: bool) -> Ours:
    """A chart of ticks; with their age below it draws twice as much as the line alone."""
    made = Ours(ChartSettings(span_s=3600.0, shows_age=age))
    made.fill_ticks(POINTS, 3600 * S)
    return made


def our_candles(count: int, shape: Shape = Shape.ONE) -> Ours:
    """Charts of candles, volume and age below, all candles in view."""
    settings = ChartSettings(timeframe=Timeframe.S1, span_s=count / 0.96)
    made = Ours(settings, shape)
    made.fill_candles(count)
    made.fill_ticks(500, 60 * S)
    return made


# --- measuring ---


def frame_ms(begin: Callable[[], tuple[Step, object]], frames: int) -> float:
    """What a frame of a fresh chart costs, ms of this thread's CPU."""
    step, keep = begin()
    for _ in range(WARM_UP):
        step()
    began_s = time.thread_time()
    for _ in range(frames):
        step()
    took_ms = (time.thread_time() - began_s) / frames * 1e3
    close(keep)
    return took_ms


def close(keep: object) -> None:
    """Take a window away."""
    if isinstance(keep, Ours):
        keep.window.close()
        keep.window.deleteLater()
    else:
        import finplot

        for window in finplot.windows:
            window.close()
        finplot.windows.clear()
    QApplication.processEvents()


def ours(make: Callable[[], Ours]) -> Callable[[], tuple[Step, object]]:
    """Begin with charts of ours."""

    def begin() -> tuple[Step, object]:
        made = make()
        return made.show(), made

    return begin


LINE, AGE, FEW, MANY, FOUR = "line", "age", "few", "many", "four"
THEIR_LINE, THEIR_CANDLES = "their line", "their candles"
RATIOS: tuple[tuple[str, str, str, float | None], ...] = (
    ("line, of finplot's", LINE, THEIR_LINE, 0.25),
    ("line with age, of finplot's", AGE, THEIR_LINE, None),
    ("candles, of finplot's", FEW, THEIR_CANDLES, 0.25),
    (f"{MANY_CANDLES} candles, of {CANDLES}", MANY, FEW, 2.0),
    ("four charts, of one", FOUR, FEW, 2.5),
)
NAMES = {
    LINE: f"{POINTS} ticks",
    AGE: f"{POINTS} ticks, age below",
    FEW: f"{CANDLES} candles, volume, age",
    MANY: f"{MANY_CANDLES} candles, volume, age",
    FOUR: f"four charts of {CANDLES} candles",
    THEIR_LINE: f"finplot: {POINTS} points",
    THEIR_CANDLES: f"finplot: {CANDLES} candles",
}


def main() -> None:
    """Read the options, measure, and print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--frames", type=int, default=40)
    options = parser.parse_args()
    app = Application(sys.argv[:1])
    app.setStyle("Fusion")
    frames = options.frames + WARM_UP
    subjects: dict[str, Callable[[], tuple[Step, object]]] = {
        LINE: ours(lambda: our_line(age=False)),
        AGE: ours(lambda: our_line(age=True)),
        FEW: ours(lambda: our_candles(CANDLES)),
        MANY: ours(lambda: our_candles(MANY_CANDLES)),
        FOUR: ours(lambda: our_candles(CANDLES, Shape.FOUR)),
    }
    if importlib.util.find_spec("finplot"):
        subjects[THEIR_LINE] = lambda: (finplot_line(SIZE, POINTS, frames), None)
        subjects[THEIR_CANDLES] = lambda: (finplot_candles(SIZE, CANDLES), None)
    costs: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(options.runs):
        # By turns, so that what else the machine does is in all of them.
        for name, begin in subjects.items():
            costs[name].append(frame_ms(begin, options.frames))
    report(costs)


def report(costs: dict[str, list[float]]) -> None:
    """Every cost, then every ratio: the median of those of the single runs."""
    for name, runs_ms in costs.items():
        print(f"{NAMES[name]:34} {spread(runs_ms)} ms")
    for name, one, other, most in RATIOS:
        if other in costs:
            ratios = [a / b for a, b in zip(costs[one], costs[other], strict=True)]
            print(f"{name:34} {spread(ratios)}{verdict(ratios, most)}")


def verdict(ratios: Sequence[float], most: float | None) -> str:
    """Whether they are what they should be."""
    if most is None:
        return ""
    return f"  at most {most}: {'ok' if statistics.median(ratios) <= most else 'MISSED'}"


def spread(values: Sequence[float]) -> str:
    """The middle one, the lowest and the highest."""
    return f"{statistics.median(values):6.2f}  ({min(values):.2f}–{max(values):.2f})"


if __name__ == "__main__":
    main()
