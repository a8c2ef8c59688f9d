"""What a pane draws besides its curves: grid, marks and words, in pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
    QStyleOptionGraphicsItem,
    QWidget,
)
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.chart.candle_boxes import NO_BOXES
from ticker_app.ui.chart.rect_array import RectArray
from ticker_app.ui.palette import Palette, blend

_GRID_SHARE = 0.6
"""The grid is fainter than a border: it must not compete with the price."""


def pen(colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, width_px: int = 1) -> QPen:
    """As wide at any zoom, and opaque: wide or translucent pens paint far slower.

    Qt takes the width of such a pen for pixels of the device, of which a fine screen has
    several to one of ours.
    """
    made = QPen(QColor(colour), round(width_px * theme.pixel_ratio()), style)
    made.setCosmetic(True)
    return made


class Grid(QGraphicsItem):
    """Thin lines behind the curves."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._boxes = NO_BOXES
        self._size = QSizeF()
        self._colour = QColor()
        self._lines: tuple[float, RectArray] | None = None
        self.setZValue(-1)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._colour = QColor(blend(palette.line, palette.surface, _GRID_SHARE))
        self.update()

    def set_lines(self, xs: Sequence[float], ys: Sequence[float], size: QSizeF) -> None:
        """Verticals and horizontals at these pixels, across the whole size."""
        width, height = round(size.width()), round(size.height())
        across = [(0, round(y), width, 1) for y in ys]
        upright = [(round(x), 0, 1, height) for x in xs]
        boxes = np.array(across + upright, np.int64).reshape(-1, 4)
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        if not np.array_equal(boxes, self._boxes):
            self._boxes, self._lines = boxes, None
            self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(), self._size)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        if self._lines is None or self._lines[0] != ratio:
            self._lines = ratio, RectArray(self._boxes, ratio)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.scale(1 / ratio, 1 / ratio)
        self._lines[1].draw(painter, 0, self._size.width())


class Words(QGraphicsRectItem):
    """A few words over the curves, on a ground of their own so that they can be read."""

    def __init__(self, font: QFont, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._text = QGraphicsSimpleTextItem(self)
        self._fitted: tuple[float, Sequence[str]] | None = None
        self._text.setFont(font)
        self.setPen(QPen(Qt.PenStyle.NoPen))
        self.setZValue(2)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Say this."""
        if text != self.text:
            self._text.setText(text)
            self.setRect(self._text.boundingRect())

    def say_in(self, width: float, texts: Sequence[str]) -> None:
        """Say the first that fits into so many px, or the last."""
        if (width, texts) != self._fitted:
            self._fitted = width, texts
            metrics = QFontMetricsF(self._text.font())
            fitting = (text for text in texts if metrics.horizontalAdvance(text) <= width)
            self.say(next(fitting, texts[-1]))

    def set_palette(self, palette: Palette) -> None:
        """Take the colours, and text as large as it is now."""
        self.setBrush(QColor(palette.surface))
        self._text.setBrush(QColor(palette.muted))
        self._text.setFont(theme.font())
        self._fitted = None
        self.setRect(self._text.boundingRect())


class Mark(QGraphicsLineItem):
    """A broken line across a pane."""

    def __init__(self, style: Qt.PenStyle, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._style = style
        self.setZValue(1)

    def set_colour(self, colour: str) -> None:
        """Take the colour."""
        self.setPen(pen(colour, self._style))
