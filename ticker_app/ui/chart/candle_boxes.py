"""Candles as boxes of whole pixels, so that every one is crisp and as wide as its neighbour.

Pure numpy: pixels from the left and the top of a pane go in, boxes come out. A rising candle is
hollow and a falling one is filled, so that the colour never says it alone. One that may change
yet is broken into dashes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.int64]
"""``(n, 4)``: left, top, width, height, px."""
Pixels = NDArray[np.float64]
Flags = NDArray[np.bool_]

NO_BOXES: Boxes = np.empty((0, 4), np.int64)
_BODY_SHARE = 0.8
"""Of the room of a candle; the rest keeps neighbours apart."""
_LEAST_BODY_PX, _LEAST_BODY_ROOM_PX, _BODIES_APART_FROM_PX = 3, 2.5, 4.0
_DASH_PX, _DASHES_FROM_PX = 2, 3
_FARTHEST_PX = 30_000.0
"""What lies further out is not seen; Qt's raster engine counts in 16 bits and a bit."""


class Groups(NamedTuple):
    """Boxes by colour, painted in this order: falling, rising, hollow (the ground's colour)."""

    falling: Boxes
    rising: Boxes
    hollow: Boxes


NO_GROUPS = Groups(NO_BOXES, NO_BOXES, NO_BOXES)


class CandlePixels(NamedTuple):
    """Candles in px of their pane, ``(n,)`` each. width: the room of one, px."""

    centre: Pixels
    width: float
    open: Pixels
    high: Pixels
    low: Pixels
    close: Pixels
    rises: Flags


def body_width(room_px: float) -> int:
    """How wide a body is: odd, so that the wick stands in its middle.

    Where there is just room for the least body, neighbours may touch: a body says more than a
    gap does.
    """
    if _LEAST_BODY_ROOM_PX <= room_px < _BODIES_APART_FROM_PX:
        return _LEAST_BODY_PX
    width = max(int(room_px * _BODY_SHARE), 1)
    return width if width % 2 else width - 1


def candle_boxes(pixels: CandlePixels) -> Groups:
    """Bodies and wicks; where there is no room for a body, the wick from low to high."""
    width = body_width(pixels.width)
    centre = _whole(np.floor(pixels.centre))
    wick = _upright(centre, 1, pixels.high, pixels.low)
    if width == 1:
        return Groups(wick[~pixels.rises], wick[pixels.rises], NO_BOXES)
    body = _upright(centre - width // 2, width, pixels.open, pixels.close)
    rising = body[pixels.rises]
    return Groups(
        falling=np.concatenate([wick[~pixels.rises], body[~pixels.rises]]),
        rising=np.concatenate([wick[pixels.rises], rising]),
        hollow=_inside(rising),
    )


def bar_boxes(pixels: CandlePixels) -> Groups:
    """From low to high, with the open to the left and the close to the right."""
    width = body_width(pixels.width)
    centre = _whole(np.floor(pixels.centre))
    boxes = [_upright(centre, 1, pixels.high, pixels.low)]
    if width > 1:
        arm = width // 2
        boxes.append(_upright(centre - arm, arm, pixels.open, pixels.open))
        boxes.append(_upright(centre + 1, arm, pixels.close, pixels.close))
    falling = np.concatenate([box[~pixels.rises] for box in boxes])
    return Groups(falling, np.concatenate([box[pixels.rises] for box in boxes]), NO_BOXES)


def column_boxes(
    centre: Pixels, room_px: float, tops: Pixels, bottom_px: float, rises: Flags
) -> Groups:
    """Columns that stand on one line, as those of the volume; a value of nothing has none."""
    width = body_width(room_px)
    left = _whole(np.floor(centre)) - width // 2
    ends = np.full(len(tops), bottom_px)
    columns = _upright(left, width, tops, ends)
    columns[:, 3] = np.maximum(_whole(ends) - columns[:, 1], 0)
    seen = columns[:, 3] > 0
    rising = columns[rises & seen]
    return Groups(columns[~rises & seen], rising, _inside(rising))


def zero_boxes(
    centre: Pixels, room_px: float, ends: Pixels, zero_px: float, above: Flags
) -> Groups:
    """Columns from the line of zero, up or down; those above it are hollow."""
    width = body_width(room_px)
    left = _whole(np.floor(centre)) - width // 2
    known = ~np.isnan(ends)
    columns = _upright(left, width, ends, np.full(len(ends), zero_px))
    rising = columns[above & known]
    return Groups(columns[~above & known], rising, _inside(rising))


def dashed(groups: Groups) -> Groups:
    """The same with gaps of the ground's colour, for what may change yet."""
    drawn = np.concatenate([groups.falling, groups.rising])
    drawn = drawn[drawn[:, 2:].max(axis=1, initial=0) >= _DASHES_FROM_PX]
    upright = drawn[:, 3] >= drawn[:, 2]
    gaps = [groups.hollow, _gaps(drawn[upright])]
    if not upright.all():
        # What is wider than high is dashed like what is higher than wide, lying down.
        gaps.append(_gaps(drawn[~upright][:, [1, 0, 3, 2]])[:, [1, 0, 3, 2]])
    return groups._replace(hollow=np.concatenate(gaps))


def extent_of(boxes: Boxes) -> tuple[int, int, int, int] | None:
    """The box around all boxes; None around none."""
    if not len(boxes):
        return None
    left, top = np.min(boxes[:, 0]), np.min(boxes[:, 1])
    right, bottom = np.max(boxes[:, 0] + boxes[:, 2]), np.max(boxes[:, 1] + boxes[:, 3])
    return int(left), int(top), int(right - left), int(bottom - top)


def _upright(left: Boxes, width: int, one: Pixels, other: Pixels) -> Boxes:
    """Boxes between two heights, both of them painted."""
    top, bottom = _whole(np.minimum(one, other)), _whole(np.maximum(one, other))
    return np.stack([left, top, np.full(len(left), width), bottom - top + 1], axis=1)


def _inside(boxes: Boxes) -> Boxes:
    """What is left within an outline of one pixel."""
    inner: Boxes = boxes + np.array([1, 1, -2, -2])
    return inner[(inner[:, 2] > 0) & (inner[:, 3] > 0)]


def _gaps(boxes: Boxes) -> Boxes:
    """Every other stripe of upright boxes, on a grid that does not move with them; the ends
    stay, for they are prices."""
    period = 2 * _DASH_PX
    tops, ends = boxes[:, 1], boxes[:, 1] + boxes[:, 3]
    firsts = tops - tops % period + _DASH_PX
    counts = np.maximum(-(-(ends - firsts) // period), 0)
    # The stripes of one box follow each other: their numbers begin anew with each box.
    numbers = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    stripes = np.repeat(firsts, counts) + numbers * period
    begins = np.maximum(stripes, np.repeat(tops, counts) + 1)
    stops = np.minimum(stripes + _DASH_PX, np.repeat(ends, counts) - 1)
    left, width = np.repeat(boxes[:, 0], counts), np.repeat(boxes[:, 2], counts)
    return np.stack([left, begins, width, np.maximum(stops - begins, 0)], axis=1)


def _whole(pixels: Pixels) -> Boxes:
    """Rounded to a pixel; what cannot be seen, or is not known, is left far outside."""
    near = np.fmin(np.fmax(pixels, -_FARTHEST_PX), _FARTHEST_PX)
    return np.rint(near).astype(np.int64)
