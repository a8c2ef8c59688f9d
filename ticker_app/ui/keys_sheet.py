"""The keys, on one sheet that does not stop anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ticker_app.ui import theme
from ticker_app.ui.actions import ActionTable

_MOST_COLUMNS = 4
_MARGIN = 5 * theme.UNIT
_ROW_GAP = theme.UNIT
_HEAD_ROWS = 2
"""A group has its name, and a gap before it."""

Keys = Sequence[tuple[str, str]]


class KeysSheet(QDialog):
    """Lists the keys of a table; shown beside the window's work, never instead of it."""

    def __init__(self, table: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setModal(False)
        self._table = table
        self._inside: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*[_MARGIN] * 4)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F1), self)
        shortcut.activated.connect(self.close)

    @property
    def words(self) -> list[str]:
        """All that it says, from top to bottom."""
        inside = self._inside
        return [label.text() for label in inside.findChildren(QLabel)] if inside else []

    def toggle(self) -> None:
        """Show it in the middle of its window, or put it away."""
        if self.isVisible():
            self.close()
            return
        self._renew()
        self.setAttribute(Qt.WidgetAttribute.WA_Moved, False)
        self.show()

    def _renew(self) -> None:
        """What was added since it was last shown is on it too."""
        if self._inside is not None:
            self._inside.deleteLater()
            self._layout.removeWidget(self._inside)
        self._inside = self._made()
        self._layout.addWidget(self._inside)
        self.adjustSize()

    def _made(self) -> QWidget:
        inside = QWidget(self)
        layout = QHBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10 * theme.UNIT)
        groups = self._table.keys()
        row_px = QFontMetrics(theme.font()).height() + _ROW_GAP
        most_rows = (self.screen().availableGeometry().height() - 4 * _MARGIN) // row_px
        for column in columns([len(keys) + _HEAD_ROWS for _, keys in groups], most_rows):
            grid = self._column(layout)
            for index in column:
                self._fill(grid, *groups[index])
        return inside

    def _column(self, layout: QHBoxLayout) -> QGridLayout:
        column = QVBoxLayout()
        grid = QGridLayout()
        grid.setHorizontalSpacing(5 * theme.UNIT)
        grid.setVerticalSpacing(_ROW_GAP)
        column.addLayout(grid)
        column.addStretch(1)
        layout.addLayout(column)
        return grid

    def _fill(self, grid: QGridLayout, group: str, keys: Keys) -> None:
        first = grid.rowCount()
        if first > 1:
            grid.setRowMinimumHeight(first, 2 * theme.UNIT)
        heading = _label(group)
        heading.setObjectName("muted")
        grid.addWidget(heading, first + 1, 0, 1, 2)
        for row, (key, text) in enumerate(keys, first + 2):
            grid.addWidget(_label(key, bold=True), row, 0)
            grid.addWidget(_label(text), row, 1)


def columns(rows: Sequence[int], most_rows: int) -> list[list[int]]:
    """Groups in as few columns as fit, all about equally high; at most four.

    Args:
        rows: of each group.
        most_rows: of a column.

    Returns:
        Which groups stand in each column; their order stays.
    """
    packed = [_packed(rows, count) for count in range(1, _MOST_COLUMNS + 1)]
    fitting = (one for one in packed if _height(rows, one) <= most_rows)
    return next(fitting, packed[-1])


def _packed(rows: Sequence[int], count: int) -> list[list[int]]:
    """In so many columns, the highest of them as low as it can be."""
    limit = max(max(rows, default=0), -(-sum(rows) // count))
    while len(found := _filled(rows, limit)) > count:
        limit += 1
    return found


def _filled(rows: Sequence[int], limit: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for index, more in enumerate(rows):
        if found[-1] and sum(rows[one] for one in found[-1]) + more > limit:
            found.append([])
        found[-1].append(index)
    return found


def _height(rows: Sequence[int], packed: list[list[int]]) -> int:
    return max(sum(rows[index] for index in column) for column in packed)


def _label(text: str, *, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font(bold=bold))
    return label
