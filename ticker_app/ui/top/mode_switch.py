"""The one large switch: Push | Pull."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from ticker_app.choice import Mode
from ticker_app.ui import theme
from ticker_app.ui.wording import MODE_NAMES

_HEIGHT = 38
_TEXT_PT = theme.TEXT_PT + 1.5
_ROOM = 11 * theme.UNIT
"""Beside the words, for both ends of a round button, px."""
_MEANINGS = {
    Mode.PUSH: "The server sends each price as soon as there is one (Space switches)",
    Mode.PULL: "This window asks the server for prices again and again (Space switches)",
}


class ModeSwitch(QFrame):
    """Shows which side begins, asks for the other one: by mouse, by arrow keys, by Space.

    Signals:
        mode_chosen (Mode): the user chose the other side.
    """

    mode_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("switch")
        self.setAccessibleName("How prices come")
        height = theme.px(_HEIGHT)
        self.setFixedHeight(height)
        self._group = QButtonGroup(self)
        self.sides = {mode: self._side(mode) for mode in Mode}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(0)
        metrics = QFontMetrics(theme.font(_TEXT_PT, bold=True))
        width = max(map(metrics.horizontalAdvance, MODE_NAMES.values())) + theme.px(_ROOM)
        for button in self.sides.values():
            button.setFixedSize(QSize(width, height - 6))
            layout.addWidget(button)
        self._group.buttonToggled.connect(self._on_button_toggled)

    def _side(self, mode: Mode) -> QPushButton:
        button = QPushButton(MODE_NAMES[mode], self)
        button.setObjectName(mode.value)
        button.setFont(theme.font(_TEXT_PT, bold=True))
        button.setCheckable(True)
        button.setToolTip(_MEANINGS[mode])
        button.setWhatsThis(_MEANINGS[mode])
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(button)
        return button

    def show_mode(self, mode: Mode) -> None:
        """Show which side begins, without asking for it."""
        with QSignalBlocker(self._group):
            self.sides[mode].setChecked(True)

    def flip(self) -> None:
        """Ask for the other side."""
        other = next(button for button in self.sides.values() if not button.isChecked())
        other.click()

    def _on_button_toggled(self, button: QPushButton, checked: bool) -> None:
        if checked:
            self.mode_chosen.emit(Mode(button.objectName()))
