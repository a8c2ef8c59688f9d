"""All about one lane of the compare view: its head, and its figures below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ticker_app.choice import LaneChoice
from ticker_app.compare.lane_reading import LaneReading
from ticker_app.ui import theme
from ticker_app.ui.compare.cell import CompareCell
from ticker_app.ui.compare.lane_head import LaneHead
from ticker_app.ui.compare.lane_style import LaneStyle
from ticker_app.ui.compare.rows import ROWS, Cell
from ticker_app.ui.palette import Palette

ROW_GAP = 1


class LaneColumn(QWidget):
    """A head and a cell for each row of the table.

    Signals:
        choice_made (LaneChoice), pause_toggled (bool), removed: as of its head.
    """

    choice_made = Signal(object)
    pause_toggled = Signal(bool)
    removed = Signal()

    def __init__(
        self, choice: LaneChoice, style: LaneStyle, palette: Palette, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.style_of_lane = style
        self.head = LaneHead(choice, style, self)
        self.cells = [
            CompareCell(has_theory=row.predicted is not None, palette=palette, parent=self)
            for row in ROWS
        ]
        for row, cell in zip(ROWS, self.cells, strict=True):
            cell.set_name(row.label)
            cell.setToolTip(f"<p><b>{row.label}</b>: {row.meaning}</p>")
            cell.setWhatsThis(cell.toolTip())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ROW_GAP)
        layout.addWidget(self.head)
        layout.addSpacing(theme.UNIT)
        for cell in self.cells:
            layout.addWidget(cell)
        layout.addStretch(1)
        self.head.choice_made.connect(self.choice_made)
        self.head.pause_toggled.connect(self.pause_toggled)
        self.head.removed.connect(self.removed)
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.head.set_palette(palette)
        for cell in self.cells:
            cell.set_palette(palette)

    def show_lane(self, lane: LaneReading, shown: Sequence[Cell], *, removable: bool) -> None:
        """Show the lane's state and its figures, one for each row."""
        self.head.show_lane(lane, removable=removable)
        for cell, figure in zip(self.cells, shown, strict=True):
            cell.show_cell(figure)
