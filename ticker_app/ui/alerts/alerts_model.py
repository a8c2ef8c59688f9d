"""The table of alerts."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.alert import Alert
from ticker_app.alerts.watch import Standing
from ticker_app.session import Session
from ticker_app.ui import wording
from ticker_app.ui.alerts import words
from ticker_app.ui.headed_model import Head, HeadedModel, Index


class AlertColumn(IntEnum):
    """The columns, from left to right."""

    SYMBOL = 0
    CONDITION = 1
    LAST = 2
    AWAY = 3
    STANDING = 4
    NOTE = 5


HEADS = (
    Head("Symbol", "A mark before it: the alert is on; space switches it"),
    Head("Price", "What the alert waits for"),
    Head("Last", "Newest price on this screen", is_number=True),
    Head("Away", "How far the price still has to go, in percent of it", is_number=True),
    Head(
        "State",
        "An alert fires once per crossing: the price must have been on the other side before",
    ),
    Head("Note", "What the notification says too"),
)
"""In the order of the columns."""


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


class AlertsModel(HeadedModel[AlertRow]):
    """Reads a desk when told to, and says which rows changed.

    Signals:
        switched (int, bool): the user switched the alert with this id on or off.
    """

    switched = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)

    def refresh(self, desk: AlertDesk, session: Session) -> None:
        """Read what may have changed."""
        rows = [_row(alert, desk, session) for alert in desk.book.alerts]
        ids = [row.alert.id for row in rows]
        self.put(rows, are_others=ids != [row.alert.id for row in self.rows])

    def number_of(self, alert_id: int) -> int | None:
        """Which row an alert is in; None: in none."""
        return next((n for n, row in enumerate(self.rows) if row.alert.id == alert_id), None)

    @override
    def cell(self, row: AlertRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _TEXTS[AlertColumn(column)](row)
        if role == Qt.ItemDataRole.CheckStateRole and column == AlertColumn.SYMBOL:
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


def _row(alert: Alert, desk: AlertDesk, session: Session) -> AlertRow:
    quote = session.quotes.get(alert.symbol)
    last = None if quote is None else quote.tick.price
    return AlertRow(alert, desk.book.standing(alert.id), last, decimals_of(session, alert.symbol))


def decimals_of(session: Session, symbol: str) -> int:
    """Digits behind the point of a symbol's prices; 2 while it is not known."""
    known = session.symbols.get(symbol)
    return known.decimals if known else 2
