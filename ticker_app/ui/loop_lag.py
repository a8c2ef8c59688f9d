"""How busy the window is: what it may add to the moment at which a price is stamped."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer

from server.wire import Clock

BEAT_MS = 100
BEATS_KEPT = 50
FRAMES_KEPT = 300
"""Both are about five seconds."""


class LoopLag(QObject):
    """Measures how late a timer fires on the window's one loop, and how long frames take.

    Feeds and widgets share that loop, so a long paint delays the stamp of a price by as much.
    """

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._due_us: int | None = None
        self._lags_us: deque[int] = deque(maxlen=BEATS_KEPT)
        self._frames_us: deque[int] = deque(maxlen=FRAMES_KEPT)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin to measure."""
        self._due_us = None
        self._timer.start()

    def stop(self) -> None:
        """Measure no more; what was measured stays."""
        self._timer.stop()

    def beat(self) -> None:
        """The timer fired; it should have done so one beat after the last time."""
        now_us = self._clock()
        if self._due_us is not None:
            self._lags_us.append(max(0, now_us - self._due_us))
        self._due_us = now_us + BEAT_MS * 1000

    def add_frame(self, took_us: int) -> None:
        """A frame was read and painted."""
        self._frames_us.append(took_us)

    @property
    def lag_us(self) -> int | None:
        """How late the timer fired, p95 over the last seconds; None before two beats."""
        return _p95(self._lags_us)

    @property
    def frame_us(self) -> int | None:
        """How long a frame took, p95 over the last seconds; None before the first."""
        return _p95(self._frames_us)

    @property
    def busy_us(self) -> int | None:
        """The longer of the two: how long a price may wait for its stamp."""
        return max((us for us in (self.lag_us, self.frame_us) if us is not None), default=None)


def _p95(values: deque[int]) -> int | None:
    return sorted(values)[(len(values) * 95 - 1) // 100] if values else None
