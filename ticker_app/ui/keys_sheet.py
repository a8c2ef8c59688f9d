"""The keys, on one sheet that does not stop anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.actions import ActionTable

_COLUMNS = 2


class KeysSheet(QDialog):
    """Lists the keys of a table; shown beside the window's work, never instead of it."""

    def __init__(self, table: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setModal(False)
        self._table = table
        self._inside: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*[5 * theme.UNIT] * 4)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F1), self)
        shortcut.activated.connect(self.close)

    @property
    def words(self) -> list[str]:
        """All that it says, from top to bottom."""
        inside = self._inside
        return [label.text() for label in inside.findChildren(QLabel)] if inside else []

    def toggle(self) -> None:
        """Show it, or put it away."""
        self.setVisible(not self.isVisible())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """What was added since it was last shown is on it too."""
        super().showEvent(event)
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = self._made()
        self._layout.addWidget(self._inside)
        self.adjustSize()

    def _made(self) -> QWidget:
        inside = QWidget(self)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(10 * theme.UNIT)
        groups = self._table.keys()
        rows = sum(len(keys) + 2 for _, keys in groups)
        grid = self._column(columns)
        for group, keys in groups:
            if grid.rowCount() > rows / _COLUMNS:
                grid = self._column(columns)
            self._fill(grid, group, keys)
        return inside

    def _column(self, columns: QHBoxLayout) -> QGridLayout:
        column = QVBoxLayout()
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * theme.UNIT)
        grid.setVerticalSpacing(theme.UNIT)
        column.addLayout(grid)
        column.addStretch(1)
        columns.addLayout(column)
        return grid

    def _fill(self, grid: QGridLayout, group: str, keys: list[tuple[str, str]]) -> None:
        first = grid.rowCount()
        if first > 1:
            grid.setRowMinimumHeight(first, 2 * theme.UNIT)
        heading = _label(group)
        heading.setObjectName("muted")
        grid.addWidget(heading, first + 1, 0, 1, 2)
        for row, (key, text) in enumerate(keys, first + 2):
            grid.addWidget(_label(key, bold=True), row, 0)
            grid.addWidget(_label(text), row, 1)


def _label(text: str, *, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font(bold=bold))
    return label
