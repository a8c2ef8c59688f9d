"""The table of alerts."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.alert import Alert
from ticker_app.alerts.watch import Standing
from ticker_app.session import Session
from ticker_app.ui import wording
from ticker_app.ui.alerts import words

Index = QModelIndex | QPersistentModelIndex


class AlertColumn(IntEnum):
    """The columns, from left to right."""

    SYMBOL = 0
    CONDITION = 1
    LAST = 2
    AWAY = 3
    STANDING = 4
    NOTE = 5


HEADINGS = {
    AlertColumn.SYMBOL: ("Symbol", "A mark before it: the alert is on; space switches it"),
    AlertColumn.CONDITION: ("Price", "What the alert waits for"),
    AlertColumn.LAST: ("Last", "Newest price on this screen"),
    AlertColumn.AWAY: ("Away", "How far the price still has to go, in percent of it"),
    AlertColumn.STANDING: (
        "State",
        "An alert fires once per crossing: the price must have been on the other side before",
    ),
    AlertColumn.NOTE: ("Note", "What the notification says too"),
}


class AlertRow(Struct, frozen=True):
    """An alert and where it stands. last: the newest price on the screen, or None."""

    alert: Alert
    standing: Standing
    last: float | None
    decimals: int


_TEXTS: dict[AlertColumn, Callable[[AlertRow], str]] = {
    AlertColumn.SYMBOL: lambda row: row.alert.symbol,
    AlertColumn.CONDITION: lambda row: words.condition(row.alert, row.decimals),
    AlertColumn.LAST: lambda row: wording.price(row.last, row.decimals),
    AlertColumn.AWAY: lambda row: words.away(row.alert, row.last),
    AlertColumn.STANDING: lambda row: words.standing(row.alert, row.standing),
    AlertColumn.NOTE: lambda row: row.alert.note,
}
_RIGHT = {AlertColumn.LAST, AlertColumn.AWAY}


class AlertsModel(QAbstractTableModel):
    """Reads a desk when told to, and says which rows changed.

    Signals:
        switched (int, bool): the user switched the alert with this id on or off.
    """

    switched = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AlertRow] = []

    def refresh(self, desk: AlertDesk, session: Session) -> None:
        """Read what may have changed."""
        rows = [_row(alert, desk, session) for alert in desk.book.alerts]
        if [row.alert.id for row in rows] != [row.alert.id for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        for number, (old, new) in enumerate(zip(self.rows, rows, strict=True)):
            if old != new:
                self.rows[number] = new
                last = self.index(number, len(AlertColumn) - 1)
                self.dataChanged.emit(self.index(number, 0), last)

    def number_of(self, alert_id: int) -> int | None:
        """Which row an alert is in; None: in none."""
        return next((n for n, row in enumerate(self.rows) if row.alert.id == alert_id), None)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(AlertColumn)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], AlertColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _TEXTS[column](row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column in _RIGHT)
        if role == Qt.ItemDataRole.CheckStateRole and column is AlertColumn.SYMBOL:
            return Qt.CheckState.Checked if row.alert.enabled else Qt.CheckState.Unchecked
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != AlertColumn.SYMBOL:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.switched.emit(self.rows[index.row()].alert.id, on)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_checkable = index.isValid() and index.column() == AlertColumn.SYMBOL
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_checkable else flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = AlertColumn(section)
        return heading(*HEADINGS[column], is_right=column in _RIGHT, role=role)


def _row(alert: Alert, desk: AlertDesk, session: Session) -> AlertRow:
    quote = session.quotes.get(alert.symbol)
    last = None if quote is None else quote.tick.price
    return AlertRow(alert, desk.book.standing(alert.id), last, decimals_of(session, alert.symbol))


def decimals_of(session: Session, symbol: str) -> int:
    """Digits behind the point of a symbol's prices; 2 while it is not known."""
    known = session.symbols.get(symbol)
    return known.decimals if known else 2


def alignment(is_right: bool) -> Qt.AlignmentFlag:
    """Numbers stand to the right."""
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def heading(text: str, meaning: str, *, is_right: bool, role: int) -> Any:
    """What a heading says in this role."""
    answers = {
        Qt.ItemDataRole.DisplayRole: text,
        Qt.ItemDataRole.ToolTipRole: meaning,
        Qt.ItemDataRole.TextAlignmentRole: alignment(is_right),
    }
    return answers.get(Qt.ItemDataRole(role))
