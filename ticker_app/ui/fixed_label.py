"""A label whose size is set by a sample, so that its text never moves a neighbour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override


class FixedLabel(QLabel):
    """One line of text in a fixed size. A fixed size also spares a layout at each change."""

    def __init__(self, font: QFont, sample: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = ""
        self.setFont(font)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.make_room_for(sample)

    def make_room_for(self, sample: str) -> None:
        """Grow, never shrink, until ``sample`` fits."""
        metrics = QFontMetrics(self.font())
        if metrics.horizontalAdvance(sample) > metrics.horizontalAdvance(self._widest):
            self._widest = sample
        width = max(self.minimumWidth(), metrics.horizontalAdvance(self._widest))
        self.setFixedSize(width, metrics.height())

    def show_text(self, text: str) -> None:
        """Set the text, growing when it would be cut off."""
        if text == self.text():
            return
        self.setText(text)
        self.make_room_for(text)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Another font: room for the widest text so far, and no more."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.setMinimumWidth(0)
            self.make_room_for("")

    def set_ink(self, colour: str) -> None:
        """The colour of the text."""
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != QColor(colour):
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            self.setPalette(palette)
