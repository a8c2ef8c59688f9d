"""A line that is denser than the screen, as one upright box for each column of pixels. Pure.

Thousands of vertices cost ten times as much as a path as they do as boxes, and look the same
where several share a column.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ticker_app.ui.chart.candle_boxes import NO_BOXES, Boxes
from ticker_app.ui.chart.line_item import NO_POINTS, Pixels, Points

_FEW = 32
"""Up to so many gaps the stretches between them are looked at one by one: slices cost nothing."""
_OUTSIDE_PX = 2
"""So far out of the pane something may be drawn; what lies further out is left out."""

_Pieces = NDArray[np.int64]
_Whole = NDArray[Any]
"""Integers of any width."""


class Columns(NamedTuple):
    """A dense line in px of its pane.

    line: boxes that it covers.  below: boxes from it down to the bottom of the pane.
    rest: pieces that climb across several columns, as a path with the pen lifted between them.
    """

    line: Boxes
    below: Boxes
    rest: Points


def columns_of(points: Points, width_px: float, height_px: float) -> Columns:
    """Boxes for the line through these points, ``x`` never decreasing.

    The points are moved to whole pixels in their own memory: with so many, getting memory costs
    more than computing.
    """
    lifted = np.flatnonzero(np.isnan(points.y))
    x, y = _in_place(points.x, width_px), _in_place(points.y, height_px)
    if len(lifted) > _FEW:
        return _columns([_of_many(x, y, lifted)], height_px)
    ends = [*lifted.tolist(), len(y)]
    starts = [0, *(lifted + 1).tolist()]
    parts = [
        _of_one(x[start:end], y[start:end])
        for start, end in zip(starts, ends, strict=True)
        if end - start > 1
    ]
    return _columns(parts, height_px)


def _in_place(pixels: Pixels, most_px: float) -> _Whole:
    """Whole pixels, those far outside a little outside; NaN somewhere there too."""
    np.floor(pixels, out=pixels)
    np.fmax(pixels, -_OUTSIDE_PX, out=pixels)
    np.fmin(pixels, most_px + _OUTSIDE_PX, out=pixels)
    return pixels.astype(np.int32)


def _columns(parts: list[tuple[Boxes, Points]], height_px: float) -> Columns:
    line = np.concatenate([NO_BOXES, *(boxes for boxes, _ in parts)])
    below = line.copy()
    below[:, 3] = np.maximum(round(height_px) - below[:, 1], 0)
    rests = [NO_POINTS, *(rest for _, rest in parts)]
    x, y = (np.concatenate(column) for column in zip(*rests, strict=True))
    return Columns(line, below, Points(x, y))


def _of_one(x: _Whole, y: _Whole) -> tuple[Boxes, Points]:
    """The boxes of a line without a gap, and what of it is no box."""
    boxes, climbing = _in_boxes(x[:-1], x[1:], y[:-1], y[1:])
    return boxes, _path(x, y, climbing)


def _of_many(x: _Whole, y: _Whole, lifted: _Pieces) -> tuple[Boxes, Points]:
    """The same of a line with any number of gaps."""
    joined = np.ones(len(x) - 1, np.bool_)
    joined[lifted[lifted < len(joined)]] = False
    joined[lifted[lifted > 0] - 1] = False
    begins = np.flatnonzero(joined)
    boxes, climbing = _in_boxes(x[begins], x[begins + 1], y[begins], y[begins + 1])
    return boxes, _path(x, y, begins[climbing])


def _in_boxes(begin: _Whole, end: _Whole, one: _Whole, other: _Whole) -> tuple[Boxes, _Pieces]:
    """Boxes of straight pieces, and which of the pieces are none."""
    # A piece counts to the column in which it ends; it may begin in the one before.
    across = end - begin
    low, high = np.minimum(one, other), np.maximum(one, other)
    wide = np.flatnonzero(across > 1)
    if not len(wide):
        return _stood(end, low, high), wide
    near, is_level = across <= 1, low[wide] == high[wide]
    level = wide[is_level]
    boxes = [
        _stood(end[near], low[near], high[near]),
        _boxes(begin[level], low[level], across[level] + 1, np.ones_like(level)),
    ]
    return np.concatenate(boxes), wide[~is_level]


def _stood(columns: _Whole, low: _Whole, high: _Whole) -> Boxes:
    """One box for each column, as high as all its pieces together."""
    if not len(columns):
        return NO_BOXES
    first = np.flatnonzero(np.append(True, columns[1:] != columns[:-1]))
    top, bottom = np.minimum.reduceat(low, first), np.maximum.reduceat(high, first)
    return _boxes(columns[first], top, np.ones_like(top), bottom - top + 1)


def _boxes(left: _Whole, top: _Whole, width: _Whole, height: _Whole) -> Boxes:
    return np.stack([left, top, width, height], axis=1).astype(np.int64)


def _path(x: _Whole, y: _Whole, begins: _Pieces) -> Points:
    """Some pieces of a line, each with the pen lifted behind it."""
    if not len(begins):
        return NO_POINTS
    gap = np.full(len(begins), np.nan)
    xs = np.stack([x[begins], x[begins + 1], gap], axis=1)
    ys = np.stack([y[begins], y[begins + 1], gap], axis=1)
    return Points(xs.ravel(), ys.ravel())
