"""The menus of the watchlist: of the lists, of a row, of the heading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ticker_app.ui.plain_text import plain_entry, plain_tip
from ticker_app.ui.watchlist.column_fit import ColumnFit
from ticker_app.ui.watchlist.columns import BY_NAME, HEADINGS, NAMES, Column
from ticker_app.ui.watchlist.desk import Desk
from ticker_app.ui.watchlist.dialogs import Dialogs
from ticker_app.ui.watchlist.model import WatchlistModel
from ticker_app.watch_settings import ALL_SYMBOLS

Do = Callable[[], object]


class WatchMenus:
    """Makes each menu anew when it opens, so it says how things are now."""

    def __init__(
        self,
        desk: Desk,
        dialogs: Dialogs,
        fit: ColumnFit,
        model: WatchlistModel,
        parent: QWidget,
    ) -> None:
        self._desk = desk
        self._dialogs = dialogs
        self._fit = fit
        self._model = model
        self._parent = parent

    def lists(self) -> QMenu:
        """The lists, and what can be done with the one that is shown."""
        desk, menu = self._desk, self._menu()
        choices = QActionGroup(menu)
        names: list[str | None] = [None, *(each.name for each in desk.settings.lists)]
        for name in names:
            action = _add(menu, name or ALL_SYMBOLS, partial(desk.choose, name))
            action.setCheckable(True)
            action.setChecked(name == desk.settings.current)
            choices.addAction(action)
        menu.addSeparator()
        is_own = desk.settings.shown_list() is not None
        _add(menu, "&New list…", self._dialogs.new_list)
        _add(menu, "&Rename…", self._dialogs.rename_list, enabled=is_own)
        _add(menu, "&Delete this list", desk.delete_list, enabled=is_own)
        menu.addSeparator()
        _add(menu, "&Add symbols…\tIns", self._dialogs.add_symbols, enabled=is_own)
        menu.addMenu(self._sorting(menu))
        keep = _add(menu, "&Keep this order", self._on_keep_order)
        keep.setEnabled(is_own and desk.sort is not None)
        menu.addSeparator()
        _add(menu, "&Columns…", self._dialogs.columns)
        return menu

    def row(self, symbol: str | None) -> QMenu:
        """What can be done with a symbol; None: with no symbol at all."""
        if symbol is None:
            return self.lists()
        desk, menu = self._desk, self._menu()
        own = desk.settings.shown_list()
        for other in desk.settings.lists:
            if other is not own and symbol not in other.symbols:
                _add(
                    menu,
                    f"Add to {plain_entry(other.name)}",
                    partial(desk.add_to, other.name, symbol),
                )
        _add(menu, "&New list with it…", partial(self._dialogs.new_list, [symbol]))
        if own is not None:
            menu.addSeparator()
            by_hand = desk.sort is None
            up, down = (partial(self.step, symbol, rows) for rows in (-1, 1))
            _add(menu, "Move &up\tAlt+↑", up, enabled=by_hand)
            _add(menu, "Move &down\tAlt+↓", down, enabled=by_hand)
            _add(menu, f"&Remove {plain_entry(symbol)}\tDel", partial(desk.remove, symbol))
        menu.addSeparator()
        _add(menu, "&Columns…", self._dialogs.columns)
        return menu

    def heading(self) -> QMenu:
        """Which columns are shown."""
        desk, menu = self._desk, self._menu()
        without_room = self._fit.without_room()
        for choice in desk.settings.arranged([*NAMES.values()]):
            column = BY_NAME[choice.name]
            lacks = choice.shown and column in without_room
            text = HEADINGS[column].name + (" — no room now" if lacks else "")
            action = _add(menu, text, partial(desk.show_column, column, shown=not choice.shown))
            action.setCheckable(True)
            action.setChecked(choice.shown)
            action.setEnabled(column is not Column.SYMBOL)
        menu.addSeparator()
        _add(menu, "&Columns…", self._dialogs.columns)
        _add(menu, "As &wide as needed", desk.use_needed_widths)
        return menu

    def step(self, symbol: str, rows: int) -> None:
        """Move a symbol that many rows down among those that are shown."""
        shown = [row.symbol for row in self._model.rows]
        place = shown.index(symbol)
        del shown[place]
        target = place + rows
        if 0 <= target <= len(shown):
            self._desk.move(symbol, shown[target] if target < len(shown) else None)

    def open(self, menu: QMenu, at: QPoint) -> None:
        """Show a menu; returns at once."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
        # A key that opens a menu shall find something chosen in it.
        chosen = (each for each in menu.actions() if each.isEnabled() and each.isChecked())
        menu.setActiveAction(next(chosen, menu.actions()[0]))

    def _menu(self) -> QMenu:
        menu = QMenu(self._parent)
        menu.setToolTipsVisible(True)
        return menu

    def _sorting(self, parent: QMenu) -> QMenu:
        desk, menu = self._desk, QMenu("&Sort by", parent)
        choices = QActionGroup(menu)
        columns: list[Column | None] = [None, *Column]
        for column in columns:
            text = "The list's own order" if column is None else HEADINGS[column].name
            action = _add(menu, text, partial(self._on_sort_chosen, column))
            action.setCheckable(True)
            action.setChecked(column is desk.sort)
            choices.addAction(action)
        menu.addSeparator()
        falling = _add(menu, "&Greatest first", self._on_turned, enabled=desk.sort is not None)
        falling.setCheckable(True)
        falling.setChecked(desk.settings.descending)
        return menu

    def _on_sort_chosen(self, column: Column | None) -> None:
        role, horizontal = Qt.ItemDataRole.InitialSortOrderRole, Qt.Orientation.Horizontal
        first = None if column is None else self._model.headerData(column, horizontal, role)
        self._desk.order_by(column, descending=first is Qt.SortOrder.DescendingOrder)

    def _on_turned(self) -> None:
        self._desk.order_by(self._desk.sort, descending=not self._desk.settings.descending)

    def _on_keep_order(self) -> None:
        self._desk.keep_order([row.symbol for row in self._model.rows])


def _add(menu: QMenu, text: str, do: Do, *, enabled: bool = True) -> QAction:
    action = menu.addAction(text)
    action.setToolTip(plain_tip(action.toolTip()))
    action.setEnabled(enabled)
    action.triggered.connect(lambda *_: do())
    return action
