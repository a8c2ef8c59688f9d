"""Notices on the desktop, by the tray."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from ticker_app.ui.plain_text import plain_notice

SHOWN_MS = 10_000
"""A wish; most desktops have their own time."""


class Tray(QObject):
    """An icon in the tray, there from the first notice on; a click brings the window forward.

    Signals:
        opened (str): the user clicked on a notice about this symbol.
    """

    opened = Signal(str)

    def __init__(
        self,
        window: QWidget,
        make_icon: Callable[[QIcon, QObject], QSystemTrayIcon] = QSystemTrayIcon,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._make_icon = make_icon
        self._icon: QSystemTrayIcon | None = None
        self._symbol = ""

    @staticmethod
    def is_there() -> bool:
        """Whether this desktop has a tray that shows notices; it may come and go."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def tell(self, title: str, text: str, symbol: str) -> None:
        """Show a notice about a symbol."""
        self._symbol = symbol
        if self._icon is None:
            self._icon = self._make_icon(QApplication.windowIcon(), self)
            self._icon.setToolTip(self._window.windowTitle())
            self._icon.messageClicked.connect(self._on_message_clicked)
            self._icon.activated.connect(self._come_forward)
            self._icon.show()
        icon = QSystemTrayIcon.MessageIcon.Information
        self._icon.showMessage(plain_notice(title), plain_notice(text), icon, SHOWN_MS)

    def _on_message_clicked(self) -> None:
        self._come_forward()
        self.opened.emit(self._symbol)

    def _come_forward(self, _reason: object = None) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
