"""What the watchlist remembers: the lists of symbols, the columns, the order.

Pure: every change gives new settings, so the ones before can be put back. What another
version or another server wrote here is kept, known or not.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

ALL_SYMBOLS = "All symbols"
"""The list that is always there: every symbol of the server, in the server's order."""
LONGEST_NAME = 40


class WatchError(ValueError):
    """What was asked for cannot be done: one sentence for the user."""


class SymbolList(Struct, frozen=True):
    """Symbols under a name, in the order that the user gave them, each once."""

    name: str
    symbols: tuple[str, ...] = ()


class ColumnChoice(Struct, frozen=True):
    """A column that the user has arranged. width_px: at the usual size of text; None: as wide
    as its content needs."""

    name: str
    shown: bool = True
    width_px: int | None = None


class WatchSettings(Struct, frozen=True):
    """Everything that the user has chosen in the watchlist.

    current: the name of the list that is shown, or None for `ALL_SYMBOLS`.
    columns: from left to right; those that are not named stand behind them as usual.
    sort: the column that the rows are ordered by; None: the order of the list itself.
    """

    lists: tuple[SymbolList, ...] = ()
    current: str | None = None
    columns: tuple[ColumnChoice, ...] = ()
    sort: str | None = None
    descending: bool = False

    def shown_list(self) -> SymbolList | None:
        """The list that is shown; None: all symbols."""
        return next((each for each in self.lists if each.name == self.current), None)

    def tidied(self) -> WatchSettings:
        """The same without what no user could have chosen here: names or symbols twice.

        A list whose name cannot be used gets another one rather than being lost.
        """
        lists: dict[str, SymbolList] = {}
        for given in self.lists:
            name = _other_name(given.name, lists)
            lists[name.casefold()] = SymbolList(name, tuple(dict.fromkeys(given.symbols)))
        columns: dict[str, ColumnChoice] = {}
        for column in self.columns:
            columns.setdefault(column.name, column)
        names = {each.name for each in lists.values()}
        return replace(
            self,
            lists=tuple(lists.values()),
            columns=tuple(columns.values()),
            current=self.current if self.current in names else None,
        )

    # --- lists ---

    def choosing(self, name: str | None) -> WatchSettings:
        """Show another list; None: all symbols."""
        return replace(self, current=name)

    def with_list(self, name: str, symbols: Sequence[str] = ()) -> WatchSettings:
        """Begin a list, and show it.

        Raises:
            WatchError: the name cannot be used.
        """
        fresh = SymbolList(self._fresh_name(name), tuple(dict.fromkeys(symbols)))
        return replace(self, lists=(*self.lists, fresh), current=fresh.name)

    def renamed(self, name: str) -> WatchSettings:
        """Give the list that is shown another name.

        Raises:
            WatchError: the name cannot be used, or all symbols are shown.
        """
        own = self._own("renamed")
        fresh = self._fresh_name(name, besides=own.name)
        return replace(self._with(replace(own, name=fresh)), current=fresh)

    def without_list(self) -> WatchSettings:
        """Delete the list that is shown, and show all symbols.

        Raises:
            WatchError: all symbols are shown.
        """
        own = self._own("deleted")
        return replace(
            self, lists=tuple(each for each in self.lists if each is not own), current=None
        )

    # --- symbols of the list that is shown ---

    def adding(self, symbol: str, before: str | None = None) -> WatchSettings:
        """Put a symbol into the list, before another one or at its end.

        Raises:
            WatchError: it is in the list already, or all symbols are shown.
        """
        own = self._own("added to")
        if symbol in own.symbols:
            raise WatchError(f"{symbol} is in “{own.name}” already.")
        return self._with(replace(own, symbols=_put(own.symbols, symbol, before)))

    def removing(self, symbol: str) -> WatchSettings:
        """Take a symbol out of the list.

        Raises:
            WatchError: all symbols are shown.
        """
        own = self._own("taken from")
        kept = tuple(each for each in own.symbols if each != symbol)
        return self._with(replace(own, symbols=kept))

    def moving(self, symbol: str, before: str | None) -> WatchSettings:
        """Put a symbol of the list before another one; None: to its end.

        Raises:
            WatchError: all symbols are shown, or they are ordered by a column.
        """
        own = self._own("ordered by hand")
        if self.sort is not None:
            raise WatchError(
                "The list is ordered by a column. Click that heading until its arrow is gone "
                "to order by hand, or choose “Keep this order”."
            )
        kept = tuple(each for each in own.symbols if each != symbol)
        return self._with(replace(own, symbols=_put(kept, symbol, before)))

    def keeping_order(self, symbols: Sequence[str]) -> WatchSettings:
        """Make this order of its symbols the list's own.

        Raises:
            WatchError: all symbols are shown.
        """
        own = self._own("ordered by hand")
        place = {symbol: number for number, symbol in enumerate(symbols)}
        ordered = sorted(own.symbols, key=lambda symbol: place.get(symbol, len(place)))
        return replace(self._with(replace(own, symbols=tuple(ordered))), sort=None)

    # --- columns and order ---

    def sorting(self, column: str | None, *, descending: bool = False) -> WatchSettings:
        """Order by a column; None: as the list is."""
        return replace(self, sort=column, descending=descending)

    def arranging(self, columns: Sequence[ColumnChoice]) -> WatchSettings:
        """Arrange the columns; those of another version that are not named stay behind."""
        named = {each.name for each in columns}
        others = (each for each in self.columns if each.name not in named)
        return replace(self, columns=(*columns, *others))

    def arranged(self, names: Sequence[str]) -> Iterator[ColumnChoice]:
        """These columns, as the user has arranged them; others stand where they usually do."""
        known = [each for each in self.columns if each.name in names]
        arranged = {each.name for each in known}
        yield from known
        yield from (ColumnChoice(name) for name in names if name not in arranged)

    def _own(self, what: str) -> SymbolList:
        own = self.shown_list()
        if own is None:
            raise WatchError(
                f"“{ALL_SYMBOLS}” shows what the server has and cannot be {what}. "
                "Make a list of your own for that."
            )
        return own

    def _with(self, changed: SymbolList) -> WatchSettings:
        lists = (changed if each.name == self.current else each for each in self.lists)
        return replace(self, lists=tuple(lists))

    def _fresh_name(self, name: str, besides: str | None = None) -> str:
        fresh = " ".join(name.split())
        if not fresh:
            raise WatchError("A list needs a name.")
        if len(fresh) > LONGEST_NAME:
            raise WatchError(f"A name has at most {LONGEST_NAME} characters.")
        taken = {each.name.casefold() for each in self.lists if each.name != besides}
        if fresh.casefold() in {*taken, ALL_SYMBOLS.casefold()}:
            raise WatchError(f"There is a list “{fresh}” already.")
        return fresh


def _other_name(name: str, taken: Container[str]) -> str:
    """The name, or the first like it that is free."""
    stem = " ".join(name.split())[:LONGEST_NAME] or "List"
    numbered = (f"{stem} ({number})" for number in count(2))
    free = (
        each
        for each in chain((stem,), numbered)
        if each.casefold() not in taken and each.casefold() != ALL_SYMBOLS.casefold()
    )
    return next(free)


def _put(symbols: tuple[str, ...], symbol: str, before: str | None) -> tuple[str, ...]:
    if before not in symbols:
        return (*symbols, symbol)
    place = symbols.index(before)
    return (*symbols[:place], symbol, *symbols[place:])
