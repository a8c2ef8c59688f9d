"""The watchlist: every symbol, live, sortable; one is on the chart."""

from __future__ import annotations

from collections.abc import Iterator, Set

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ticker_app.session import Session
from ticker_app.ui import theme, wording
from ticker_app.ui.palette import Palette
from ticker_app.ui.watchlist.delegate import PADDING, WatchlistDelegate
from ticker_app.ui.watchlist.model import HEADINGS, SORT_ROLE, Column, WatchlistModel

ROW_HEIGHT = 8 * theme.UNIT
_SAMPLES = {
    Column.SYMBOL: "WWW",
    Column.LAST: f"{wording.UP} 000.00",
    Column.CHANGE: f"{wording.UP} +0.00",
    Column.PERCENT: f"+0.00{wording.NARROW}%",
    Column.BID: "000.00",
    Column.ASK: "000.00",
    Column.AGE: f"00{wording.NARROW}s",
}

_GIVE_WAY = {Column.BID, Column.ASK}
_GIVE_WAY_BEFORE_A_TABLE = set(Column) - {Column.SYMBOL, Column.LAST, Column.PERCENT}


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
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self._delegate = WatchlistDelegate(palette, self)
        self.table = QTableView(self)
        self._set_up_table()
        self._hidden: Set[Column] = set()
        self._widths = dict.fromkeys(Column, 0)
        self.model.modelReset.connect(self._fit_columns)
        self._fit_columns()
        self.setFont(theme.font())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, theme.UNIT, 1, theme.UNIT)
        layout.addWidget(self.table)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._sorted)
        table.setItemDelegate(self._delegate)
        table.setFont(theme.font())
        table.setAccessibleName("Watchlist")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = table.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = table.horizontalHeader()
        heading.setFont(theme.font())
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading.setSortIndicatorClearable(True)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heading.setStretchLastSection(True)
        table.setSortingEnabled(True)
        self._fit_rows()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._delegate.palette = palette
        self.table.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Another font: columns may be narrower too."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_rows()
            self._widths = dict.fromkeys(Column, 0)
            self._fit_columns()

    def _fit_rows(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.table.horizontalHeader().setFixedHeight(theme.px(ROW_HEIGHT))

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed."""
        self.model.refresh(session, now_us)
        self._show_selected(session.selected)

    def refresh_ages(self, now_us: int) -> None:
        """Let the ages grow."""
        self.model.set_now(now_us)
        self._fit_columns()

    def step(self, rows: int) -> None:
        """Choose the symbol that many rows further down, as it is sorted now."""
        row = self.table.currentIndex().row() + rows
        if 0 <= row < self._sorted.rowCount():
            self.table.selectRow(row)

    def _show_selected(self, symbol: str | None) -> None:
        number = self.model.number_of(symbol)
        if number is None:
            return
        index = self._sorted.mapFromSource(self.model.index(number, Column.SYMBOL))
        if index.row() != self.table.currentIndex().row():
            with QSignalBlocker(self):
                self.table.selectRow(index.row())

    def _on_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self._sorted.mapToSource(current).row()
        if row >= 0:
            self.symbol_chosen.emit(self.model.rows[row].symbol)

    def _fit_columns(self) -> None:
        """Wide enough for what these symbols show. Columns only grow: numbers move nothing."""
        metrics = QFontMetrics(self.table.font())
        before = dict(self._widths)
        for column in Column:
            width = max(map(metrics.horizontalAdvance, self._texts(column))) + 2 * PADDING
            self._widths[column] = max(self._widths[column], width)
        if self._widths == before:
            return
        for column, width in self._widths.items():
            self.table.setColumnWidth(column, width)
        self._take_width()

    def _texts(self, column: Column) -> Iterator[str]:
        yield from (HEADINGS[column][0], _SAMPLES[column])
        room_for_arrow = f"{wording.UP} " if column is Column.LAST else ""
        for row in range(len(self.model.rows)):
            yield room_for_arrow + self.model.index(row, column).data()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window bid and ask give way to the chart."""
        self._hide(_GIVE_WAY if narrow else set())

    def set_slim(self) -> None:
        """Beside a table that needs the room only symbols, prices and percents stay."""
        self._hide(_GIVE_WAY_BEFORE_A_TABLE)

    def _hide(self, columns: Set[Column]) -> None:
        self._hidden = columns
        for column in Column:
            self.table.setColumnHidden(column, column in columns)
        self._take_width()

    def _take_width(self) -> None:
        shown = set(Column) - self._hidden
        scroll_bar = self.table.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(sum(self._widths[column] for column in shown) + scroll_bar + 2)
