"""What can be done with the lists: every change of the settings, and taking the last one back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from server.wire import SymbolInfo
from ticker_app.ui.watchlist.columns import BY_NAME, NAMES, Column
from ticker_app.ui.watchlist.finding import named, refusal
from ticker_app.watch_settings import ColumnChoice, WatchError, WatchSettings

Change = Callable[[WatchSettings], WatchSettings]


class Desk(QObject):
    """Keeps the settings, and changes them as long as that makes sense.

    settings: as they are now.
    known: the symbols of the server; empty until it was reached.

    Signals:
        settings_changed (WatchSettings): they are others now.
        told (str, bool): a sentence about what was asked for, and whether it can be undone.
    """

    settings_changed = Signal(object)
    told = Signal(str, bool)

    def __init__(self, settings: WatchSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings.tidied()
        self.known: Mapping[str, SymbolInfo] = {}
        self._before: WatchSettings | None = None

    @property
    def sort(self) -> Column | None:
        """The column that the rows are ordered by."""
        return BY_NAME.get(self.settings.sort or "")

    # --- what may be refused is said in a sentence ---

    def move(self, symbol: str, before: str | None) -> None:
        """Put a symbol before another one, None: at the end."""
        self._try(lambda settings: settings.moving(symbol, before))

    def remove(self, symbol: str) -> None:
        """Take a symbol out of the list that is shown."""
        name = self.settings.current
        self._try(lambda settings: settings.removing(symbol), f"{symbol} is out of “{name}”.")

    def add_to(self, name: str, symbol: str) -> None:
        """Put a symbol into a list, shown or not."""
        shown = self.settings.current

        def add(settings: WatchSettings) -> WatchSettings:
            return settings.choosing(name).adding(symbol).choosing(shown)

        self._try(add, f"{symbol} is in “{name}”.")

    def delete_list(self) -> None:
        """Delete the list that is shown."""
        name = self.settings.current
        self._try(WatchSettings.without_list, f"“{name}” is deleted.")

    def keep_order(self, symbols: Sequence[str]) -> None:
        """Make the order that is shown the list's own."""
        self._try(lambda settings: settings.keeping_order(symbols), "The order is kept.")

    # --- what a dialog asks for: a refusal is raised, for the dialog to show ---

    def add_typed(self, text: str, before: str | None = None) -> str:
        """Put the symbol that was typed into the list that is shown; returns a sentence.

        Raises:
            WatchError: the server has no such symbol, or the list has it already.
        """
        symbol = named(text, self.known)
        if symbol is None:
            raise WatchError(refusal(text, self.known))
        self._take(self.settings.adding(symbol, before))
        return f"{symbol} is in “{self.settings.current}”."

    def new_list(self, name: str, symbols: Sequence[str] = ()) -> None:
        """Begin a list and show it.

        Raises:
            WatchError: the name cannot be used.
        """
        self._take(self.settings.with_list(name, symbols))

    def rename_list(self, name: str) -> None:
        """Give the list that is shown another name.

        Raises:
            WatchError: the name cannot be used.
        """
        self._take(self.settings.renamed(name))

    # --- what always works ---

    def choose(self, name: str | None) -> None:
        """Show another list; None: all symbols."""
        self._take(self.settings.choosing(name))

    def order_by(self, column: Column | None, *, descending: bool = False) -> None:
        """Order by a column; None: as the list is."""
        name = None if column is None else NAMES[column]
        self._take(self.settings.sorting(name, descending=descending and name is not None))

    def arrange(self, columns: Sequence[ColumnChoice]) -> None:
        """Arrange the columns."""
        self._take(self.settings.arranging(columns))

    def show_column(self, column: Column, *, shown: bool) -> None:
        """Show a column, or hide it."""
        self.arrange(
            [
                replace(each, shown=shown) if each.name == NAMES[column] else each
                for each in self.settings.arranged([*NAMES.values()])
            ]
        )

    def use_needed_widths(self) -> None:
        """Let every column be as wide as its content needs."""
        arranged = self.settings.arranged([*NAMES.values()])
        self.arrange([replace(each, width_px=None) for each in arranged])

    def undo(self) -> None:
        """Put the lists back as they were before what was told last."""
        if self._before is not None:
            before, self._before = self._before, None
            self._take(
                replace(
                    self.settings,
                    lists=before.lists,
                    current=before.current,
                    sort=before.sort,
                    descending=before.descending,
                )
            )

    def _try(self, change: Change, said: str = "") -> None:
        before = self.settings
        try:
            changed = change(before)
        except WatchError as error:
            self.told.emit(str(error), False)
            return
        self._take(changed)
        if said:
            self._before = before
            self.told.emit(said, True)

    def _take(self, settings: WatchSettings) -> None:
        if settings != self.settings:
            self.settings = settings
            self._before = None
            self.settings_changed.emit(settings)
