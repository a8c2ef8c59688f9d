"""The watchlist: lists of symbols with their prices, live; one symbol is on the chart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.palette import Palette
from ticker_app.ui.watchlist.column_fit import ColumnFit
from ticker_app.ui.watchlist.columns import NAMES, Column
from ticker_app.ui.watchlist.delegate import WatchlistDelegate
from ticker_app.ui.watchlist.desk import Desk
from ticker_app.ui.watchlist.dialogs import Dialogs
from ticker_app.ui.watchlist.list_bar import ListBar
from ticker_app.ui.watchlist.menus import WatchMenus
from ticker_app.ui.watchlist.model import WatchlistModel
from ticker_app.ui.watchlist.note_line import NoteLine
from ticker_app.ui.watchlist.table import WatchTable
from ticker_app.watch_settings import ALL_SYMBOLS, WatchSettings

ORDER_US = 1_000_000
"""Rows change places no more often than this."""


class Watchlist(QFrame):
    """Shows the newest price of every symbol of a list; asks for the one that is chosen.

    Signals:
        symbol_chosen (str): the user chose another symbol.
        settings_changed (WatchSettings): lists, columns or order are others.
    """

    symbol_chosen = Signal(str)
    settings_changed = Signal(object)

    def __init__(
        self,
        palette: Palette,
        parent: QWidget | None = None,
        *,
        settings: WatchSettings | None = None,
    ) -> None:
        """settings: what was remembered; None: nothing was."""
        super().__init__(parent)
        self.setObjectName("panel")
        self.desk = Desk(settings or WatchSettings(), self)
        self.model = WatchlistModel(self)
        self._delegate = WatchlistDelegate(palette, self.model, self)
        self.bar = ListBar(self)
        self.table = WatchTable(self.model, self._delegate, self)
        self.note = NoteLine(self)
        self._fit = ColumnFit(self.table, self.model)
        self.dialogs = Dialogs(self.desk, self._fit, self)
        self.menus = WatchMenus(self.desk, self.dialogs, self._fit, self.model, self)
        self._applied: WatchSettings | None = None
        self._selected: str | None = None
        self._ordered_us = 0
        self.setFont(theme.font())
        self._lay_out()
        self._connect()
        self._apply(self.desk.settings)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, theme.UNIT, 1, theme.UNIT)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)

    def _connect(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        self._fit.fitted.connect(self._on_fitted)
        self._fit.arranged.connect(self._on_arranged)
        table.room_changed.connect(self._fit.make_room)
        table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        table.add_asked.connect(self._on_add_asked)
        table.remove_asked.connect(self._on_remove_asked)
        table.step_asked.connect(self._on_step_asked)
        table.move_asked.connect(self.desk.move)
        table.menu_asked.connect(self._on_menu_asked)
        table.all_asked.connect(self.bar.search.clear)
        header.sortIndicatorChanged.connect(self._on_sort_chosen)
        header.customContextMenuRequested.connect(self._on_heading_menu_asked)
        self.model.modelReset.connect(self._on_model_reset)
        self.bar.lists_asked.connect(self.open_lists)
        self.bar.search.textChanged.connect(self._show_rows)
        self.bar.search.first_asked.connect(self._on_first_asked)
        self.bar.search.left.connect(table.setFocus)
        self.note.undo_asked.connect(self.desk.undo)
        self.desk.told.connect(lambda said, can_undo: self.note.tell(said, can_undo=can_undo))
        self.desk.settings_changed.connect(self._apply)
        self.desk.settings_changed.connect(self.settings_changed)

    # --- what the window tells ---

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._delegate.set_palette(palette)
        self.table.viewport().update()

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed."""
        self.desk.known = session.symbols
        self._selected = session.selected
        self.model.seen = self.table.rows_in_sight()
        self.model.refresh(session, now_us)
        self._show_selected()

    def refresh_ages(self, now_us: int) -> None:
        """Let the ages grow, and put the rows in order unless someone aims at one."""
        self.model.seen = self.table.rows_in_sight()
        self.model.set_now(now_us)
        self._fit.fit(self.model.seen)
        self.note.set_now(now_us)
        is_held = self.table.hold.holds(now_us)
        if not is_held and now_us >= self._ordered_us + ORDER_US:
            self._ordered_us = now_us
            self.model.reorder()

    def step(self, rows: int) -> None:
        """Choose the symbol that many rows further down, as it is sorted now."""
        row = self.table.currentIndex().row() + rows
        if 0 <= row < self.model.rowCount():
            self.table.hold.key()
            self.table.selectRow(row)

    def start_search(self) -> None:
        """Let a symbol or a name be typed."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def open_lists(self) -> None:
        """Show the lists, and what can be done with them."""
        button = self.bar.lists
        self.menus.open(self.menus.lists(), button.mapToGlobal(QPoint(0, button.height())))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Another font: columns may be narrower too."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.table.fit_rows()
            self._fit.measure_again()

    # --- showing what was chosen ---

    def _apply(self, settings: WatchSettings) -> None:
        before, self._applied = self._applied, settings
        if before is None or before.columns != settings.columns:
            choices = [*settings.arranged([*NAMES.values()])]
            if choices != [*self._fit.choices()]:
                self._fit.arrange(choices)
        if before is None or (before.sort, before.descending) != (
            settings.sort,
            settings.descending,
        ):
            self._show_order()
        if before is None or before.shown_list() != settings.shown_list():
            if before is None or before.current != settings.current:
                self._fit.forget()
            self.bar.show_list(settings.current or ALL_SYMBOLS)
            self._show_rows()

    def _show_order(self) -> None:
        column, descending = self.desk.sort, self.desk.settings.descending
        header = self.table.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(header):
            header.setSortIndicator(-1 if column is None else column, order)
        self.model.order_by(column, descending=descending)

    def _show_rows(self) -> None:
        shown = self.desk.settings.shown_list()
        query = self.bar.search.text()
        self.table.empty_text = _empty_text(shown.name if shown else ALL_SYMBOLS, query)
        self.model.show(None if shown is None else shown.symbols, query)

    def _show_selected(self) -> None:
        number = self.model.number_of(self._selected)
        if number is not None and self._selected != self.table.chosen_symbol():
            with QSignalBlocker(self):
                self.table.selectRow(number)

    def _on_model_reset(self) -> None:
        self._fit.fit(range(len(self.model.rows)))
        self._show_selected()

    def _on_fitted(self) -> None:
        table = self.table
        table.take_columns(self._fit.preferred_px(), self._fit.least_px())
        header = table.horizontalHeader()
        right_px = header.sectionViewportPosition(Column.SYMBOL) + header.sectionSize(Column.SYMBOL)
        self._delegate.set_extent(right_px, header.length())

    # --- what the user asks for ---

    def _on_selection_changed(self) -> None:
        symbol = self.table.chosen_symbol()
        if symbol is not None:
            self.symbol_chosen.emit(symbol)

    def _on_first_asked(self) -> None:
        if self.model.rows:
            self.table.setFocus()
            self.table.selectRow(0)

    def _on_sort_chosen(self, section: int, order: Qt.SortOrder) -> None:
        column = None if section < 0 else Column(section)
        self.desk.order_by(column, descending=order is Qt.SortOrder.DescendingOrder)

    def _on_arranged(self) -> None:
        self.desk.arrange(self._fit.choices())

    def _on_add_asked(self) -> None:
        if self.desk.settings.shown_list() is not None:
            self.dialogs.before = self.table.chosen_symbol()
            self.dialogs.add_symbols()
        elif (symbol := self.table.chosen_symbol()) is not None:
            below = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            self._on_menu_asked(symbol, self.table.viewport().mapToGlobal(below))

    def _on_remove_asked(self) -> None:
        if (symbol := self.table.chosen_symbol()) is not None:
            row = self.table.currentIndex().row()
            self.desk.remove(symbol)
            self.table.go_on_from(row)

    def _on_step_asked(self, rows: int) -> None:
        if (symbol := self.table.chosen_symbol()) is not None:
            self.menus.step(symbol, rows)

    def _on_menu_asked(self, symbol: str | None, at: QPoint) -> None:
        self.menus.open(self.menus.row(symbol), at)

    def _on_heading_menu_asked(self, at: QPoint) -> None:
        header = self.table.horizontalHeader()
        self.menus.open(self.menus.heading(), header.viewport().mapToGlobal(at))


def _empty_text(name: str, query: str) -> str:
    """What a list says that has no rows."""
    if query.strip():
        return f"Nothing in “{name}” fits “{query.strip()}”. Esc shows all again."
    if name == ALL_SYMBOLS:
        return "The server has not told its symbols yet."
    return f"“{name}” is empty. Insert adds a symbol."
