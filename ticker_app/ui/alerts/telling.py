"""Telling that alerts fired: on the desktop where there is a tray, else in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ticker_app.alerts.firing import Firing
from ticker_app.ui.alerts import words
from ticker_app.ui.alerts.banners import Banners
from ticker_app.ui.alerts.tray import Tray

NAMED = 3


class Telling(QObject):
    """Tells a user what fired.

    What fires within one turn of the loop is told together: a hundred alerts at once are one
    notice, and one beep. All are in the log.

    Signals:
        symbol_wanted (str): the user wants to see this symbol.
    """

    symbol_wanted = Signal(str)

    def __init__(
        self, window: QWidget, decimals: Callable[[str], int], tray: Tray | None = None
    ) -> None:
        """
        Args:
            window: where it is told where there is no tray.
            decimals: of a symbol's prices.
            tray: the tray's notices; None: the desktop's.
        """
        super().__init__(window)
        self._decimals = decimals
        self._waiting: list[Firing] = []
        self.banners = Banners(window)
        self.tray = tray or Tray(window)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.tell)
        for notices in (self.banners, self.tray):
            notices.opened.connect(self.symbol_wanted)

    def hear(self, firing: Firing) -> None:
        """This fired; it is told at the end of this turn."""
        self._waiting.append(firing)
        self._soon.start(0)

    def tell(self) -> None:
        """Tell what waits to be told."""
        firings, self._waiting = self._waiting, []
        if not firings:
            return
        title, text = self._words(firings)
        notices = self.tray if self.tray.is_there() else self.banners
        notices.tell(title, text, firings[-1].alert.symbol)
        if any(firing.alert.sound for firing in firings):
            QApplication.beep()

    def _words(self, firings: list[Firing]) -> tuple[str, str]:
        first = firings[0]
        if len(firings) == 1:
            decimals = self._decimals(first.alert.symbol)
            return words.headline(first, decimals), words.details(first, decimals)
        lines = [
            words.headline(each, self._decimals(each.alert.symbol)) for each in firings[:NAMED]
        ]
        if len(firings) > NAMED:
            lines.append(f"and {len(firings) - NAMED} more, in the log")
        return f"{len(firings)} alerts", "\n".join(lines)
