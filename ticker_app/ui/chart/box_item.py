"""Many boxes in few colours, painted in a few strokes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ticker_app.ui.chart.candle_boxes import NO_GROUPS, Groups, dashed, extent_of
from ticker_app.ui.chart.candle_picture import NO_DRAWN, DrawnCandles
from ticker_app.ui.chart.rect_array import RectArray
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
        self._batches: list[tuple[RectArray, QColor]] = []
        self._ratio = 0.0
        self._size = QSizeF()
        self._painted = QRectF()
        self.setZValue(z)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setVisible(False)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours of the directions and of the ground."""
        self.set_colours(palette.down, palette.up, palette.surface)

    def set_colours(self, falling: str, rising: str, hollow: str) -> None:
        """Take these colours."""
        self._colours = [QColor(falling), QColor(rising), QColor(hollow)]
        self._ratio = 0.0
        self.update()

    def set_size(self, size: QSizeF) -> None:
        """The size of the pane."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size

    def show_boxes(self, groups: Groups) -> None:
        """Draw these from now on."""
        if groups is self.groups or all(map(np.array_equal, groups, self.groups)):
            return
        self.groups = groups
        self._ratio = 0.0
        extent = extent_of(np.concatenate(groups))
        # What is not there costs nothing only if it is not asked to paint.
        self.setVisible(extent is not None)
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
        exposed, ratio = option.exposedRect, painter.device().devicePixelRatioF()
        if ratio != self._ratio:
            self._make_batches(ratio)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(1 / ratio, 1 / ratio)
        for batch, colour in self._batches:
            painter.setBrush(colour)
            batch.draw(painter, exposed.left(), exposed.right())

    def _make_batches(self, ratio: float) -> None:
        """For a device of which so many pixels are one of ours."""
        self._ratio = ratio
        self._batches = [
            (RectArray(boxes, ratio), colour)
            for boxes, colour in zip(self.groups, self._colours, strict=True)
            if len(boxes)
        ]


class CandleBoxes:
    """The boxes of candles: of those that stand, and dashed of those that may change yet.

    They are two items, so that a price that moves repaints its own candle only.
    """

    def __init__(self, parent: QGraphicsItem, z: float) -> None:
        self.settled, self.unsettled = BoxItem(parent, z), BoxItem(parent, z)
        self._place: object = None
        self._drawn = NO_DRAWN, NO_DRAWN

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.set_colours(palette.down, palette.up, palette.surface)

    def set_colours(self, falling: str, rising: str, hollow: str) -> None:
        """Take these colours."""
        self.settled.set_colours(falling, rising, hollow)
        self.unsettled.set_colours(falling, rising, hollow)

    def show(
        self,
        size: QSizeF,
        place: object,
        drawn: DrawnCandles,
        make: Callable[[DrawnCandles], Groups],
    ) -> None:
        """Draw these on a pane of this size.

        Args:
            place: all that decides where a candle stands; as long as it is equal, the boxes of
                candles that did not change stay as they are.
            make: boxes of candles.
        """
        for item in (self.settled, self.unsettled):
            item.set_size(size)
        moved, self._place = (place, size) != self._place, (place, size)
        settled = drawn.part(slice(drawn.settled))
        unsettled = drawn.part(slice(drawn.settled, None))
        if moved or not settled.looks_like(self._drawn[0]):
            self.settled.show_boxes(make(settled))
        if moved or not unsettled.looks_like(self._drawn[1]):
            self.unsettled.show_boxes(dashed(make(unsettled)))
        self._drawn = settled, unsettled

    def clear(self) -> None:
        """Draw none."""
        self._place = None
        self.settled.show_boxes(NO_GROUPS)
        self.unsettled.show_boxes(NO_GROUPS)
