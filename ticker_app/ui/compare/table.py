"""The table of the compare view: a column for each lane, a row for each figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ticker_app.compare.lane_reading import LaneReading
from ticker_app.ui import theme, wording
from ticker_app.ui.compare.cell import cell_height
from ticker_app.ui.compare.lane_column import ROW_GAP, LaneColumn
from ticker_app.ui.compare.lane_style import LaneStyle, free_style
from ticker_app.ui.compare.rows import ROWS, cells
from ticker_app.ui.palette import Palette

FEWEST_LANES = 2
HEAD = "measured {duration}\n★ best\nbelow: predicted,\nand how far off"
WINDOW_TIP = (
    "<p>All lanes that run are measured over the same time, so that they can be held against "
    "each other. It begins anew for all of them when a lane is added, becomes another one, or "
    "goes on after a pause.</p>"
)


class CompareTable(QWidget):
    """Shows what it is given, asks for other lanes. Lanes are named by where they stand.

    Signals:
        choice_made (int, LaneChoice): this lane shall be another one.
        pause_toggled (int, bool): this lane shall pause, or go on.
        removed (int): this lane shall go.
    """

    choice_made = Signal(int, object)
    pause_toggled = Signal(int, bool)
    removed = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.columns: list[LaneColumn] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * theme.UNIT)
        self._layout.addWidget(self._labels())

    @property
    def styles(self) -> list[LaneStyle]:
        """How each lane is drawn."""
        return [column.style_of_lane for column in self.columns]

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._palette = palette
        for column in self.columns:
            column.set_palette(palette)
        self._fit_labels()

    def refresh(self, lanes: Sequence[LaneReading]) -> None:
        """Show these lanes."""
        self._fit(lanes)
        seconds = next((lane.seconds for lane in lanes if lane.is_compared), None)
        duration = wording.age(None if seconds is None else seconds * 1e6)
        self.head.setText(HEAD.format(duration=duration))
        table = [cells(row, lanes) for row in ROWS]
        for index, (column, lane) in enumerate(zip(self.columns, lanes, strict=True)):
            shown = [row[index] for row in table]
            column.show_lane(lane, shown, removable=len(lanes) > FEWEST_LANES)

    def remove_column(self, index: int) -> None:
        """The lane there has gone; the others keep their colours."""
        column = self.columns.pop(index)
        self._layout.removeWidget(column)
        column.hide()
        column.deleteLater()

    def _fit(self, lanes: Sequence[LaneReading]) -> None:
        """As many columns as lanes; one whose mode changed is begun anew in its place."""
        for index, lane in enumerate(lanes):
            if index < len(self.columns):
                if self.columns[index].style_of_lane.mode is lane.choice.mode:
                    continue
                self.remove_column(index)
            self._add(index, lane)
        while len(self.columns) > len(lanes):
            self.remove_column(len(self.columns) - 1)

    def _add(self, index: int, lane: LaneReading) -> None:
        style = free_style(lane.choice.mode, self.styles)
        column = LaneColumn(lane.choice, style, self._palette, self)
        self.columns.insert(index, column)
        self._layout.insertWidget(index + 1, column, 1)
        column.choice_made.connect(partial(self._on_choice_made, column))
        column.pause_toggled.connect(partial(self._on_pause_toggled, column))
        column.removed.connect(partial(self._on_removed, column))
        self._fit_labels()

    def _on_choice_made(self, column: LaneColumn, choice: object) -> None:
        self.choice_made.emit(self.columns.index(column), choice)

    def _on_pause_toggled(self, column: LaneColumn, on: bool) -> None:
        self.pause_toggled.emit(self.columns.index(column), on)

    def _on_removed(self, column: LaneColumn) -> None:
        self.removed.emit(self.columns.index(column))

    def _labels(self) -> QWidget:
        """What each row is, as high as the cells beside it."""
        labels = QWidget(self)
        layout = QVBoxLayout(labels)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ROW_GAP)
        self.head = QLabel(HEAD.format(duration=wording.NOTHING), labels)
        self.head.setToolTip(WINDOW_TIP)
        self.head.setWhatsThis(WINDOW_TIP)
        self.head.setObjectName("muted")
        self.head.setFont(theme.font(8.0))
        self.head.setAlignment(Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.head)
        layout.addSpacing(theme.UNIT)
        self._row_labels: list[QLabel] = []
        for row in ROWS:
            label = QLabel(row.label, labels)
            label.setObjectName("muted")
            label.setFont(theme.font())
            self._row_labels.append(label)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setToolTip(f"<p><b>{row.label}</b>: {row.meaning}</p>")
            label.setWhatsThis(label.toolTip())
            layout.addWidget(label)
        layout.addStretch(1)
        self._fit_labels()
        return labels

    def _fit_labels(self) -> None:
        """As high as the cells and heads beside them."""
        for row, label in zip(ROWS, self._row_labels, strict=True):
            label.setFixedHeight(cell_height(has_theory=row.predicted is not None))
        for column in self.columns[:1]:
            self.head.setFixedHeight(column.head.height())
