"""The table of what fired, and how late."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from typing_extensions import override

from ticker_app.alerts.firing import Entry, Unseen
from ticker_app.alerts.log import AlertLog
from ticker_app.choice import Mode
from ticker_app.session import Session
from ticker_app.ui import wording
from ticker_app.ui.alerts import words
from ticker_app.ui.alerts.alerts_model import alignment, decimals_of, heading
from ticker_app.ui.palette import Palette
from ticker_app.ui.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex


class LogColumn(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    SYMBOL = 1
    EVENT = 2
    PRICE = 3
    DELAY = 4
    LANE = 5
    REMARK = 6


HEADINGS = {
    LogColumn.TIME: ("Time", "When it fired; of what was never seen, when it was reached"),
    LogColumn.SYMBOL: ("Symbol", "Ticker symbol"),
    LogColumn.EVENT: ("What", "What the price did"),
    LogColumn.PRICE: ("Price", "The price that was seen then"),
    LogColumn.DELAY: (
        "Delay",
        (
            "How long after the first published tick that reached it. ≥: at least so long; which "
            "tick was the first is learnt apart, by a reference reading"
        ),
    ),
    LogColumn.LANE: ("How", "How the price came"),
    LogColumn.REMARK: ("", "What else there is to know"),
}

_TEXTS: dict[LogColumn, Callable[[Entry, int], str]] = {
    LogColumn.TIME: lambda entry, _: words.moment(moment_us(entry)),
    LogColumn.SYMBOL: lambda entry, _: entry.alert.symbol,
    LogColumn.EVENT: words.event,
    LogColumn.PRICE: lambda entry, decimals: wording.price(entry.price, decimals),
    LogColumn.DELAY: lambda entry, _: words.delay(entry),
    LogColumn.LANE: lambda entry, _: words.lane(entry.choice),
    LogColumn.REMARK: lambda entry, _: words.remark(entry),
}
_RIGHT = {LogColumn.PRICE, LogColumn.DELAY}


def moment_us(entry: Entry) -> int:
    """When it happened, client clock."""
    return entry.first_us if isinstance(entry, Unseen) else entry.fired_us


class LogModel(QAbstractTableModel):
    """The newest entry on top; says which rows came, changed and went."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Entry] = []
        self._palette = palette
        self._decimals: dict[str, int] = {}
        self._revision = 0
        self._added = 0

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self._tell_all()

    def refresh(self, log: AlertLog, session: Session) -> None:
        """Read what may have changed."""
        if log.revision == self._revision:
            return
        entries = list(reversed(log.entries))
        came = min(log.added - self._added, len(entries))
        stays = len(entries) - came
        self._revision, self._added = log.revision, log.added
        self._decimals = {
            entry.alert.symbol: decimals_of(session, entry.alert.symbol) for entry in entries
        }
        if stays < len(self.rows):
            self.beginRemoveRows(QModelIndex(), stays, len(self.rows) - 1)
            del self.rows[stays:]
            self.endRemoveRows()
        if came:
            self.beginInsertRows(QModelIndex(), 0, came - 1)
            self.rows = entries
            self.endInsertRows()
        self.rows = entries
        self._tell_all()

    def _tell_all(self) -> None:
        if self.rows:
            end = self.index(len(self.rows) - 1, len(LogColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), end)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(LogColumn)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self.rows[index.row()], LogColumn(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            text = _TEXTS[column](entry, self._decimals.get(entry.alert.symbol, 2))
            return text if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column in _RIGHT)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(column, entry))
        return None

    def _ink(self, column: LogColumn, entry: Entry) -> str:
        palette = self._palette
        if column is LogColumn.EVENT:
            return palette.up if entry.direction > 0 else palette.down
        if column in {LogColumn.LANE, LogColumn.DELAY}:
            return palette.pushed if entry.choice.mode is Mode.PUSH else palette.polled
        return palette.muted if column is LogColumn.REMARK else palette.text

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = LogColumn(section)
        return heading(*HEADINGS[column], is_right=column in _RIGHT, role=role)
