"""A bar of several pieces, one behind the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_LEAST_PX = 2


class StackedBar(QWidget):
    """Pieces side by side, as long as their shares of the whole; even the least can be seen."""

    def __init__(self, height_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces: Sequence[tuple[float, str]] = ()
        self.setFixedHeight(height_px)

    def show_pieces(self, pieces: Sequence[tuple[float, str]]) -> None:
        """Lengths in any unit, with their colours; the same again paints nothing."""
        if pieces != self.pieces:
            self.pieces = pieces
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = sum(length for length, _ in self.pieces) or 1
        room, left = self.width() - _LEAST_PX * len(self.pieces), 0.0
        for length, colour in self.pieces:
            width = _LEAST_PX + room * length / whole
            painter.fillRect(QRectF(left, 0, width, self.height()), QColor(colour))
            left += width
