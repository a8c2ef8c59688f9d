"""Charts of finplot's, for what a live frame costs there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.benchmarks.walk import candles, prices
from tests.ticker_app.ui.standin import NOW_US

S = 1_000_000
Step = Callable[[], None]


def finplot_line(size: tuple[int, int], points: int, frames: int) -> Step:
    """A line of as many points; each frame has one more."""
    import finplot
    import pandas as pd

    walk = prices()
    length = points + frames
    moments = pd.date_range("2024-11-22", periods=length, freq="360ms")
    line = pd.Series([next(walk) for _ in range(length)], index=moments)
    axis = finplot.create_plot(init_zoom_periods=points, maximize=False)
    plot = finplot.plot(line.iloc[:points], ax=axis)
    return _finplot_step(size, plot, lambda number: line.iloc[: points + number])


def finplot_candles(size: tuple[int, int], count: int) -> Step:
    """As many candles; in each frame the last one has another close."""
    import finplot
    import pandas as pd

    rows = [(c.open, c.close, c.high, c.low) for c in candles(count, NOW_US // S * S, prices())]
    moments = pd.date_range("2024-11-22", periods=count, freq="1s")
    table = pd.DataFrame(rows, index=moments, columns=["open", "close", "high", "low"])
    axis = finplot.create_plot(init_zoom_periods=count, maximize=False)
    plot = finplot.candlestick_ochl(table, ax=axis)

    def moved(number: int) -> Any:
        table.iloc[-1, 1] = table["low"].iloc[-1] + 0.01 * (number % 3)
        return table

    return _finplot_step(size, plot, moved)


def _finplot_step(size: tuple[int, int], plot: Any, data: Callable[[int], Any]) -> Step:
    import finplot

    finplot.show(qt_exec=False)
    window = finplot.windows[-1]
    window.resize(*size)
    QApplication.processEvents()
    number = 0

    def step() -> None:
        nonlocal number
        number += 1
        plot.update_data(data(number))
        QApplication.processEvents()

    return step
