"""The keys, on one sheet that does not stop anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

from ticker_app.ui import theme

KEYS = (
    ("Space", "push or pull"),
    ("C", "compare lanes side by side, or back to one"),
    ("↑  ↓", "another symbol"),
    ("1  2  3  4", "show more or less time"),
    ("F", "follow the newest price"),
    ("R", "reference reading on or off"),
    ("Tab", "to the next control; arrows change it"),
    ("Shift+F1", "then click a figure: what it means"),
    ("F1  Esc", "this sheet"),
)


class KeysSheet(QDialog):
    """Lists the keys; shown beside the window's work, never instead of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setModal(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(*[5 * theme.UNIT] * 4)
        grid.setHorizontalSpacing(6 * theme.UNIT)
        grid.setVerticalSpacing(2 * theme.UNIT)
        for row, (keys, meaning) in enumerate(KEYS):
            for column, (text, bold) in enumerate(((keys, True), (meaning, False))):
                label = QLabel(text, self)
                label.setFont(theme.font(bold=bold))
                grid.addWidget(label, row, column)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F1), self)
        shortcut.activated.connect(self.close)

    def toggle(self) -> None:
        """Show it, or put it away."""
        self.setVisible(not self.isVisible())
