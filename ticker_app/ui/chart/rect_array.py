"""Rectangles that a painter reads where numpy has them, without an object for each."""

from __future__ import annotations

from typing import cast

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter


class RectArray:
    """Boxes of whole pixels, sorted from left to right.

    A QRect is four C ints: its left and top, and those of its last pixel. So a column of such
    rows is an array of QRect, which `QPainter.drawRects` takes by its first one: a thousand
    rectangles cost a tenth of what as many objects would.
    """

    def __init__(self, boxes: NDArray[np.int64], ratio: float = 1.0) -> None:
        """
        Args:
            boxes: ``(n, 4)``: left, top, width, height, px.
            ratio: so many pixels of the device are one of ours, at least 1. Rectangles are
                those of the device: Qt fills them many times faster where it need not scale.
        """
        lefts = boxes[:, 0]
        if (lefts[1:] < lefts[:-1]).any():
            boxes = boxes[np.argsort(lefts, kind="stable")]
        self._lefts = np.ascontiguousarray(boxes[:, 0])
        self._widest = int(np.max(boxes[:, 2], initial=0))
        edges = boxes.copy()
        edges[:, 2:] += boxes[:, :2]
        self._corners = (np.rint(edges * ratio) if ratio != 1 else edges).astype(np.intc)
        self._corners[:, 2:] -= 1

    def draw(self, painter: QPainter, left: float, right: float) -> None:
        """Draw those that reach into this stretch of our pixels, and perhaps a few more. The
        painter draws pixels of the device."""
        first = int(np.searchsorted(self._lefts, left - self._widest))
        stop = int(np.searchsorted(self._lefts, right, side="right"))
        if stop > first:
            address = self._corners.ctypes.data + first * self._corners.strides[0]
            rects = cast("QRect", shiboken6.Shiboken.wrapInstance(address, QRect))
            painter.drawRects(rects, stop - first)
