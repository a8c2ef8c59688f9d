"""A table that looks like the watchlist, and that keys can work in."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ticker_app.ui import theme

_ROW_HEIGHT = 7 * theme.UNIT


class AlertTable(QTableView):
    """Rows to be looked at, opened, deleted and, where a model has marks, switched.

    Signals:
        opened (int): Enter or a double click on this row.
        deleted (int): Delete on this row.
    """

    opened = Signal(int)
    deleted = Signal(int)

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setFont(theme.font())
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        # As much as the headings have, so that both stand on one line.
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.UNIT - 1}px; border: none; }}")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setFont(theme.font())
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.setStretchLastSection(True)
        # `fit` makes the columns as wide as they need to be, and no wider.
        heading.setDefaultSectionSize(heading.minimumSectionSize())
        self._fit_rows()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def fit(self) -> None:
        """Make room for what is shown. Columns only grow: numbers move nothing."""
        for column in range(self.model().columnCount() - 1):
            wanted = max(
                self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column)
            )
            if wanted > self.columnWidth(column):
                self.setColumnWidth(column, wanted)

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(_ROW_HEIGHT))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_rows()
            self.fit()

    @override
    def event(self, event: QEvent) -> bool:
        """Space switches the row here, whatever it does in the rest of the window."""
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if (
            is_space
            and event.type() is QEvent.Type.ShortcutOverride
            and self.currentIndex().isValid()
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        told = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Delete: self.deleted,
            Qt.Key.Key_Backspace: self.deleted,
        }.get(Qt.Key(event.key()))
        if told is not None and row >= 0:
            told.emit(row)
        else:
            super().keyPressEvent(event)
