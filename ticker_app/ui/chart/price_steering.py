"""How the user takes the scale of prices in hand: by mouse, wheel and keys."""

from __future__ import annotations

from typing import NamedTuple, cast

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsWidget
from typing_extensions import override

from ticker_app.ui.chart.chart_panes import ChartPanes
from ticker_app.ui.chart.ranges import HeldRange
from ticker_app.ui.chart.travel import PAN_SHARE, ZOOM
from ticker_app.ui.chart.view import NOTCH

_FACTOR_OVER_HEIGHT = 9.0
"""So many times as much is shown after a drag over the whole scale."""
_KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class _Drag(NamedTuple):
    """A button that went down: where it was last, and whether on the scale or on the pane."""

    at: QPointF
    on_scale: bool


class PriceSteering(QObject):
    """Stretches and moves the prices in view; a double click on the scale lets them fit again.

    It listens to the pointer on the view before the chart does. On the scale a drag and the
    wheel mean it alone; on the pane a drag moves prices only once they no longer fit by
    themselves, beside the time.

    Signals:
        moved: the prices in view are other ones, or fit by themselves again.
        turned_to: a button of the mouse went down on the scale.
    """

    moved = Signal()
    turned_to = Signal()

    def __init__(self, panes: ChartPanes, prices: HeldRange, parent: QObject) -> None:
        super().__init__(parent)
        self._pane = panes.price
        self._view = panes.view
        self._prices = prices
        self._drag: _Drag | None = None
        self._is_over_scale = False
        panes.view.viewport().installEventFilter(self)

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

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseMove:
            return self._on_moved(cast("QMouseEvent", event))
        if kind is QEvent.Type.MouseButtonPress:
            return self._on_pressed(cast("QMouseEvent", event))
        if kind is QEvent.Type.MouseButtonRelease:
            drag, self._drag = self._drag, None
            return drag is not None and drag.on_scale
        if kind is QEvent.Type.MouseButtonDblClick and self._is_on_scale(event):
            self.fit()
            return True
        if kind is QEvent.Type.Wheel and self._is_on_scale(event):
            self._on_wheeled(cast("QWheelEvent", event))
            return True
        return False

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

    def _on_wheeled(self, event: QWheelEvent) -> None:
        area = _area(self._pane.scale)
        share = (area.bottom() - event.position().y()) / area.height()
        self._stretch(ZOOM ** (-event.angleDelta().y() / NOTCH), share)
        event.accept()

    def _stretch(self, factor: float, share: float) -> None:
        self._prices.stretch(factor, share)
        self.moved.emit()

    def _move(self, share: float) -> None:
        self._prices.move(share)
        self.moved.emit()

    def _is_on_scale(self, event: QEvent) -> bool:
        position = cast("QMouseEvent | QWheelEvent", event).position()
        return self._pane.scale.isVisible() and _area(self._pane.scale).contains(position)

    def _show_cursor(self, *, over_scale: bool) -> None:
        if over_scale != self._is_over_scale:
            self._is_over_scale = over_scale
            shape = Qt.CursorShape.SizeVerCursor if over_scale else Qt.CursorShape.CrossCursor
            self._view.setCursor(shape)


def _area(item: QGraphicsWidget) -> QRectF:
    """Where an item lies, px of the view."""
    return QRectF(item.mapRectToScene(item.boundingRect()))
