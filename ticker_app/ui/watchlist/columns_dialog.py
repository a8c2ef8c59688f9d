"""The columns in a list: which are shown and in which order, all by key if one likes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ticker_app.ui import theme
from ticker_app.ui.watchlist.columns import BY_NAME, HEADINGS, NAMES, Column
from ticker_app.watch_settings import ColumnChoice

_COLUMN = int(Qt.ItemDataRole.UserRole)
_WIDTH = _COLUMN + 1
_HOW = "Ticked columns are shown as far as there is room. Space ticks one, Alt+↑ and Alt+↓ move it."


class ColumnsDialog(QDialog):
    """Arranges the columns at once, while it is open.

    Signals:
        arranged (list[ColumnChoice]): the user wants them so, from the left.
    """

    arranged = Signal(list)

    def __init__(
        self,
        choices: Sequence[ColumnChoice],
        without_room: Collection[Column],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Columns of the watchlist")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Columns, from left to right")
        self.list.setAccessibleDescription(_HOW)
        self._fill(choices, without_room)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._tell)
        how = QLabel(_HOW, self)
        how.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[4 * theme.UNIT] * 4)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(how)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._buttons())
        self.resize(theme.px(340), theme.px(460))

    def _fill(self, choices: Sequence[ColumnChoice], without_room: Collection[Column]) -> None:
        self.list.clear()
        for choice in choices:
            column = BY_NAME[choice.name]
            lacks = column in without_room and choice.shown
            name = HEADINGS[column].name
            item = QListWidgetItem(f"{name} — no room now" if lacks else name, self.list)
            item.setToolTip(HEADINGS[column].meaning)
            item.setData(_COLUMN, column.value)
            item.setData(_WIDTH, choice.width_px)
            if column is Column.SYMBOL:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if choice.shown else Qt.CheckState.Unchecked)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.UNIT)
        for text, key, rows in (("Move &up", "Alt+Up", -1), ("Move &down", "Alt+Down", 1)):
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.setToolTip(f"{text.replace('&', '')} ({key})")
            shortcut = QShortcut(QKeySequence(key), self)
            for signal in (button.clicked, shortcut.activated):
                signal.connect(lambda *_, rows=rows: self.move_current(rows))
            row.addWidget(button)
        usual = QPushButton("As &usual", self)
        usual.setAutoDefault(False)
        usual.setToolTip("All columns in their usual order, as wide as they need")
        usual.clicked.connect(self._on_usual_clicked)
        row.addWidget(usual)
        row.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.accept)
        row.addWidget(close)
        return row

    def move_current(self, rows: int) -> None:
        """Move the chosen column that many places down."""
        row = self.list.currentRow()
        if 0 <= row + rows < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + rows, item)
            self.list.setCurrentItem(item)
            self._tell()

    def choices(self) -> Iterator[ColumnChoice]:
        """The columns as they stand in the list."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            shown = item.checkState() is Qt.CheckState.Checked
            yield ColumnChoice(NAMES[Column(item.data(_COLUMN))], shown, item.data(_WIDTH))

    def _on_usual_clicked(self) -> None:
        self.list.blockSignals(True)
        self._fill([ColumnChoice(name) for name in NAMES.values()], ())
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        self.arranged.emit([*self.choices()])
