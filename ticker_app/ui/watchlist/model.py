"""The watchlist as a Qt model: one row per symbol, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
)
from typing_extensions import override

from ticker_app.session import Session
from ticker_app.spark import Spark
from ticker_app.ui.headed_model import Index, cell_alignment
from ticker_app.ui.plain_text import plain_tip
from ticker_app.ui.watchlist.columns import HEADINGS, Column, spoken, text, tip
from ticker_app.ui.watchlist.flash import Flashes
from ticker_app.ui.watchlist.listing import Change, Listing
from ticker_app.ui.watchlist.watch_row import WatchRow

MIME = "application/x-live-ticker-symbol"
"""As what a row is dragged; any other program gets the symbol as text."""
_ROW_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_RISING_FIRST = {Column.SYMBOL, Column.AGE, Column.SPREAD}


class WatchlistModel(QAbstractTableModel):
    """Reads a session when told to, and says which cells changed.

    What paints the cells asks it directly: `rows`, `now_us`, `strength` and `spark`.

    seen: the rows in sight, of which each change is told apart; None: all.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now_us = 0
        self.seen: range | None = None
        self._listing = Listing()
        self._flashes = Flashes()
        self._session: Session | None = None
        self._drawn: dict[str, int] = {}
        self._aged_us = 0
        self._sort: Column | None = None
        self._descending = False
        self._roles: dict[int, Callable[[int, Column], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda n, c: text(c, self.rows[n], self.now_us),
            Qt.ItemDataRole.TextAlignmentRole: lambda _, column: alignment(column),
            Qt.ItemDataRole.ToolTipRole: lambda n, c: plain_tip(tip(c, self.rows[n], self.now_us)),
            Qt.ItemDataRole.AccessibleTextRole: lambda n, c: spoken(c, self.rows[n], self.now_us),
            Qt.ItemDataRole.AccessibleDescriptionRole: lambda _, c: HEADINGS[c].meaning,
        }

    @property
    def rows(self) -> list[WatchRow]:
        """What is known of each symbol that is shown, from the top."""
        return self._listing.rows

    def number_of(self, symbol: str | None) -> int | None:
        """Which row a symbol is in."""
        return self._listing.number_of(symbol)

    def strength(self, symbol: str) -> float:
        """How strongly the last change still shows, −1 (just fell) to 1 (just rose); 0: over."""
        return self._flashes.strength(symbol)

    def spark(self, symbol: str) -> Spark | None:
        """Where the price of a symbol was lately."""
        return None if self._session is None else self._session.sparks.get(symbol)

    # --- which rows, and in which order ---

    def show(self, symbols: Sequence[str] | None, query: str = "") -> None:
        """Show these symbols, None: all that the server has, as far as they fit the query."""
        self._listing.show(symbols, query)
        if self._session is not None:
            with self._resetting():
                self._listing.begin(self._session, self.now_us)

    def order_by(self, column: Column | None, *, descending: bool = False) -> None:
        """Order by a column, None: as the list is; at once."""
        self._listing.sort(column, descending=descending)
        self._sort, self._descending = column, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.reorder()

    def reorder(self) -> None:
        """Put the rows in order; what is selected stays selected."""
        order = self._listing.order(self.now_us)
        if order is None:
            return
        self.layoutAboutToBeChanged.emit()
        self._listing.put(order)
        place = {number: place for place, number in enumerate(order)}
        old = self.persistentIndexList()
        new = [self.index(place[index.row()], index.column()) for index in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    # --- what changes ---

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed; flash where a price moved."""
        self._session = session
        if self._listing.has_other_rows(session):
            self.now_us = now_us
            with self._resetting():
                self._listing.begin(session, now_us)
            return
        changes = self._listing.read(session, now_us)
        for change in changes:
            self._flash(change, now_us)
        names = [change.number for change in changes if change.names_it_otherwise]
        self._tell(names, Column.SYMBOL, Column.SYMBOL)
        self._tell([change.number for change in changes], Column.LAST, Column.AGE)

    def set_now(self, now_us: int) -> None:
        """Let the ages grow, and draw the spark lines that went on."""
        passed = self._listing.passed(self._aged_us, now_us)
        self.now_us = self._aged_us = now_us
        self._tell(passed, Column.LAST, Column.AGE)
        if self.rows:
            self._tell_range(0, len(self.rows) - 1, Column.AGE, Column.AGE)
        self._tell(self._undrawn(), Column.SPARK, Column.SPARK)

    def fade(self, now_us: int) -> None:
        """Let the flashes fade by a step where one is due."""
        numbers = map(self.number_of, self._flashes.fade(now_us))
        self._tell(sorted(n for n in numbers if n is not None), Column.LAST, Column.LAST)

    def _flash(self, change: Change, now_us: int) -> None:
        before, after = change.before.last, change.after.last
        # An age reaches down to now at once; waiting for the next step would show it too old.
        self.now_us = max(self.now_us, change.after.published_us or 0)
        if before is None or after is None or before == after:
            return
        if self.seen is None or change.number in self.seen:
            self._flashes.begin(change.after.symbol, 1 if after > before else -1, now_us)

    def _undrawn(self) -> list[int]:
        """The rows in sight whose spark line went on since it was drawn."""
        found = []
        for number in self.seen or range(len(self.rows)):
            symbol = self.rows[number].symbol
            spark = self.spark(symbol)
            if spark is not None and self._drawn.get(symbol) != spark.revision:
                self._drawn[symbol] = spark.revision
                found.append(number)
        return found

    def _tell(self, numbers: list[int], left: Column, right: Column) -> None:
        for top, bottom in _runs(numbers, self.seen):
            self._tell_range(top, bottom, left, right)

    def _tell_range(self, top: int, bottom: int, left: Column, right: Column) -> None:
        self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    @contextmanager
    def _resetting(self) -> Iterator[None]:
        self.beginResetModel()
        yield
        self.seen = None
        self._flashes = Flashes()
        self._drawn.clear()
        self.endResetModel()

    # --- what Qt asks ---

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

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return self.rows[section].symbol if role == Qt.ItemDataRole.DisplayRole else None
        column = Column(section)
        heading = HEADINGS[column]
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        answers = {
            Qt.ItemDataRole.DisplayRole: self._heading(column),
            Qt.ItemDataRole.ToolTipRole: heading.explained,
            Qt.ItemDataRole.WhatsThisRole: f"{heading.name}: {heading.explained}",
            Qt.ItemDataRole.AccessibleTextRole: heading.name,
            Qt.ItemDataRole.AccessibleDescriptionRole: heading.meaning,
            Qt.ItemDataRole.TextAlignmentRole: alignment(column),
            Qt.ItemDataRole.InitialSortOrderRole: rising if column in _RISING_FIRST else falling,
        }
        return answers.get(Qt.ItemDataRole(role))

    def _heading(self, column: Column) -> str:
        """With an arrow on the sorted column, where it does not move the word."""
        short = HEADINGS[column].short
        if column is not self._sort:
            return short
        arrow = "↓" if self._descending else "↑"
        return f"{short} {arrow}" if column is Column.SYMBOL else f"{arrow} {short}"

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _ROW_FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        symbol = self.rows[indexes[0].row()].symbol
        made = QMimeData()
        made.setData(MIME, symbol.encode())
        made.setText(symbol)
        return made

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Words to the left, numbers to the right."""
    return cell_alignment(is_number=column is not Column.SYMBOL)


def _runs(numbers: list[int], seen: range | None) -> Iterator[tuple[int, int]]:
    """Rows that changed, from the top, as first and last of what to tell at once.

    In sight, neighbours together and nothing else; what is out of sight costs no painting,
    so it is told roughly.
    """
    if seen is None:
        yield from _neighbours(numbers)
        return
    above = [number for number in numbers if number < seen.start]
    below = [number for number in numbers if number >= seen.stop]
    yield from ((side[0], side[-1]) for side in (above, below) if side)
    yield from _neighbours([number for number in numbers if number in seen])


def _neighbours(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for number in numbers:
        if number != last + 1:
            if last >= 0:
                yield first, last
            first = number
        last = number
    if last >= 0:
        yield first, last
