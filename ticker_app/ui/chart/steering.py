"""How the user moves through time: by mouse, wheel and keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ticker_app.ui.chart.layer import Layer
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.pointer import Pointer
from ticker_app.ui.chart.ranges import TimeWindow
from ticker_app.ui.chart.travel import PAN_SHARE, ZOOM, Travel
from ticker_app.ui.chart.view import ChartView

_STEP_PX = 10
_PANS = {Qt.Key.Key_Left: -PAN_SHARE, Qt.Key.Key_Right: PAN_SHARE}
_ZOOMS = {Qt.Key.Key_Plus: 1 / ZOOM, Qt.Key.Key_Equal: 1 / ZOOM, Qt.Key.Key_Minus: ZOOM}


class Steering(QObject):
    """Knows which time is in view, and takes it elsewhere when the user asks for it.

    Signals:
        moved: the view follows now, or no more, or elsewhere.
        span_wanted (float): the user zoomed; so much time shall be shown from now on, s.
        turned_to: a button of the mouse went down.
    """

    moved = Signal()
    span_wanted = Signal(float)
    turned_to = Signal()

    def __init__(self, view: ChartView, pointer: Pointer, span_s: float, parent: QObject) -> None:
        super().__init__(parent)
        self.travel = Travel(TimeWindow(span_s))
        self.frame = Frame(0.0, span_s, 1.0)
        self._pointer = pointer
        self._layer: Layer | None = None
        view.pressed.connect(self._on_pressed)
        view.pointed.connect(pointer.move)
        view.left.connect(self._on_left)
        view.dragged.connect(self._on_dragged)
        view.wheeled.connect(self._on_wheeled)

    def next_frame(self, now_us: int, layer: Layer, pixels: float) -> Frame:
        """The time in view now (µs, client clock), on a pane of so many px."""
        self._layer = layer
        self.frame = self.travel.frame(now_us / 1e6, layer.first_s, pixels)
        return self.frame

    def follow(self) -> None:
        """Scroll with time again."""
        self.travel.follow()
        self.moved.emit()

    def to_oldest(self) -> None:
        """Show the beginning of what there is."""
        self.travel.to_oldest()
        self.moved.emit()

    def pan(self, share: float) -> None:
        """Move by a share of the width, to the right if positive."""
        self.travel.pan(share)
        self.moved.emit()

    def zoom(self, factor: float) -> None:
        """Show so many times as much time."""
        self.span_wanted.emit(self.travel.zoom(factor))

    def step(self, by: int) -> None:
        """Move the crosshair by so many candles, or by a little each."""
        if self._layer is not None:
            spot = self._layer.spot(self.travel.now_s)
            by_s = by * (spot.length_s or _STEP_PX * self.frame.column_s)
            self._pointer.step(by_s, self.frame, spot.centre_s)

    def take_key(self, event: QKeyEvent) -> bool:
        """Arrows pan and, with Shift, move the crosshair; + and − zoom; Home and End.

        Returns:
            Whether the key meant something here.
        """
        key = Qt.Key(event.key())
        if key in _PANS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.step(1 if _PANS[key] > 0 else -1)
        elif key in _PANS:
            self.pan(_PANS[key])
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_Home:
            self.to_oldest()
        elif key == Qt.Key.Key_End:
            self.follow()
        else:
            return key == Qt.Key.Key_Escape and self._pointer.forget_keys()
        return True

    def _on_pressed(self) -> None:
        self._pointer.forget_keys()
        self.turned_to.emit()

    def _on_left(self) -> None:
        self._pointer.move(None)

    def _on_dragged(self, by_px: float) -> None:
        by_s = by_px * self.frame.column_s
        self.frame = self.frame.moved(-by_s)
        self.travel.hold(self.frame.left_s, self.frame.right_s)
        self.moved.emit()

    def _on_wheeled(self, notches: float, at_px: float) -> None:
        width_s = self.travel.zoom_at(ZOOM**-notches, at_px * self.frame.column_s)
        self.moved.emit()
        self.span_wanted.emit(width_s)
