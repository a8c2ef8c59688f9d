"""A label whose size is set by a sample, so that its text never moves a neighbour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel, QWidget


class FixedLabel(QLabel):
    """One line of text in a fixed size. A fixed size also spares a layout at each change."""

    def __init__(self, font: QFont, sample: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.make_room_for(sample)

    def make_room_for(self, sample: str) -> None:
        """Grow, never shrink, until ``sample`` fits."""
        metrics = QFontMetrics(self.font())
        width = max(self.minimumWidth(), metrics.horizontalAdvance(sample))
        self.setFixedSize(width, metrics.height())

    def show_text(self, text: str) -> None:
        """Set the text, growing when it would be cut off."""
        if text == self.text():
            return
        self.setText(text)
        self.make_room_for(text)

    def set_ink(self, colour: str) -> None:
        """The colour of the text."""
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != QColor(colour):
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            self.setPalette(palette)
