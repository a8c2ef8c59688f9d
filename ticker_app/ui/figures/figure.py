"""One number with its unit, large enough for a room, in a fixed size."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.wording import UNKNOWN, Quantity

_GAP = 3
_WIDEST_NUMBER = "00.00"
_WIDEST_UNIT = "kB/s"


class Figure(QWidget):
    """Paints a quantity; numbers end where others end, their small units stand behind.

    spoken: what a screen reader says before the quantity.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quantity = UNKNOWN
        self.ink = "#808080"
        self.spoken = ""
        self.setFont(theme.font())
        self._fit()

    def _fit(self) -> None:
        """Fonts and size for the text as large as it is now."""
        self._number_font = theme.font(theme.FIGURE_PT, bold=True)
        self._unit_font = theme.font()
        number, unit = QFontMetrics(self._number_font), QFontMetrics(self._unit_font)
        self._number_width = number.horizontalAdvance(_WIDEST_NUMBER)
        width = self._number_width + _GAP + unit.horizontalAdvance(_WIDEST_UNIT)
        self.setFixedSize(width, number.height())

    def show_quantity(self, quantity: Quantity, ink: str) -> None:
        """Show a number in a colour; the same again paints nothing."""
        if (quantity, ink) == (self.quantity, self.ink):
            return
        self.quantity, self.ink = quantity, ink
        self.setAccessibleName(f"{self.spoken}: {quantity}" if quantity.number else "")
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self.ink))
        painter.setFont(self._number_font)
        baseline = painter.fontMetrics().ascent()
        width = painter.fontMetrics().horizontalAdvance(self.quantity.number)
        painter.drawText(self._number_width - width, baseline, self.quantity.number)
        painter.setFont(self._unit_font)
        painter.drawText(self._number_width + _GAP, baseline, self.quantity.unit)
