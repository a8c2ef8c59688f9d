"""Candles as columns: what charts, indicators and exports read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class CandleColumns(NamedTuple):
    """Candles of one symbol and interval, oldest first, every array ``(n,)`` and read-only.

    start_us: µs, server clock, increasing, multiples of the interval. An interval without
        ticks has no candle.
    volume: sum of the sizes that were known.  trades: how many ticks.
    The last candle is still open: the next tick may change it.
    """

    start_us: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    trades: NDArray[np.int64]


_NONE, _NO_COUNT = np.empty(0, np.float64), np.empty(0, np.int64)
NO_CANDLES = CandleColumns(_NO_COUNT, _NONE, _NONE, _NONE, _NONE, _NONE, _NO_COUNT)
