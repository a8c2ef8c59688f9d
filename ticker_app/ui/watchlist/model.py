"""The watchlist as a Qt model: one row per symbol, in the server's order."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ticker_app.session import Session
from ticker_app.ui import wording
from ticker_app.ui.watchlist.flash import Flashes
from ticker_app.ui.watchlist.watch_row import WatchRow, watch_row

Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
"""What a column sorts by: a number, or the symbol. What is not known yet sorts as least."""
FLASH_ROLE = SORT_ROLE + 1
"""How strongly the last change still shows, −1 (just fell) to 1 (just rose); 0: over."""
WENT_ROLE = SORT_ROLE + 2
"""Where the price went since the tape began: below, at or above 0."""

_LEAST = float("-inf")


class Column(IntEnum):
    """The columns, from left to right."""

    SYMBOL = 0
    LAST = 1
    CHANGE = 2
    PERCENT = 3
    BID = 4
    ASK = 5
    AGE = 6


HEADINGS = {
    Column.SYMBOL: ("Symbol", "Ticker symbol"),
    Column.LAST: ("Last", "Newest price on this screen; ▲ and ▼ flash when it changes"),
    Column.CHANGE: ("Change", "Since the first price that the server had"),
    Column.PERCENT: ("%", "Change in percent of the first price that the server had"),
    Column.BID: ("Bid", "What buyers offered at the newest tick"),
    Column.ASK: ("Ask", "What sellers asked at the newest tick"),
    Column.AGE: ("Age", "How long ago the server published the newest price that is shown"),
}

_TEXTS: dict[Column, Callable[[WatchRow, int], str]] = {
    Column.SYMBOL: lambda row, _: row.symbol,
    Column.LAST: lambda row, _: wording.price(row.last, row.decimals),
    Column.CHANGE: lambda row, _: _change_text(row),
    Column.PERCENT: lambda row, _: wording.change_percent(row.change_share),
    Column.BID: lambda row, _: wording.price(row.bid, row.decimals),
    Column.ASK: lambda row, _: wording.price(row.ask, row.decimals),
    Column.AGE: lambda row, now_us: str(wording.age(row.age_us(now_us))),
}
_SORT_KEYS: dict[Column, Callable[[WatchRow, int], float | str | None]] = {
    Column.SYMBOL: lambda row, _: row.symbol,
    Column.LAST: lambda row, _: row.last,
    Column.CHANGE: lambda row, _: row.change,
    Column.PERCENT: lambda row, _: row.change_share,
    Column.BID: lambda row, _: row.bid,
    Column.ASK: lambda row, _: row.ask,
    Column.AGE: lambda row, now_us: row.age_us(now_us),
}


class WatchlistModel(QAbstractTableModel):
    """Reads a session when told to, and says which cells changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[WatchRow] = []
        self._flashes = Flashes()
        self._now_us = 0
        self._roles: dict[int, Callable[[int, Column], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda n, c: _TEXTS[c](self.rows[n], self._now_us),
            Qt.ItemDataRole.TextAlignmentRole: lambda _, column: _alignment(column),
            Qt.ItemDataRole.ToolTipRole: lambda n, _: self.rows[n].name,
            SORT_ROLE: self._sort_key,
            FLASH_ROLE: lambda n, _: self._flashes.strength(n),
            WENT_ROLE: lambda n, _: self.rows[n].change or 0.0,
        }

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed; flash where a price moved."""
        rows = [
            watch_row(info, session.quotes.get(symbol)) for symbol, info in session.symbols.items()
        ]
        if [row.symbol for row in rows] != [row.symbol for row in self.rows]:
            self._begin_again(rows, now_us)
            return
        for number, (old, new) in enumerate(zip(self.rows, rows, strict=True)):
            if old != new:
                self._change(number, new, now_us)

    def set_now(self, now_us: int) -> None:
        """Let the ages grow."""
        self._now_us = now_us
        if self.rows:
            self._tell(0, Column.AGE, len(self.rows) - 1, Column.AGE)

    def fade(self, now_us: int) -> None:
        """Let the flashes fade by a step where one is due."""
        for number in self._flashes.fade(now_us):
            self._tell(number, Column.LAST, number, Column.LAST)

    def number_of(self, symbol: str | None) -> int | None:
        """Which row a symbol is in."""
        return next((n for n, row in enumerate(self.rows) if row.symbol == symbol), None)

    def _begin_again(self, rows: list[WatchRow], now_us: int) -> None:
        self.beginResetModel()
        self.rows, self._now_us = rows, now_us
        self._flashes = Flashes()
        self.endResetModel()

    def _change(self, number: int, row: WatchRow, now_us: int) -> None:
        before = self.rows[number].last
        self.rows[number] = row
        # An age reaches down to now at once; waiting for the next step would show it too old.
        self._now_us = max(self._now_us, row.published_us or 0)
        if before is not None and row.last is not None and before != row.last:
            self._flashes.begin(number, 1 if row.last > before else -1, now_us)
        self._tell(number, Column.LAST, number, Column.AGE)

    def _tell(self, top: int, left: Column, bottom: int, right: Column) -> None:
        self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        read = self._roles.get(role)
        return None if read is None else read(index.row(), Column(index.column()))

    def _sort_key(self, row: int, column: Column) -> float | str:
        key = _SORT_KEYS[column](self.rows[row], self._now_us)
        return _LEAST if key is None else key

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        heading, meaning = HEADINGS[Column(section)]
        answers = {
            Qt.ItemDataRole.DisplayRole: heading,
            Qt.ItemDataRole.ToolTipRole: meaning,
            Qt.ItemDataRole.TextAlignmentRole: _alignment(Column(section)),
        }
        return answers.get(Qt.ItemDataRole(role))


def _change_text(row: WatchRow) -> str:
    """With an arrow, so that the colour is not the only sign."""
    text = wording.change(row.change, row.decimals)
    return f"{wording.arrow(row.change)} {text}".lstrip()


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column is Column.SYMBOL else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
