"""A window that looks at a session only while someone can see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from ticker_app.session import Session
from ticker_app.ui.bridge import Bridge, frame_rate_hz
from ticker_app.ui.loop_lag import LoopLag

LEAST_SIZE = QSize(1024, 640)


class LookingWindow(QMainWindow):
    """Owns the bridge, and measures how long frames take and when ticks were painted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.bridge = Bridge(session, self)
        self.lag = LoopLag(session.clock, self)
        self.bridge.pause_changed.connect(self._leave_out_waiting)

    def _leave_out_waiting(self) -> None:
        """No frame has shown what came since the last look."""
        if (path := self._session.tick_path()) is not None:
            path.leave_out_waiting()

    def _look_if_seen(self) -> None:
        if self.isVisible() and not self.isMinimized():
            self._leave_out_waiting()
            self.bridge.start(frame_rate_hz(self.screen()))
            self.lag.start()
        else:
            self.bridge.stop()
            self.lag.stop()

    @override
    def event(self, event: QEvent) -> bool:
        began_us = self._session.clock()
        handled = super().event(event)
        if event.type() is QEvent.Type.UpdateRequest:
            painted_us = self._session.clock()
            self.lag.add_frame(painted_us - began_us + self.bridge.took_us)
            if not self.bridge.is_paused and (path := self._session.tick_path()) is not None:
                path.painted(painted_us, self.bridge.looked_us)
        elif event.type() is QEvent.Type.LayoutRequest:
            self.setMinimumSize(self.minimumSizeHint().expandedTo(LEAST_SIZE))
        return handled

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_if_seen()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look_if_seen()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._look_if_seen()
