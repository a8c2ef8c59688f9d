"""How the lines of alerts are painted, in pixels."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ticker_app.ui.chart.items import pen
from ticker_app.ui.palette import Palette

_LEFT_PX = 6.0


class Line(NamedTuple):
    """What is drawn: px from the top, words, and whether the pointer is on it."""

    y_px: float
    words: str
    is_meant: bool


class LinesItem(QGraphicsItem):
    """Draws the lines across a pane, each with words at its left end."""

    def __init__(self, font: QFont, palette: Palette, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._palette = palette
        self._font = font
        self._size = QRectF()
        self._lines: list[Line] = []
        self.setZValue(3)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def set_look(self, font: QFont, palette: Palette) -> None:
        """Take other fonts and colours."""
        self._font, self._palette = font, palette
        self.update()

    def show_lines(self, size: QRectF, lines: list[Line]) -> None:
        """Draw these across a pane of this size."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        if lines != self._lines:
            self._lines = lines
            self.setVisible(bool(lines))
            self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._size

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        metrics = QFontMetricsF(self._font)
        painter.setFont(self._font)
        for y_px, words, is_meant in self._lines:
            colour = self._palette.text if is_meant else self._palette.muted
            style = Qt.PenStyle.SolidLine if is_meant else Qt.PenStyle.DashDotLine
            painter.setPen(pen(colour, style))
            painter.drawLine(QPointF(0, y_px), QPointF(self._size.width(), y_px))
            box = QRectF(
                _LEFT_PX,
                y_px - metrics.height(),
                metrics.horizontalAdvance(words),
                metrics.height(),
            )
            if box.top() < 0:
                box.moveTop(y_px)
            painter.fillRect(box.adjusted(-2, 1, 2, -1), QColor(self._palette.surface))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
