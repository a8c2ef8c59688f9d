"""What each lane lost, got back and got late, as rows of a table."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from ticker_app.choice import lane_name
from ticker_app.compare.comparing import Comparing
from ticker_app.measures.breaks import BreakFigures
from ticker_app.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COLUMNS: tuple[tuple[str, str], ...] = (
    ("Lane", "The way it hears; the first is the window's own"),
    ("Lost", "Connections that ended by themselves or could not be had"),
    (
        "Recovered",
        "Ticks published while there was no connection and delivered by the next one",
    ),
    ("Late", "Ticks that came more than a second after their publication"),
    ("Missed", "Ticks published and never delivered, by each symbol's own count"),
    ("Holes", "How often the lane was told that something is missing for good"),
    ("State", "As the lane itself sees it"),
)
"""Headings, and what they mean."""


class LaneRow(Struct, frozen=True):
    """One lane. name: as on the command line."""

    name: str
    state: str
    breaks: BreakFigures

    def texts(self) -> tuple[str, ...]:
        """What stands in its cells."""
        b = self.breaks
        numbers = (b.lost_connections, b.recovered, b.late, b.missed, b.holes)
        return (self.name, *map(str, numbers), self.state)


def rows_of(session: Session, comparing: Comparing, now_us: int) -> list[LaneRow]:
    """The window's own lane, and those of the compare view."""
    own = LaneRow(lane_name(session.choice), session.health(now_us).text, session.breaks())
    compared = [
        LaneRow(lane.name, "Paused" if health is None else health.text, lane.breaks())
        for lane in comparing.lanes
        for health in (lane.health(now_us),)
    ]
    return [own, *compared]


class LaneRowsModel(QAbstractTableModel):
    """The rows of all lanes."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[LaneRow] = []

    def show_rows(self, rows: list[LaneRow]) -> None:
        """Show these; the same again changes nothing."""
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for row, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].texts()[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[index.column()][1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[section][1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    """Numbers end under each other, words begin so."""
    is_number = 0 < column < len(COLUMNS) - 1
    return _RIGHT if is_number else _LEFT
