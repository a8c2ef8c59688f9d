"""One figure of one lane: what was measured, and quietly below it what theory says."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.compare.rows import Cell
from ticker_app.ui.palette import Palette

BEST = "★"
WIDEST_THEORY = "0.00\u202fms  −00.0\u202f%"
_THEORY_PT = 8.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def cell_height(*, has_theory: bool) -> int:
    """How high a cell is, px: a line, and a small one below if theory says anything."""
    theory = QFontMetrics(theme.font(_THEORY_PT)).height() if has_theory else 0
    return QFontMetrics(theme.font(bold=True)).height() + theory + 1


class CompareCell(QWidget):
    """Paints a cell in a fixed height; the best of a row is bold and has a star."""

    def __init__(self, *, has_theory: bool, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell = Cell()
        self._name = ""
        self._has_theory = has_theory
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours and sizes."""
        self._palette = palette
        self._fonts = theme.font(), theme.font(bold=True)
        self._theory_font = theme.font(_THEORY_PT)
        number, theory = QFontMetrics(self._fonts[1]), QFontMetrics(self._theory_font)
        self._number_height = number.height()
        self.setFixedHeight(cell_height(has_theory=self._has_theory))
        self.setMinimumWidth(theory.horizontalAdvance(WIDEST_THEORY))
        self.update()

    def show_cell(self, cell: Cell) -> None:
        """Show a figure; the same again paints nothing."""
        if cell == self.cell:
            return
        self.cell = cell
        self._speak()
        self.update()

    def set_name(self, name: str) -> None:
        """What a screen reader says before the figure."""
        self._name = name
        self._speak()

    def _speak(self) -> None:
        cell = self.cell
        best = "best, " if cell.is_best else ""
        theory = f", predicted and residual {cell.theory}" if cell.theory else ""
        self.setAccessibleName(f"{self._name}: {best}{cell.text}{theory}")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        number = QRect(0, 0, self.width(), self._number_height)
        text = f"{BEST} {self.cell.text}" if self.cell.is_best else self.cell.text
        painter.setFont(self._fonts[self.cell.is_best])
        painter.setPen(QColor(self._palette.text))
        painter.drawText(number, _RIGHT, text)
        if self.cell.theory:
            below = self.rect().adjusted(0, self._number_height, 0, 0)
            painter.setFont(self._theory_font)
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(below, _RIGHT, self.cell.theory)
