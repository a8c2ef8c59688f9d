"""Exponential smoothing, the recursion behind most indicators."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def exponential_weight(period: int) -> float:
    """The weight of the newest value in an exponential average of ``period`` candles."""
    return 2 / (period + 1)


def fold_smoothed(
    out: NDArray[np.float64],
    values: NDArray[np.float64],
    period: int,
    weight: float,
    begin: int,
    first: int = 0,
) -> None:
    """Write ``out[begin:]``: each row from the one before it and ``weight`` of its value.

    It begins with the plain mean of the first ``period`` values, as Wilder did it; before that
    there is NaN.

    Args:
        out: ``out[:begin]`` is right already.
        first: the row of the first value; those before it are not looked at.
    """
    seed = first + period - 1
    out[begin : max(begin, seed)] = np.nan
    if begin <= seed < len(values):
        out[seed] = values[first : seed + 1].mean()
    begin = max(begin, seed + 1)
    if begin >= len(values):
        return
    level = float(out[begin - 1])
    # A loop over floats: numpy has no recursion, and 20,000 rows take a millisecond or two.
    levels = []
    for value in values[begin:].tolist():
        level += weight * (value - level)
        levels.append(level)
    out[begin:] = levels
