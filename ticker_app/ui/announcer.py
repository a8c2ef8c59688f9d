"""What a screen reader hears of the window, politely and not too often."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

GAP_MS = 3_000


class Announcer(QObject):
    """Says changes of state, at most one in three seconds.

    Of those that come in between only the last is said, when the time has passed: states that
    were left again meanwhile are of no use to anybody. A price is no change of state.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._said: str | None = None
        self._waiting: str | None = None
        self.gap = QTimer(self)
        self.gap.setSingleShot(True)
        self.gap.setInterval(GAP_MS)
        self.gap.timeout.connect(self._on_gap_over)

    def say(self, sentence: str) -> None:
        """Say it now or soon, when the reader has nothing more urgent to say."""
        if self.gap.isActive():
            self._waiting = sentence
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._said = sentence
        event = QAccessibleAnnouncementEvent(self._window, sentence)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
        self.gap.start()

    def _on_gap_over(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting != self._said:
            self._say(waiting)
