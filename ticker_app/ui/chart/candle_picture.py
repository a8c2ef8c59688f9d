"""One frame of candles as numbers: which of them are in view, how high, which is the last.

Knows no Qt. Where several candles share a pixel column they are drawn as one.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ticker_app.candle_columns import NO_CANDLES, CandleColumns
from ticker_app.ui.chart.picture import Frame

Floats = NDArray[np.float64]


class DrawnCandles(NamedTuple):
    """Candles to draw, oldest first, ``(n,)`` each.

    begin_s: seconds since the Unix epoch, client clock.  width_s: how long each lasts.
    rises: whether it closed no lower than it opened.
    joined: whether it follows the one before without an interval between them.
    row: which of all candles it is, or the last of those it stands for.
    settled: so many of them, the oldest, cannot change any more.
    """

    begin_s: Floats
    width_s: float
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    rises: NDArray[np.bool_]
    joined: NDArray[np.bool_]
    row: NDArray[np.int64]
    settled: int

    @property
    def centre_s(self) -> Floats:
        """Where each stands."""
        return self.begin_s + self.width_s / 2

    def part(self, rows: slice) -> DrawnCandles:
        """Some of them."""
        return self._replace(
            begin_s=self.begin_s[rows],
            open=self.open[rows],
            high=self.high[rows],
            low=self.low[rows],
            close=self.close[rows],
            volume=self.volume[rows],
            rises=self.rises[rows],
            joined=self.joined[rows],
            row=self.row[rows],
        )

    def looks_like(self, other: DrawnCandles) -> bool:
        """Whether these are the same candles, with nothing changed."""
        return self.width_s == other.width_s and all(
            np.array_equal(ours, theirs)
            for ours, theirs in (
                (self.begin_s, other.begin_s),
                (self.open, other.open),
                (self.high, other.high),
                (self.low, other.low),
                (self.close, other.close),
                (self.volume, other.volume),
            )
        )

    @property
    def extent(self) -> tuple[float, float] | None:
        """Lowest and highest price; None without any candle."""
        if not len(self.low):
            return None
        return float(np.min(self.low)), float(np.max(self.high))


def in_view(columns: CandleColumns, interval_us: int, frame: Frame, offset_us: int) -> slice:
    """Which candles are in view, and one more at either side.

    offset_us: what moves the server's clock onto the client's.
    """
    left_us, right_us = frame.left_s * 1e6 - offset_us, frame.right_s * 1e6 - offset_us
    first = int(np.searchsorted(columns.start_us, left_us - interval_us))
    stop = int(np.searchsorted(columns.start_us, right_us, side="right"))
    return slice(max(first - 1, 0), min(stop + 1, len(columns.start_us)))


def drawn_candles(
    columns: CandleColumns,
    interval_us: int,
    frame: Frame,
    *,
    offset_us: int = 0,
    unsettled: int = 1,
) -> DrawnCandles:
    """The candles of one frame.

    Args:
        columns: all there are.
        offset_us: what moves the server's clock onto the client's.
        unsettled: so many of the newest may change yet.
    """
    view = in_view(columns, interval_us, frame, offset_us)
    chosen = CandleColumns._make(column[view] for column in columns)
    row = np.arange(view.start, view.stop)
    several = candles_per_column(interval_us, frame)
    if several > 1:
        chosen, last = _merged(chosen, several * interval_us)
        row = row[last]
    length_us = several * interval_us
    return DrawnCandles(
        begin_s=(chosen.start_us + offset_us) / 1e6,
        width_s=length_us / 1e6,
        open=chosen.open,
        high=chosen.high,
        low=chosen.low,
        close=chosen.close,
        volume=chosen.volume,
        rises=chosen.close >= chosen.open,
        row=row,
        settled=int(np.searchsorted(row, len(columns.start_us) - unsettled)),
        joined=np.append(False, np.diff(chosen.start_us) == length_us)[: len(chosen.start_us)],
    )


def candles_per_column(interval_us: int, frame: Frame) -> int:
    """How many candles share a pixel column; 1 as long as each has a column of its own."""
    return max(math.ceil(frame.column_s * 1e6 / interval_us - 1e-9), 1)


def _merged(columns: CandleColumns, length_us: int) -> tuple[CandleColumns, NDArray[np.int64]]:
    """Longer candles on a grid that does not move, so a scrolling picture does not shimmer; and
    of each the last that it is made of."""
    if not len(columns.start_us):
        return columns, columns.trades
    start_us = columns.start_us // length_us * length_us
    first = np.flatnonzero(np.append(True, np.diff(start_us) > 0))
    last = np.append(first[1:], len(start_us)) - 1
    merged = CandleColumns(
        start_us=start_us[first],
        open=columns.open[first],
        high=np.maximum.reduceat(columns.high, first),
        low=np.minimum.reduceat(columns.low, first),
        close=columns.close[last],
        volume=np.add.reduceat(columns.volume, first),
        trades=np.add.reduceat(columns.trades, first),
    )
    return merged, last


NO_DRAWN = drawn_candles(NO_CANDLES, 1_000_000, Frame(0.0, 1.0, 1.0))
"""A frame without any candle."""
