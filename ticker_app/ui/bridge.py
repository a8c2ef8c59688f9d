"""Between a session, which knows no Qt, and the widgets: one timer that reads and tells."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QScreen

from ticker_app.moment import Moment
from ticker_app.session import Session

DEFAULT_RATE_HZ = 60.0
MOST_HZ = 60.0
SLOW_US = 250_000
"""Figures and ages are read four times a second; faster than that nobody can read them."""


def frame_rate_hz(screen: QScreen | None) -> float:
    """The screen's rate, at most 60; 60 where it says none."""
    rate_hz = screen.refreshRate() if screen is not None else 0.0
    return min(rate_hz, MOST_HZ) if rate_hz >= 1 else DEFAULT_RATE_HZ


class Bridge(QObject):
    """Looks at a session once per frame, and only while someone can see the window.

    While it is paused it goes on looking, but what it shows is one moment.

    shown: what a picture is of: the session, or how it was at the pause.

    Signals:
        session_changed (int): something in the session may have changed; now, µs.
        frame_passed (int): time moved on by a frame; now, µs, client clock.
        quarter_passed (int): a quarter of a second passed; now, µs, client clock.
        pause_changed (bool): the picture stands still, or goes on. While it stands still, now
            is the moment of the pause.
    """

    session_changed = Signal(object)
    frame_passed = Signal(object)
    quarter_passed = Signal(object)
    pause_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._moment: Moment | None = None
        self.shown = session
        self._revision: int | None = None
        self._slow_due_us = 0
        self.looked_us = 0
        """When it last began to look; all that had arrived by then is shown."""
        self.took_us = 0
        """How long the last look took, with all that was read because of it."""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    @property
    def is_running(self) -> bool:
        """Whether it looks at all."""
        return self._timer.isActive()

    def start(self, rate_hz: float) -> None:
        """Look at once, then that many times a second."""
        self._timer.start(round(1000 / rate_hz))
        self.look()

    def stop(self) -> None:
        """Look no more, because nobody sees it."""
        self._timer.stop()

    @property
    def is_paused(self) -> bool:
        """Whether the picture stands still."""
        return self._moment is not None

    @property
    def paused_us(self) -> int | None:
        """The moment that is shown, client clock; None: it is not paused."""
        return None if self._moment is None else self._moment.now_us

    def toggle_pause(self) -> None:
        """Let the picture stand still while prices keep coming, or show them again."""
        self._moment = Moment(self._session) if self._moment is None else None
        self.shown = self._moment or self._session
        self.look_again()
        self.pause_changed.emit(self.is_paused)
        self.look()

    def look_again(self) -> None:
        """Tell everything at the next look, changed or not."""
        self._revision = None
        self._slow_due_us = 0

    def look(self) -> None:
        """Read the session and tell what may have changed."""
        looked_us = self.looked_us = self._session.clock()
        now_us = looked_us if self.paused_us is None else self.paused_us
        if self._session.revision != self._revision:
            self._revision = self._session.revision
            self.session_changed.emit(now_us)
        if looked_us >= self._slow_due_us:
            self._slow_due_us = looked_us + SLOW_US
            self.quarter_passed.emit(now_us)
        self.frame_passed.emit(now_us)
        self.took_us = self._session.clock() - looked_us
