"""Heikin-Ashi: candles that are averaged with those before them. Pure numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ticker_app.candle_columns import CandleColumns

REACH = 64
"""How many candles before one still count: each counts half as much as the one after it, and
2⁻⁶⁴ is less than the last digit of a float64."""
_WEIGHTS = 0.5 ** np.arange(1, REACH + 1)


def heikin_ashi(columns: CandleColumns) -> CandleColumns:
    """The averaged candles, in the place of the true ones; volume and trades stay.

    Close is the mean of the four prices; open is the mean of the averaged open and close
    before it, and of the true open and close for the oldest candle.

    Any candle with `REACH` others before it is the same however many more there are, so it
    is enough to hand over what is in view and so many more.
    """
    close = (columns.open + columns.high + columns.low + columns.close) / 4
    opening = _opens(columns, close)
    return columns._replace(
        open=opening,
        high=np.maximum(columns.high, np.maximum(opening, close)),
        low=np.minimum(columns.low, np.minimum(opening, close)),
        close=close,
    )


def _opens(columns: CandleColumns, close: NDArray[np.float64]) -> NDArray[np.float64]:
    """open[i] = (open[i−1] + close[i−1]) / 2, unrolled: Σ close[i−k] / 2ᵏ and what is left of
    the first open."""
    count = len(close)
    if not count:
        return close
    first = (columns.open[0] + columns.close[0]) / 2
    before = np.convolve(close, _WEIGHTS)[:count]
    left = 0.5 ** np.minimum(np.arange(count), 2 * REACH)
    opening: NDArray[np.float64] = np.append(0.0, before[:-1]) + first * left
    return opening
