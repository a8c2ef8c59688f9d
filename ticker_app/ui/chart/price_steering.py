"""How the user takes the scale of prices in hand: by mouse, wheel and keys."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsWidget

from ticker_app.ui.chart.chart_panes import ChartPanes
from ticker_app.ui.chart.ranges import HeldRange
from ticker_app.ui.chart.travel import PAN_SHARE, ZOOM
from ticker_app.ui.chart.view import NOTCH
from ticker_app.ui.chart.view_filter import Heard, ViewFilter

_FACTOR_OVER_HEIGHT = 9.0
"""So many times as much is shown after a drag over the whole scale."""
_KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class _Drag(NamedTuple):
    """A button that went down: where it was last, and whether on the scale or on the pane."""

    at: QPointF
    on_scale: bool


class PriceSteering(ViewFilter):
    """Stretches and moves the prices in view; a double click on the scale lets them fit again.

    On the scale a drag and the wheel mean it alone; on the pane a drag moves prices only once they
    no longer fit by themselves, beside the time.

    Signals:
        moved: the prices in view are other ones, or fit by themselves again.
        turned_to: a button of the mouse went down on the scale.
    """

    moved = Signal()
    turned_to = Signal()

    def __init__(self, panes: ChartPanes, prices: HeldRange, parent: QObject) -> None:
        heard: Heard = {
            QEvent.Type.MouseMove: self._on_moved,
            QEvent.Type.MouseButtonPress: self._on_pressed,
            QEvent.Type.MouseButtonRelease: self._on_released,
            QEvent.Type.MouseButtonDblClick: self._on_double_clicked,
            QEvent.Type.Wheel: self._on_wheeled,
        }
        super().__init__(panes.view, heard, parent)
        self._pane = panes.price
        self._prices = prices
        self._drag: _Drag | None = None
        self._is_over_scale = False

    def fit(self) -> None:
        """Let the prices fit by themselves again."""
        self._prices.fit()
        self.moved.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Up and down: with Ctrl less or more of the prices, with Shift higher or lower ones.

        Returns:
            Whether the key meant something here.
        """
        step = _KEYS.get(Qt.Key(event.key()))
        modifiers = event.modifiers()
        if step is not None and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._stretch(ZOOM**-step, 0.5)
        elif step is not None and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._move(step * PAN_SHARE)
        else:
            return False
        return True

    def _on_released(self, _: QMouseEvent) -> bool:
        drag, self._drag = self._drag, None
        return drag is not None and drag.on_scale

    def _on_double_clicked(self, event: QMouseEvent) -> bool:
        on_scale = self._is_on_scale(event)
        if on_scale:
            self.fit()
        return on_scale

    def _on_pressed(self, event: QMouseEvent) -> bool:
        on_scale = self._is_on_scale(event)
        if event.button() is Qt.MouseButton.LeftButton:
            on_pane = _area(self._pane.box).contains(event.position())
            self._drag = _Drag(event.position(), on_scale) if on_scale or on_pane else None
        if on_scale:
            self.turned_to.emit()
        return on_scale and event.button() is Qt.MouseButton.LeftButton

    def _on_moved(self, event: QMouseEvent) -> bool:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            # A menu that opened meanwhile has taken the release.
            self._drag = None
            self._show_cursor(over_scale=self._is_on_scale(event))
        drag = self._drag
        if drag is None:
            return False
        by_px = event.position().y() - drag.at.y()
        share = by_px / self._pane.size.height()
        if drag.on_scale:
            self._stretch(_FACTOR_OVER_HEIGHT**share, 0.5)
        elif self._prices.held is None:
            return False
        else:
            self._move(share)
        self._drag = drag._replace(at=event.position())
        return drag.on_scale

    def _on_wheeled(self, event: QWheelEvent) -> bool:
        if not self._is_on_scale(event):
            return False
        area = _area(self._pane.scale)
        share = (area.bottom() - event.position().y()) / area.height()
        self._stretch(ZOOM ** (-event.angleDelta().y() / NOTCH), share)
        return True

    def _stretch(self, factor: float, share: float) -> None:
        self._prices.stretch(factor, share)
        self.moved.emit()

    def _move(self, share: float) -> None:
        self._prices.move(share)
        self.moved.emit()

    def _is_on_scale(self, event: QMouseEvent | QWheelEvent) -> bool:
        scale = self._pane.scale
        return scale.isVisible() and _area(scale).contains(event.position())

    def _show_cursor(self, *, over_scale: bool) -> None:
        if over_scale != self._is_over_scale:
            self._is_over_scale = over_scale
            shape = Qt.CursorShape.SizeVerCursor if over_scale else Qt.CursorShape.CrossCursor
            self.view.setCursor(shape)


def _area(item: QGraphicsWidget) -> QRectF:
    """Where an item lies, px of the view."""
    return QRectF(item.mapRectToScene(item.boundingRect()))
