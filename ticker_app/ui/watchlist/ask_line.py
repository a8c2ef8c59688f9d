"""A small dialog that asks for one line, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ticker_app.ui import theme
from ticker_app.ui.plain_text import plain_label
from ticker_app.watch_settings import WatchError

_LEAST_PX = 320


class AskLine(QDialog):
    """Asks until the answer can be used, or the user gives up. It does not wait: `open` it.

    Args:
        title: of the dialog.
        question: before the line.
        take: given the line; raises `WatchError` with what is wrong.
        button: what the button says that gives the answer.
        text: what stands there at first.
    """

    def __init__(
        self,
        title: str,
        question: str,
        take: Callable[[str], None],
        *,
        button: str,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = QLineEdit(text, self)
        self.line.setAccessibleName(question)
        self.line.selectAll()
        self.said = plain_label(QLabel(self))
        self.said.setWordWrap(True)
        self.said.setMinimumWidth(theme.px(_LEAST_PX))
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        give = buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        give.setDefault(True)
        buttons.accepted.connect(self._on_given)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[4 * theme.UNIT] * 4)
        layout.setSpacing(2 * theme.UNIT)
        for part in (QLabel(question, self), self.line, self.said, buttons):
            layout.addWidget(part)
        self.line.setFocus()

    def _on_given(self) -> None:
        try:
            self._take(self.line.text())
        except WatchError as error:
            self.said.setText(str(error))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, str(error)))
            self.line.selectAll()
        else:
            self.accept()
