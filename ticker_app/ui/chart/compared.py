"""Another symbol beside the charted one, in percent of where it began. Knows no Qt."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ticker_app.chart_settings import Timeframe
from ticker_app.curves import prices
from ticker_app.on_screen import on_screen
from ticker_app.series import Kind, SymbolSeries
from ticker_app.session import Session
from ticker_app.ui.chart.candle_picture import drawn_candles
from ticker_app.ui.chart.candle_reading import CandleReading, read_candles
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.tick_reading import tick_at
from ticker_app.vertices import thinned

Floats = NDArray[np.float64]


class ComparedLine(NamedTuple):
    """A line to draw, ``(n,)``, oldest first.

    at_s: seconds since the Unix epoch.  percent: above the first value in view; NaN where the
        pen is lifted.
    joined: whether each follows the one before without a gap.
    width_s: of one value; 0 for ticks.
    base: the price that is 0 %.
    """

    at_s: Floats
    percent: Floats
    joined: NDArray[np.bool_]
    width_s: float
    base: float

    @property
    def extent(self) -> tuple[float, float] | None:
        """Lowest and highest, percent; None if nothing is known."""
        known = self.percent[~np.isnan(self.percent)]
        return (float(np.min(known)), float(np.max(known))) if len(known) else None


class ComparedSymbol:
    """Looks at one symbol again and again."""

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol
        self.line: ComparedLine | None = None
        self._series: SymbolSeries | None = None
        self._reading: CandleReading | None = None
        self._now_us = 0

    @property
    def state(self) -> Any:
        """What its line depends on beside the frame; with ticks also on time."""
        if self._reading is not None:
            return self._reading.revision
        return self._series.revision if self._series is not None else None

    def read(self, session: Session, timeframe: Timeframe, now_us: int) -> None:
        """Look at it as it is now (µs, client clock)."""
        ticks = timeframe is Timeframe.TICK
        self._now_us = now_us
        self._series = session.series.get(self.symbol) if ticks else None
        self._reading = None if ticks else read_candles(session, self.symbol, timeframe, now_us)

    def measure(self, frame: Frame) -> ComparedLine | None:
        """The line of one frame; None without any price in view."""
        found = None
        if self._reading is not None:
            found = _candle_line(self._reading, frame)
        elif self._series is not None:
            found = _tick_line(self._series, frame, self._now_us)
        self.line = found
        return found

    def percent_at(self, moment_s: float | None) -> float | None:
        """How far it had gone at a moment; None: now. None: nobody knows."""
        price = self._price_at(moment_s)
        if price is None or self.line is None:
            return None
        return (price / self.line.base - 1) * 100

    def _price_at(self, moment_s: float | None) -> float | None:
        if self._reading is not None:
            return _close_at(self._reading, moment_s)
        if self._series is None:
            return None
        at_us = self._now_us if moment_s is None else round(moment_s * 1e6)
        found = tick_at(self._series, (), at_us, self._now_us, None)
        return None if found is None else found.price


def _close_at(reading: CandleReading, moment_s: float | None) -> float | None:
    close = reading.columns.close
    if moment_s is None:
        return float(close[-1]) if len(close) else None
    index = reading.index_at(moment_s)
    return None if index is None else float(close[index])


def _candle_line(reading: CandleReading, frame: Frame) -> ComparedLine | None:
    drawn = drawn_candles(reading.columns, reading.interval_us, frame, offset_us=reading.offset_us)
    return _line(drawn.centre_s, drawn.close, drawn.joined, drawn.width_s, frame)


def _tick_line(series: SymbolSeries, frame: Frame, now_us: int) -> ComparedLine | None:
    ends_us = round(frame.left_s * 1e6), round(frame.right_s * 1e6)
    screen = on_screen(series.seen, (), *ends_us, now_us)
    # However it came, it is one line here.
    one_kind = screen._replace(kind=np.full(len(screen.kind), Kind.HISTORY, np.int8))
    curve = thinned(prices(one_kind)[Kind.HISTORY], frame.column_s)
    joined = ~np.isnan(curve.y)
    return _line(curve.x, curve.y, joined, 0.0, frame)


def _line(
    at_s: Floats, values: Floats, joined: NDArray[np.bool_], width_s: float, frame: Frame
) -> ComparedLine | None:
    begun = np.flatnonzero((at_s >= frame.left_s) & ~np.isnan(values))
    if not len(begun) or not values[begun[0]]:
        return None
    base = float(values[begun[0]])
    return ComparedLine(at_s, (values / base - 1) * 100, joined, width_s, base)
