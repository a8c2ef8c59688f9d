"""Indicators of how fast the price moves, in panes of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators.indicator import Indicator
from ticker_app.indicators.smoothing import exponential_weight, fold_smoothed
from ticker_app.indicators.specs import Macd, Rsi

UNMOVED = 50.0


class RelativeStrength(Indicator):
    """The share of the rises in all recent movement, in percent.

    Smoothed as its inventor did (J. Welles Wilder, New Concepts in Technical Trading Systems,
    1978): each average keeps ``(period − 1) / period`` of what it was. While the price has not
    moved at all, no share is defined; halfway is what favours neither side.
    """

    carried = ("rise", "fall", "rise average", "fall average")

    def __init__(self, spec: Rsi) -> None:
        super().__init__(spec)
        self._period = spec.period

    @override
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        closes = columns.close
        change = np.diff(closes[begin - 1 :]) if begin else np.diff(closes, prepend=np.nan)
        rises = self._smoothed("rise", change, begin)
        falls = self._smoothed("fall", -change, begin)
        moved = rises + falls
        share = np.full(len(moved), UNMOVED)
        np.divide(100 * rises, moved, out=share, where=moved != 0)
        self._rows["rsi"][begin:] = share

    def _smoothed(self, name: str, change: NDArray[np.float64], begin: int) -> NDArray[np.float64]:
        """The average of the changes that go up, from ``begin`` on. The first candle has no
        change, so the second one is where the averages begin."""
        single, average = self._rows[name], self._rows[f"{name} average"]
        single[begin:] = np.maximum(change, 0.0)
        fold_smoothed(average, single, self._period, 1 / self._period, begin, first=1)
        return average[begin:]


class Convergence(Indicator):
    """A quick exponential average less a slow one, and the average of that.

    Each average is the one that the chart would show by itself: it begins with its own first
    full period.
    """

    carried = ("fast", "slow")

    def __init__(self, spec: Macd) -> None:
        super().__init__(spec)
        self._spec = spec

    @override
    def _fold(self, columns: CandleColumns, begin: int) -> None:
        spec, rows = self._spec, self._rows
        self._smooth("fast", columns.close, spec.fast, begin)
        self._smooth("slow", columns.close, spec.slow, begin)
        rows["macd"][begin:] = rows["fast"][begin:] - rows["slow"][begin:]
        self._smooth("signal", rows["macd"], spec.signal, begin, first=spec.slow - 1)
        rows["histogram"][begin:] = rows["macd"][begin:] - rows["signal"][begin:]

    def _smooth(
        self, name: str, values: NDArray[np.float64], period: int, begin: int, first: int = 0
    ) -> None:
        weight = exponential_weight(period)
        fold_smoothed(self._rows[name], values, period, weight, begin, first)
