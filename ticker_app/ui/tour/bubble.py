"""The words of a step, and where one goes from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.tour.step import Step

_WIDTH_PX = 360
_MOVES = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class _Button(QPushButton):
    """Leaves the arrows to the bubble; Qt would move the focus by them."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Bubble(QFrame):
    """Title, a few sentences, and buttons.

    Signals:
        moved (int): one step on (1) or back (-1).
        skipped: no more of this.
    """

    moved = Signal(int)
    skipped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bubble")
        self.setFixedWidth(theme.px(_WIDTH_PX))
        self.title = self._label(theme.TEXT_PT + 2.5, bold=True)
        self.text = self._label(theme.TEXT_PT + 0.5)
        self.count = self._label(theme.TEXT_PT)
        self.count.setObjectName("muted")
        self.skip = self._button("Skip", "End the tour (Esc)")
        self.back = self._button("Back", "The step before (←)")
        self.next = self._button("Next", "The next step (→)")
        self._lay_out()
        self.skip.clicked.connect(self.skipped)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)

    def show_step(self, step: Step, number: int, steps: int) -> None:
        """Show a step; they count from 1."""
        self.title.setText(step.title)
        self.text.setText(step.text)
        self.count.setText(f"{number} of {steps}")
        self.back.setEnabled(number > 1)
        self.next.setText("Next" if number < steps else "Done")
        self.next.setAccessibleDescription(f"{step.title}. {step.text}")
        self._layout.activate()
        self.resize(self.width(), self.heightForWidth(self.width()))
        self.next.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.skipped.emit()
        elif key in _MOVES:
            self.moved.emit(_MOVES[key])
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among the buttons."""
        buttons = [one for one in (self.skip, self.back, self.next) if one.isEnabled()]
        focused = [one for one in buttons if one.hasFocus()]
        at = buttons.index(focused[0]) if focused else 0
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus()
        return True

    def _on_back(self) -> None:
        self.moved.emit(-1)

    def _on_next(self) -> None:
        self.moved.emit(1)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.UNIT)
        buttons.addWidget(self.count, 1)
        for button in (self.skip, self.back, self.next):
            buttons.addWidget(button)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(*[4 * theme.UNIT] * 4)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addSpacing(theme.UNIT)
        layout.addLayout(buttons)

    def _label(self, points: float, *, bold: bool = False) -> QLabel:
        label = QLabel(self)
        label.setFont(theme.font(points, bold=bold))
        label.setWordWrap(True)
        return label

    def _button(self, text: str, tip: str) -> QPushButton:
        button = _Button(text, self)
        button.setFont(theme.font())
        button.setToolTip(tip)
        # Enter presses the one that has the focus; Space is the key of push and pull everywhere.
        button.setAutoDefault(True)
        return button
