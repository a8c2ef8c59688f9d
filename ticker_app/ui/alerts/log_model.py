"""The table of what fired, and how late."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor
from typing_extensions import override

from ticker_app.alerts.firing import Entry, Unseen
from ticker_app.alerts.log import AlertLog
from ticker_app.choice import Mode
from ticker_app.session import Session
from ticker_app.ui import wording
from ticker_app.ui.alerts import words
from ticker_app.ui.alerts.alerts_model import decimals_of
from ticker_app.ui.headed_model import Head, HeadedModel
from ticker_app.ui.palette import Palette
from ticker_app.ui.plain_text import plain_tip


class LogColumn(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    SYMBOL = 1
    EVENT = 2
    PRICE = 3
    DELAY = 4
    LANE = 5
    REMARK = 6


HEADS = (
    Head("Time", "When it fired; of what was never seen, when it was reached"),
    Head("Symbol", "Ticker symbol"),
    Head("What", "What the price did"),
    Head("Price", "The price that was seen then", is_number=True),
    Head(
        "Delay",
        "How long after the first published tick that reached it. ≥: at least so long; which "
        "tick was the first is learnt apart, by a reference reading",
        is_number=True,
    ),
    Head("How", "How the price came"),
    Head("", "What else there is to know"),
)
"""In the order of the columns."""

_TEXTS: dict[LogColumn, Callable[[Entry, int], str]] = {
    LogColumn.TIME: lambda entry, _: words.moment(moment_us(entry)),
    LogColumn.SYMBOL: lambda entry, _: entry.alert.symbol,
    LogColumn.EVENT: words.event,
    LogColumn.PRICE: lambda entry, decimals: wording.price(entry.price, decimals),
    LogColumn.DELAY: lambda entry, _: words.delay(entry),
    LogColumn.LANE: lambda entry, _: words.lane(entry.choice),
    LogColumn.REMARK: lambda entry, _: words.remark(entry),
}


def moment_us(entry: Entry) -> int:
    """When it happened, client clock."""
    return entry.first_us if isinstance(entry, Unseen) else entry.fired_us


class LogModel(HeadedModel[Entry]):
    """The newest entry on top; says which rows came, changed and went."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)
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
            self.tell(0, len(self.rows) - 1)

    @override
    def cell(self, row: Entry, column: int, role: int) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            text = _TEXTS[LogColumn(column)](row, self._decimals.get(row.alert.symbol, 2))
            return text if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(LogColumn(column), row))
        return None

    def _ink(self, column: LogColumn, entry: Entry) -> str:
        palette = self._palette
        if column is LogColumn.EVENT:
            return palette.up if entry.direction > 0 else palette.down
        if column in {LogColumn.LANE, LogColumn.DELAY}:
            return palette.pushed if entry.choice.mode is Mode.PUSH else palette.polled
        return palette.muted if column is LogColumn.REMARK else palette.text
