"""Figures of the last so many values, at every row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Reduction: TypeAlias = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From windows ``(n, period)`` to one value each, ``(n,)``."""

BLOCK = 2048
"""Windows looked at together: what a reduction allocates stays at 8 MB for 500 candles."""


def fold_windows(
    out: NDArray[np.float64],
    values: NDArray[np.float64],
    period: int,
    begin: int,
    reduce: Reduction,
) -> None:
    """Write ``out[begin:]``: each row from its value and the ``period - 1`` before it; NaN where
    there are fewer.

    Every window is summed for itself: a running sum would be quicker, but would carry its
    rounding along, and a variance from running sums cancels.
    """
    first = max(begin, period - 1)
    out[begin:first] = np.nan
    for start in range(first, len(values), BLOCK):
        stop = min(start + BLOCK, len(values))
        windows = sliding_window_view(values[start - period + 1 : stop], period)
        out[start:stop] = reduce(windows)
