"""Heikin-Ashi: candles averaged with those before them, so that a trend is one colour."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from ticker_app.candle_columns import NO_CANDLES, CandleColumns

Floats = NDArray[np.float64]


class HeikinAshi:
    """Turns candles into Heikin-Ashi candles, again and again while they change.

    The close is the mean of the candle's four prices; the open is the middle of the body of
    the Heikin-Ashi candle before (of the first one: of the candle's own body); high and low
    reach to whichever is farther out, the candle's or the new body (D. Valcu, "Using the
    Heikin-Ashi technique", Technical Analysis of Stocks & Commodities 22:2, 2004). Volume
    and trades stay as they are.

    A candle depends on those before it only, so the rows before the first one that differs
    from last time are kept.
    """

    def __init__(self) -> None:
        self._candles = self._averaged = NO_CANDLES

    def update(self, candles: CandleColumns) -> CandleColumns:
        """The Heikin-Ashi candles of these; what was handed out before never changes."""
        if candles is not self._candles:
            begin = _first_difference(self._candles, candles)
            self._averaged = self._from(candles, begin)
            self._candles = candles
        return self._averaged

    def _from(self, candles: CandleColumns, begin: int) -> CandleColumns:
        """Keep the rows before ``begin`` and compute the others."""
        before = self._averaged
        high, low = candles.high[begin:], candles.low[begin:]
        close = (candles.open[begin:] + high + low + candles.close[begin:]) / 4
        body = before if begin else candles
        seed = slice(begin - 1, begin) if begin else slice(1)
        open_ = _opens((body.open[seed] + body.close[seed]) / 2, close)
        return CandleColumns(
            start_us=candles.start_us,
            open=_joined(before.open[:begin], open_),
            high=_joined(before.high[:begin], np.maximum(high, np.maximum(open_, close))),
            low=_joined(before.low[:begin], np.minimum(low, np.minimum(open_, close))),
            close=_joined(before.close[:begin], close),
            volume=candles.volume,
            trades=candles.trades,
        )


def _opens(first: Floats, close: Floats) -> Floats:
    """Each open is halfway between the open and the close before; ``first``: one, or none."""
    # A loop over floats: numpy has no recursion, and 20,000 rows take a millisecond or two.
    values = [*first.tolist(), *close[:-1].tolist()][: len(close)]
    return np.array([*accumulate(values, lambda open_, close_: (open_ + close_) / 2)], np.float64)


def _first_difference(old: CandleColumns, new: CandleColumns) -> int:
    """How many candles, from the oldest on, have the prices that they had."""
    same = min(len(old.start_us), len(new.start_us))
    for name in ("start_us", "open", "high", "low", "close"):
        differs = getattr(old, name)[:same] != getattr(new, name)[:same]
        same = int(differs.argmax()) if differs.any() else same
    return same


def _joined(old: Floats, new: Floats) -> Floats:
    column = np.concatenate([old, new])
    column.flags.writeable = False
    return column
