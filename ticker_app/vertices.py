"""What a pen draws: the vertices of a curve, and how few of them are enough for a picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Curve(NamedTuple):
    """Vertices in drawing order, ``(n,)`` each; NaN in both where the pen is lifted.

    x: seconds since the Unix epoch, never decreasing.  y: a price, or seconds of age.
    """

    x: Floats
    y: Floats


EMPTY = Curve(np.empty(0), np.empty(0))


def thinned(curve: Curve, column_s: float) -> Curve:
    """The same picture with at most four vertices per pixel column and stroke.

    Of each column the first, lowest, highest and last value stay. Columns lie on a fixed
    grid, so a scrolling curve does not shimmer.

    column_s: how much time one pixel column shows, s.
    """
    drawn = ~np.isnan(curve.y)
    x, y = curve.x[drawn], curve.y[drawn]
    if not len(x) or len(x) <= 4 * (x[-1] - x[0]) / column_s:
        return curve
    stroke = np.cumsum(~drawn)[drawn]
    is_first = np.append(True, (np.diff(x // column_s) != 0) | (np.diff(stroke) != 0))
    first = np.flatnonzero(is_first)
    last = np.append(first[1:], len(x)) - 1
    low, high = np.minimum.reduceat(y, first), np.maximum.reduceat(y, first)
    lifted = np.append(np.diff(stroke[first]) != 0, False)
    keep = np.repeat(True, 5 * len(first)).reshape(-1, 5)
    keep[:, 4] = lifted
    gap = np.full(len(first), np.nan)
    xs = np.stack([x[first], x[first], x[first], x[last], gap], axis=1)
    ys = np.stack([y[first], low, high, y[last], gap], axis=1)
    return Curve(xs[keep], ys[keep])


def extent(curves: Iterable[Curve], from_s: float, until_s: float) -> tuple[float, float] | None:
    """Lowest and highest value among the vertices in a window; None if there are none."""
    inside = [curve.y[(curve.x >= from_s) & (curve.x <= until_s)] for curve in curves]
    values = np.concatenate([np.empty(0), *inside])
    return (float(values.min()), float(values.max())) if len(values) else None
