"""Figures of the last so many values, at every row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Figure: TypeAlias = Callable[..., NDArray[np.float64]]
"""`np.mean` and the like: of windows ``(n, period)`` along ``axis=-1`` one value each."""

BLOCK = 2048
"""Windows looked at together: what a figure allocates stays at 8 MB for 500 candles."""


def fold_windows(
    out: NDArray[np.float64],
    values: NDArray[np.float64],
    period: int,
    begin: int,
    figure: Figure,
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
        out[start:stop] = figure(windows, axis=-1)
