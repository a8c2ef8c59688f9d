"""A line through values in pixels, with the pen lifted over gaps; filled below if wanted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

Pixels = NDArray[np.float64]


class Points(NamedTuple):
    """Vertices in drawing order, px, ``(n,)``; NaN in both where the pen is lifted."""

    x: Pixels
    y: Pixels


NO_POINTS = Points(np.empty(0), np.empty(0))


def with_gaps(centre: Pixels, y: Pixels, joined: NDArray[np.bool_], room_px: float) -> Points:
    """A line through neighbours. One without a neighbour is a short dash, or nobody saw it.

    Args:
        centre: where values stand, px.
        y: the values, px; NaN for one that is not known.
        joined: whether each follows the one before without a gap.
        room_px: of one value.
    """
    known = ~np.isnan(y)
    joined = joined & known & np.append(False, known[:-1])[: len(y)]
    ends = ~np.append(joined[1:], False)[: len(y)]
    alone = known & ~joined & ends
    half = np.where(alone, max(room_px / 3, 0.5), 0.0)
    keep = np.stack([known, alone, known & ends], axis=1)
    xs = np.stack([centre - half, centre + half, np.full(len(y), np.nan)], axis=1)
    ys = np.stack([y, y, np.full(len(y), np.nan)], axis=1)
    return Points(xs[keep], ys[keep])


class LineItem(QGraphicsItem):
    """One line in px of its pane; painted anew only if it changed."""

    def __init__(self, parent: QGraphicsItem, z: float) -> None:
        super().__init__(parent)
        self.points = NO_POINTS
        self.pen = QPen()
        self._fill: QBrush | None = None
        self._line, self._area = QPainterPath(), QPainterPath()
        self._size = QSizeF()
        self.setZValue(z)
        self.setVisible(False)

    def set_look(self, pen: QPen, fill: str | None = None) -> None:
        """Draw with this pen; fill: the colour of the ground below, None for none."""
        self.pen = pen
        self._fill = None if fill is None else QBrush(QColor(fill))
        self._area = self._filled()
        self.update()

    def show_points(self, points: Points, size: QSizeF) -> None:
        """Draw this on a pane of this size."""
        if size == self._size and (points is self.points or _are_equal(points, self.points)):
            return
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        self.points = points
        self._line = _path(points)
        self._area = self._filled()
        # What is not there costs nothing only if it is not asked to paint.
        self.setVisible(len(points.x) > 0)
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._size.width(), self._size.height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._fill is not None:
            painter.fillPath(self._area, self._fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.pen)
        painter.drawPath(self._line)

    def _filled(self) -> QPainterPath:
        """The ground below each stretch of the line, to the bottom of the pane."""
        if self._fill is None or not len(self.points.x):
            return QPainterPath()
        return _path(outlined(self.points, self._size.height()))


def _are_equal(one: Points, other: Points) -> bool:
    return len(one.x) == len(other.x) and all(
        np.array_equal(ours, theirs, equal_nan=True)
        for ours, theirs in zip(one, other, strict=True)
    )


def _path(points: Points) -> QPainterPath:
    path: QPainterPath = pg.arrayToQPath(points.x, points.y, connect="finite")
    return path


def outlined(points: Points, bottom_px: float) -> Points:
    """Each stretch of a line, and back along the bottom."""
    known = ~np.isnan(points.y)
    begins = known & ~np.append(False, known[:-1])
    ends = known & ~np.append(known[1:], False)
    bottom = np.full(len(points.x), bottom_px)
    keep = np.stack([begins, np.ones_like(known), ends], axis=1)
    xs = np.stack([points.x, points.x, points.x], axis=1)
    ys = np.stack([bottom, points.y, bottom], axis=1)
    return Points(xs[keep], ys[keep])
