"""A table of the exact values of a chart, for reading and for those who hear a screen."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ticker_app.shown.table import Table
from ticker_app.ui import theme
from ticker_app.ui.plain_text import plain_label
from ticker_app.ui.values.model import ValuesModel

ROW_HEIGHT = 6 * theme.UNIT
NO_VALUES = "No values in view yet"
_PADDING = theme.UNIT + 2
"""As the headings have it."""
# The colour of what is chosen may be one that means a direction here.
_STYLE = f"""
    QTableView::item {{ padding: 0 {_PADDING}px; }}
    QTableView::item:selected {{ background: palette(alternate-base); color: palette(text); }}
"""
_LEAST_ROWS = 4


class ValuesPanel(QFrame):
    """Rows of values, newest first. They move on with the chart, and the place that one reads
    stays where it is."""

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.model = ValuesModel(locale, self)
        self.heading = plain_label(QLabel(NO_VALUES, self))
        self.heading.setFont(theme.font())
        self.heading.setObjectName("muted")
        # The narrowest panel cuts it rather than making the window wider.
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.table = QTableView(self)
        self._widths: list[int] = []
        self._set_up_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, 1, theme.UNIT)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(self.heading)
        layout.addWidget(self.table)
        self.model.modelReset.connect(self._on_reset)
        self.model.rowsInserted.connect(self._on_rows_inserted)

    def show_table(self, table: Table, now_us: int) -> None:
        """Show these values. now_us: client clock."""
        self.model.show(table, now_us)
        self._fit_columns()
        count = table.length
        rows = "1 row" if count == 1 else f"{count} rows"
        said = f"{table.symbol} {table.what}: {rows} in view, newest first"
        self.heading.setText(said if count else NO_VALUES)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, or all, to be pasted into a sheet."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self.model.text(rows or None))

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setFont(theme.font())
        table.setAccessibleName("Values of the chart, newest first")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setStyleSheet(_STYLE)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        rows = table.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = table.horizontalHeader()
        heading.setFont(theme.font())
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setStretchLastSection(True)
        self.fit()

    def fit(self) -> None:
        """Rows and columns for text as large as it is now."""
        height = theme.px(ROW_HEIGHT)
        self.table.verticalHeader().setDefaultSectionSize(height)
        self.table.setMinimumHeight((_LEAST_ROWS + 1) * height)
        self._widths = [0] * self.model.columnCount()

    def _on_reset(self) -> None:
        self.fit()
        self.table.scrollToTop()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Rows that come above what is read must not push it down."""
        bar = self.table.verticalScrollBar()
        if first == 0 and bar.value() > 0:
            bar.setValue(bar.value() + last - first + 1)

    def _fit_columns(self) -> None:
        """As wide as the headings and both ends of the table; never narrower than before."""
        metrics = QFontMetrics(self.table.font())
        last = self.model.rowCount() - 1
        for number, before in enumerate(self._widths):
            texts = [self.model.headerData(number, Qt.Orientation.Horizontal)]
            texts += [self.model.index(row, number).data() or "" for row in (0, last)]
            width = max(map(metrics.horizontalAdvance, texts)) + 4 * _PADDING
            if width > before:
                self._widths[number] = width
                self.table.setColumnWidth(number, width)
