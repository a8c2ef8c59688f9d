"""Many boxes in few colours, painted in a few strokes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ticker_app.ui.chart.candle_boxes import NO_GROUPS, Boxes, Groups, dashed, extent_of
from ticker_app.ui.palette import Palette


class BoxItem(QGraphicsItem):
    """Groups of boxes in px of the pane, each group in one colour.

    Whole pixels without a pen are what Qt's raster engine fills fastest. Only what changed is
    asked to be painted anew, and only what lies within that is painted.
    """

    def __init__(self, parent: QGraphicsItem, z: float) -> None:
        super().__init__(parent)
        self.groups = NO_GROUPS
        self._colours = [QColor(), QColor(), QColor()]
        self._batches = [_Batch(boxes) for boxes in NO_GROUPS]
        self._size = QSizeF()
        self._painted = QRectF()
        self.setZValue(z)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours of the directions and of the ground."""
        self.set_colours(palette.down, palette.up, palette.surface)

    def set_colours(self, falling: str, rising: str, hollow: str) -> None:
        """Take these colours."""
        self._colours = [QColor(falling), QColor(rising), QColor(hollow)]
        self.update()

    def set_size(self, size: QSizeF) -> None:
        """The size of the pane."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size

    def show_boxes(self, groups: Groups) -> None:
        """Draw these from now on."""
        if all(map(np.array_equal, groups, self.groups)):
            return
        self.groups = groups
        self._batches = [_Batch(boxes) for boxes in groups]
        extent = extent_of(np.concatenate(groups))
        painted = QRectF(*extent) if extent else QRectF()
        self.update(painted.united(self._painted))
        self._painted = painted

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._size.width(), self._size.height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        exposed = option.exposedRect
        painter.setPen(Qt.PenStyle.NoPen)
        for batch, colour in zip(self._batches, self._colours, strict=True):
            rects = batch.between(exposed.left(), exposed.right())
            if rects:
                painter.setBrush(colour)
                painter.drawRects(rects)


class CandleBoxes:
    """The boxes of candles: of those that stand, and dashed of those that may change yet.

    They are two items, so that a price that moves repaints its own candle only.
    """

    def __init__(self, parent: QGraphicsItem, z: float) -> None:
        self.settled, self.unsettled = BoxItem(parent, z), BoxItem(parent, z)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.set_colours(palette.down, palette.up, palette.surface)

    def set_colours(self, falling: str, rising: str, hollow: str) -> None:
        """Take these colours."""
        self.settled.set_colours(falling, rising, hollow)
        self.unsettled.set_colours(falling, rising, hollow)

    def show(self, size: QSizeF, settled: Groups, unsettled: Groups) -> None:
        """Draw these on a pane of this size."""
        for item, groups in ((self.settled, settled), (self.unsettled, dashed(unsettled))):
            item.set_size(size)
            item.show_boxes(groups)

    def clear(self) -> None:
        """Draw none."""
        self.settled.show_boxes(NO_GROUPS)
        self.unsettled.show_boxes(NO_GROUPS)


class _Batch:
    """Boxes of one colour, sorted from left to right."""

    def __init__(self, boxes: Boxes) -> None:
        order = np.argsort(boxes[:, 0], kind="stable")
        rows = boxes[order].tolist()
        self._lefts: Sequence[int] = [row[0] for row in rows]
        self._widest = max((row[2] for row in rows), default=0)
        self._rects = [QRect(*row) for row in rows]

    def between(self, left: float, right: float) -> list[QRect]:
        """Those that reach into this stretch, and perhaps a few more."""
        begin = bisect_left(self._lefts, left - self._widest)
        end = bisect_right(self._lefts, right)
        return self._rects[begin:end]
