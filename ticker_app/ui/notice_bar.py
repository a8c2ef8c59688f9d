"""One sentence about what failed and what to do; it takes no room while all is well."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ticker_app.ui import theme
from ticker_app.ui.plain_text import plain_label


class NoticeBar(QFrame):
    """Shows a notice until the user dismisses it.

    Signals:
        dismissed: the user has read it.
        said (str): there is another sentence to read.
    """

    dismissed = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._sentence = plain_label(QLabel(self))
        self._sentence.setFont(theme.font())
        self._sentence.setWordWrap(True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton("Dismiss", self)
        self.button.setObjectName("flat")
        self.button.setFont(theme.font())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self.button)
        self.button.clicked.connect(self.dismissed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, or nothing."""
        return self._sentence.text()

    def show_notice(self, notice: str | None) -> None:
        """Show a sentence, or disappear."""
        if (notice or "") == self.text:
            return
        self._sentence.setText(notice or "")
        self.setVisible(notice is not None)
        if notice is not None:
            self.said.emit(notice)
