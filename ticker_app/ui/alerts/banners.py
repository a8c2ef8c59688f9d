"""Notices in a corner of the window, for desktops without a tray. They take no focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ticker_app.ui import theme

MOST = 3
"""More of them would cover what one looks at; all are in the log."""
STAYS_MS = 12_000
_MARGIN = 4 * theme.UNIT
_WIDTH = 90 * theme.UNIT


class Banner(QFrame):
    """One notice; it goes away by itself, but not while the pointer is on it.

    Signals:
        opened: the user wants to see what it is about.
        gone: it is over.
    """

    opened = Signal()
    gone = Signal()

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        # By the roles of Qt's palette, which takes other colours by itself.
        self.setStyleSheet(
            "#banner { background: palette(button); border: 1px solid palette(placeholder-text);"
            f" border-radius: {theme.RADIUS}px; }}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title, self.text = QLabel(title, self), QLabel(text, self)
        self.title.setFont(theme.font(bold=True))
        self.text.setFont(theme.font())
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.show_ = QPushButton("Show", self)
        self.close_ = QPushButton("✕", self)
        self.close_.setAccessibleName("Close this notice")
        for button in (self.show_, self.close_):
            button.setObjectName("flat")
            button.setFont(theme.font())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAYS_MS)
        self.timer.timeout.connect(self.close)
        self.timer.start()
        self.show_.clicked.connect(self._on_show)
        self.close_.clicked.connect(self.close)
        self.destroyed.connect(self.gone)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT)
        layout.addLayout(words, 1)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.show_, 0, top)
        layout.addWidget(self.close_, 0, top)
        self.setFixedWidth(theme.px(_WIDTH))

    def _on_show(self) -> None:
        self.opened.emit()
        self.close()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.timer.start()


class Banners(QObject):
    """Stacks notices in the lower right corner of a window, the newest lowest.

    Signals:
        opened (str): the user wants to see this symbol.
    """

    opened = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: list[Banner] = []
        window.installEventFilter(self)

    @property
    def shown(self) -> tuple[Banner, ...]:
        """Those on the screen, the newest last."""
        return tuple(self._shown)

    def tell(self, title: str, text: str, symbol: str) -> None:
        """Show a notice about a symbol, and let a screen reader say it."""
        while len(self._shown) >= MOST:
            self._shown[0].close()
        banner = Banner(title, text, self._window)
        banner.opened.connect(lambda: self.opened.emit(symbol))
        self._shown.append(banner)
        banner.installEventFilter(self)
        # Placed before it is there, or the pointer would be on it for a moment.
        self._place()
        banner.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(banner, f"{title}. {text}"))

    def _place(self) -> None:
        below = self._window.height() - _MARGIN - 8 * theme.UNIT
        for banner in reversed(self._shown):
            banner.adjustSize()
            below -= banner.height()
            banner.move(QPoint(self._window.width() - banner.width() - _MARGIN, below))
            banner.raise_()
            below -= 2 * theme.UNIT

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self._place()
        elif event.type() is QEvent.Type.Close and watched in self._shown:
            self._shown = [banner for banner in self._shown if banner is not watched]
            self._place()
        return False
