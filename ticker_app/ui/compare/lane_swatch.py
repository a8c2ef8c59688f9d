"""A piece of a lane's line, as wide as its column: which line is whose."""

from __future__ import annotations

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.compare.lane_style import LaneStyle
from ticker_app.ui.palette import DARK, Palette

_WIDTH_PX = 3


class LaneSwatch(QWidget):
    """Paints the line as the chart does."""

    def __init__(self, style: LaneStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._pen = style.pen(DARK, theme.px(_WIDTH_PX))
        self.setFixedHeight(theme.px(2 * theme.UNIT))

    def set_palette(self, palette: Palette) -> None:
        """Take the colour."""
        self._pen = self._style.pen(palette, theme.px(_WIDTH_PX))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._pen)
        middle = self.height() / 2
        painter.drawLine(QLineF(0, middle, self.width(), middle))
        painter.end()
