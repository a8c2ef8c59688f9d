"""Which rows the watchlist shows, in which order, and what changed since the last look. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ticker_app.board import Quote
from ticker_app.session import Session
from ticker_app.ui.watchlist.columns import Column, sort_key
from ticker_app.ui.watchlist.finding import rank
from ticker_app.ui.watchlist.watch_row import WatchRow, missing_row, watch_row


class Change(Struct, frozen=True):
    """A row that is not as it was. number: where it is."""

    number: int
    before: WatchRow
    after: WatchRow

    @property
    def names_it_otherwise(self) -> bool:
        """Whether not only figures changed."""
        return (self.before.name, self.before.is_there) != (self.after.name, self.after.is_there)


class Listing:
    """The rows of one list of symbols, read from a session.

    A look costs what changed, and next to nothing for the rows that did not.

    rows: as they are shown, from the top.
    """

    def __init__(self) -> None:
        self.rows: list[WatchRow] = []
        self._symbols: tuple[str, ...] | None = None
        self._query = ""
        self._sort: Column | None = None
        self._descending = False
        self._base: list[str] = []
        self._places: dict[str, int] = {}
        self._quotes: list[Quote | None] = []
        self._numbers: dict[str, int] = {}
        self._infos: object = None
        self._days_revision = -1

    def show(self, symbols: Sequence[str] | None, query: str) -> None:
        """From the next `begin` on show these symbols, None: all that the server has, as far
        as they fit the query."""
        self._symbols = None if symbols is None else tuple(symbols)
        self._query = query.strip()

    def sort(self, column: Column | None, *, descending: bool) -> None:
        """Order by a column from the next `order` on; None: as the list is."""
        self._sort, self._descending = column, descending

    def number_of(self, symbol: str | None) -> int | None:
        """Which row a symbol is in."""
        return None if symbol is None else self._numbers.get(symbol)

    def has_other_rows(self, session: Session) -> bool:
        """Whether the session has other symbols or names, so that `begin` is due."""
        if session.symbols is self._infos:
            return False
        return bool(self._query) or self._base != self._wanted(session)

    def begin(self, session: Session, now_us: int) -> None:
        """Take the rows from the session, in order."""
        self._infos, self._days_revision = session.symbols, session.days.revision
        self._base = self._wanted(session)
        self._places = {symbol: place for place, symbol in enumerate(self._base)}
        rows = [_row(symbol, session, now_us) for symbol in self._base]
        if self._query:
            rows = [row for row in rows if rank(self._query, row.symbol, row.name) is not None]
        self._take(rows, [session.quotes.get(row.symbol) for row in rows])
        self.put(self.order(now_us) or range(len(rows)))

    def read(self, session: Session, now_us: int) -> list[Change]:
        """What changed of the rows that there are, from the top."""
        # Symbols, quotes and days are replaced rather than changed: being the same is enough.
        if session.symbols is self._infos and session.days.revision == self._days_revision:
            quotes = session.quotes
            stale: Iterable[int] = [
                number
                for number, (row, held) in enumerate(zip(self.rows, self._quotes, strict=True))
                if quotes.get(row.symbol) is not held
            ]
        else:
            self._infos, self._days_revision = session.symbols, session.days.revision
            stale = range(len(self.rows))
        return [change for number in stale if (change := self._read(number, session, now_us))]

    def passed(self, before_us: int, now_us: int) -> list[int]:
        """The rows that time alone has changed, but for their ages: a day ended."""
        days = ((number, row.day) for number, row in enumerate(self.rows) if row.day is not None)
        return [
            number
            for number, day in days
            if before_us < day.ends_us <= now_us
            or (day.bound_from_us is not None and before_us < day.bound_from_us <= now_us)
        ]

    def order(self, now_us: int) -> list[int] | None:
        """The numbers of the rows in the order wanted; None: they are in order."""
        order = self._ordered(now_us)
        return None if all(number == place for place, number in enumerate(order)) else order

    def put(self, order: Sequence[int]) -> None:
        """Put the rows in this order of their numbers."""
        self._take(
            [self.rows[number] for number in order], [self._quotes[number] for number in order]
        )

    def _wanted(self, session: Session) -> list[str]:
        return [*(session.symbols if self._symbols is None else self._symbols)]

    def _take(self, rows: list[WatchRow], quotes: list[Quote | None]) -> None:
        self.rows, self._quotes = rows, quotes
        self._numbers = {row.symbol: number for number, row in enumerate(rows)}

    def _read(self, number: int, session: Session, now_us: int) -> Change | None:
        before = self.rows[number]
        after = _row(before.symbol, session, now_us)
        self._quotes[number] = session.quotes.get(before.symbol)
        if after == before:
            return None
        self.rows[number] = after
        return Change(number, before, after)

    def _ordered(self, now_us: int) -> list[int]:
        """Of equals the list's own order decides; what is not known stands at the end."""
        rows = self.rows
        order = sorted(range(len(rows)), key=lambda number: self._places[rows[number].symbol])
        if (column := self._sort) is not None:
            keys = {number: sort_key(column, rows[number], now_us) for number in order}
            known = [number for number in order if keys[number] is not None]
            known.sort(key=keys.__getitem__, reverse=self._descending)  # type: ignore[arg-type]
            order = known + [number for number in order if keys[number] is None]
        if self._query:
            order.sort(key=lambda number: self._rank(rows[number]))
        return order

    def _rank(self, row: WatchRow) -> int:
        return rank(self._query, row.symbol, row.name) or 0


def _row(symbol: str, session: Session, now_us: int) -> WatchRow:
    info = session.symbols.get(symbol)
    if info is None:
        return missing_row(symbol, asked=bool(session.symbols))
    return watch_row(info, session.quotes.get(symbol), session.days.of(symbol, now_us))
