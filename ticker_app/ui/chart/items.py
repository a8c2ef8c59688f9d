"""What a pane draws besides its curves: grid, scales, marks and words, in pixels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
    QGraphicsWidget,
    QStyleOptionGraphicsItem,
    QWidget,
)
from typing_extensions import override

from ticker_app.ui.palette import Palette, blend

_GAP = 8.0
"""Between a pane and the numbers of its scale, px."""
_GRID_SHARE = 0.6
"""The grid is fainter than a border: it must not compete with the price."""


def pen(colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, width_px: int = 1) -> QPen:
    """As wide at any scale, and opaque: wide or translucent pens paint far slower."""
    made = QPen(QColor(colour), width_px, style)
    made.setCosmetic(True)
    return made


class Grid(QGraphicsItem):
    """Thin lines behind the curves."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._lines: list[QLineF] = []
        self._size = QSizeF()
        self._pen = QPen()
        self.setZValue(-1)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._pen = pen(blend(palette.line, palette.surface, _GRID_SHARE))
        self.update()

    def set_lines(self, xs: Sequence[float], ys: Sequence[float], size: QSizeF) -> None:
        """Verticals and horizontals at these pixels, across the whole size."""
        self.prepareGeometryChange()
        self._size = size
        across = [QLineF(0, y, size.width(), y) for y in ys]
        self._lines = across + [QLineF(x, 0, x, size.height()) for x in xs]
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(), self._size)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(self._pen)
        painter.drawLines(self._lines)


class Words(QGraphicsRectItem):
    """A few words over the curves, on a ground of their own so that they can be read."""

    def __init__(self, font: QFont, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._text = QGraphicsSimpleTextItem(self)
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
        metrics = QFontMetricsF(self._text.font())
        fitting = (text for text in texts if metrics.horizontalAdvance(text) <= width)
        self.say(next(fitting, texts[-1]))

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.setBrush(QColor(palette.surface))
        self._text.setBrush(QColor(palette.muted))


class Mark(QGraphicsLineItem):
    """A broken line across a pane."""

    def __init__(self, style: Qt.PenStyle, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._style = style
        self.setZValue(1)

    def set_colour(self, colour: str) -> None:
        """Take the colour."""
        self.setPen(pen(colour, self._style))


class Scale(QGraphicsWidget):
    """Numbers beside or under a pane; on a scale of prices a tag may name the last one.

    The colours and everything else come in from outside; positions are px from the pane's
    top or left.
    """

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__()
        self.labels: list[tuple[float, str]] = []
        self.tag: tuple[float, str, str] | None = None
        self._palette = palette
        self.setFont(font)
        self.metrics = QFontMetricsF(font)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._palette = palette
        self.update()

    def show_labels(
        self, labels: list[tuple[float, str]], tag: tuple[float, str, str] | None = None
    ) -> None:
        """Numbers at their pixels; the tag with its colour."""
        if (labels, tag) != (self.labels, self.tag):
            self.labels, self.tag = labels, tag
            self.update()


class ValueScale(Scale):
    """Numbers to the right of a pane."""

    def width_for(self, texts: Sequence[str]) -> float:
        """What the widest text needs, px."""
        return max(self.metrics.horizontalAdvance(text) for text in texts) + 2 * _GAP

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QColor(self._palette.muted))
        height = self.metrics.height()
        for y, text in self.labels:
            covered = self.tag is not None and abs(y - self.tag[0]) < height
            if y > height / 2 and not covered:
                # Inside: what lies outside is not painted anew with the rest.
                top = min(y - height / 2, self.size().height() - height)
                box = QRectF(_GAP, top, self.size().width() - _GAP, height)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        if self.tag is not None:
            self._paint_tag(painter, self._palette, *self.tag)

    def _paint_tag(
        self, painter: QPainter, palette: Palette, y: float, text: str, colour: str
    ) -> None:
        height = self.metrics.height() + 4
        top = min(max(y - height / 2, 0.0), self.size().height() - height)
        width = self.metrics.horizontalAdvance(text) + 1.5 * _GAP
        box = QRectF(_GAP / 4, top, min(width, self.size().width()), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(palette.ink_on(colour)))
        painter.drawText(box.adjusted(0.75 * _GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


class TimeScale(Scale):
    """Times of day under a pane."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QColor(self._palette.muted))
        width = self.size().width()
        for x, text in self.labels:
            half = self.metrics.horizontalAdvance(text) / 2
            if half <= x + 1 <= width - half:
                box = QRectF(x - half, 0, 2 * half + 1, self.size().height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
