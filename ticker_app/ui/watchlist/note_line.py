"""One sentence below the rows about what was asked for last, and a way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ticker_app.ui import theme
from ticker_app.ui.plain_text import plain_label

SHOWN_US = 10_000_000


class NoteLine(QWidget):
    """Shows a sentence for a while.

    Signals:
        undo_asked: what it says shall be taken back.
    """

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._until_us: int | None = None
        self.sentence = plain_label(QLabel(self))
        self.sentence.setFont(theme.font())
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo = self._button("Undo", "Take it back")
        self.undo.clicked.connect(self._on_undo_clicked)
        self.close_ = self._button("✕", "Put this line away")
        self.close_.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.UNIT, theme.UNIT, theme.UNIT, 0)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self.close_)
        self.hide()

    def tell(self, sentence: str, *, can_undo: bool) -> None:
        """Show a sentence until some time has passed."""
        self._until_us = None
        self.sentence.setText(sentence)
        self.undo.setVisible(can_undo)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def set_now(self, now_us: int) -> None:
        """Let the time pass."""
        if self.isHidden():
            return
        if self._until_us is None:
            self._until_us = now_us + SHOWN_US
        elif now_us >= self._until_us:
            self.hide()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("flat")
        button.setFont(theme.font())
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _on_undo_clicked(self) -> None:
        self.hide()
        self.undo_asked.emit()
