"""The view that the panes lie on, and what mouse and wheel do there."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from typing_extensions import override

_DRAG_FROM_PX = 3.0
NOTCH = 120
"""What Qt counts for one notch of a wheel."""


class ChartView(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A view on the panes that tells what the pointer does.

    pyqtgraph's own handling is left out: it asks every item at every move of the mouse, and
    moves its boxes before the rest of the chart has followed.

    Signals:
        pressed: a button of the mouse went down.
        pointed (QPointF): the pointer is here, px of the view.
        left: it is here no more.
        dragged (float): so many px to the right since the last time.
        resized: it has another size.
        wheeled (float, float): so many notches away from the user, and where, px from the left.
    """

    pressed = Signal()
    pointed = Signal(object)
    left = Signal()
    resized = Signal()
    dragged = Signal(float)
    wheeled = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self._pressed_at: QPointF | None = None
        self._dragged_to: QPointF | None = None
        # Whatever is smooth keeps within its bounds; or Qt paints the neighbours of all as well.
        self.setOptimizationFlag(self.OptimizationFlag.DontAdjustForAntialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Qt tells of a pointer that only moves if someone asks, and no item here does.
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Price above, its age below")
        self.setCursor(Qt.CursorShape.CrossCursor)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            # A menu that opened meanwhile has taken the release.
            self._pressed_at = self._dragged_to = None
        pressed = self._pressed_at
        if pressed is not None and abs(at.x() - pressed.x()) >= _DRAG_FROM_PX:
            self._pressed_at, self._dragged_to = None, pressed
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged_to is not None:
            self.dragged.emit(at.x() - self._dragged_to.x())
            self._dragged_to = at
        self.pointed.emit(at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = self._dragged_to = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        across, along = event.angleDelta().x() / NOTCH, event.angleDelta().y() / NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across, along = across + along, 0.0
        if across:
            self.dragged.emit(across * self.width() / 10)
        if along:
            self.wheeled.emit(along, event.position().x())
        event.accept()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
