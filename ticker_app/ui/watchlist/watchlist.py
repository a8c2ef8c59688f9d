"""The watchlist: symbols with their prices, live, sortable; one is on the chart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.palette import Palette
from ticker_app.ui.watchlist.column_fit import ColumnFit
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.delegate import WatchlistDelegate
from ticker_app.ui.watchlist.model import WatchlistModel
from ticker_app.ui.watchlist.table import WatchTable

ORDER_US = 1_000_000
"""Rows change places no more often than this."""


class Watchlist(QFrame):
    """Shows the newest price of every symbol; asks for the one that is chosen.

    Signals:
        symbol_chosen (str): the user chose another symbol.
    """

    symbol_chosen = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.model = WatchlistModel(self)
        self._delegate = WatchlistDelegate(palette, self.model, self)
        self.table = WatchTable(self.model, self._delegate, self)
        self._fit = ColumnFit(self.table, self.model)
        self._ordered_us = 0
        self.setFont(theme.font())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, theme.UNIT, 1, theme.UNIT)
        layout.addWidget(self.table)
        self._connect()

    def _connect(self) -> None:
        self._fit.fitted.connect(self._on_fitted)
        self.table.room_changed.connect(self._fit.make_room)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._on_sort_chosen)
        self.model.modelReset.connect(self._on_model_reset)
        self._on_fitted()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._delegate.set_palette(palette)
        self.table.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Another font: columns may be narrower too."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.table.fit_rows()
            self._fit.measure_again()

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed."""
        self.model.seen = self.table.rows_in_sight()
        self.model.refresh(session, now_us)
        self._show_selected(session.selected)

    def refresh_ages(self, now_us: int) -> None:
        """Let the ages grow, and put the rows in order unless someone aims at one."""
        self.model.seen = self.table.rows_in_sight()
        self.model.set_now(now_us)
        self._fit.fit(self.model.seen)
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

    def _show_selected(self, symbol: str | None) -> None:
        number = self.model.number_of(symbol)
        if number is not None and symbol != self.table.chosen_symbol():
            with QSignalBlocker(self):
                self.table.selectRow(number)

    def _on_selection_changed(self) -> None:
        symbol = self.table.chosen_symbol()
        if symbol is not None:
            self.symbol_chosen.emit(symbol)

    def _on_sort_chosen(self, section: int, order: Qt.SortOrder) -> None:
        column = None if section < 0 else Column(section)
        self.model.order_by(column, descending=order is Qt.SortOrder.DescendingOrder)

    def _on_model_reset(self) -> None:
        self._fit.fit(range(len(self.model.rows)))

    def _on_fitted(self) -> None:
        table = self.table
        table.like_to_be(self._fit.preferred_px(), self._fit.least_px())
        header = table.horizontalHeader()
        right_px = header.sectionViewportPosition(Column.SYMBOL) + header.sectionSize(Column.SYMBOL)
        self._delegate.set_extent(right_px, header.length())
