"""Lines at the prices that alerts wait for; they can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QMouseEvent
from PySide6.QtWidgets import QGraphicsView, QMenu

from ticker_app.alerts.alert import Alert, Condition
from ticker_app.ui.chart.alert_lines_item import Line, LinesItem
from ticker_app.ui.chart.panes import PricePane
from ticker_app.ui.chart.view_filter import Heard, ViewFilter
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import price

REACH_PX = 5.0
"""So near to a line the pointer means it."""
_WORDS = {
    Condition.ABOVE: "alert at {} or above",
    Condition.BELOW: "alert at {} or below",
    Condition.CROSSING: "alert at {}",
}


class Place(NamedTuple):
    """A line: the alert, and where it stands, px from the top of the pane."""

    alert: Alert
    y_px: float


def nearest(places: Sequence[Place], y_px: float) -> Place | None:
    """The line that is meant at this height; None: none is near enough."""
    near = [place for place in places if abs(place.y_px - y_px) <= REACH_PX]
    return min(near, key=lambda place: abs(place.y_px - y_px), default=None)


class AlertLines(ViewFilter):
    """Shows the alerts of one chart, lets them be dragged, and asks what else to do with them.

    It takes only what is meant for a line. Everything can be done by keyboard too: in the list of
    alerts and its dialog.

    Signals:
        moved (int, float): the user dragged the alert with this id to this price.
        asked (int): the user wants to change that alert in the dialog.
        removed (int): the user wants that alert no more.
    """

    moved = Signal(int, float)
    asked = Signal(int)
    removed = Signal(int)

    def __init__(
        self, pane: PricePane, view: QGraphicsView, font: QFont, palette: Palette, parent: QObject
    ) -> None:
        heard: Heard = {
            QEvent.Type.MouseMove: self._on_moved,
            QEvent.Type.MouseButtonPress: self._on_pressed,
            QEvent.Type.MouseButtonRelease: self._on_released,
            QEvent.Type.MouseButtonDblClick: self._on_double_clicked,
            QEvent.Type.ContextMenu: self._on_menu_wanted,
            QEvent.Type.Leave: self._on_left,
        }
        super().__init__(view, heard, parent)
        self._pane = pane
        self._alerts: Sequence[Alert] = ()
        self._meant: int | None = None
        self._dragged_px: float | None = None
        self._has_moved = False
        self._lines = LinesItem(font, palette, pane.box)

    def set_look(self, font: QFont, palette: Palette) -> None:
        """Take other fonts and colours."""
        self._lines.set_look(font, palette)

    def show(self, alerts: Sequence[Alert]) -> None:
        """Show those of these alerts that are on and wait for a price in view."""
        self._alerts = alerts
        self._draw()

    @property
    def places(self) -> list[Place]:
        """Lines in view, where they stand."""
        found = []
        for alert in self._alerts:
            if alert.enabled and alert.level is not None and alert.condition.has_level:
                is_dragged = self._is_dragged(alert)
                y_px = self._dragged_px if is_dragged else self._y_px(alert.level)
                # A price without a logarithm stands nowhere: NaN is not in view.
                if y_px is not None and 0 <= y_px <= self._pane.size.height():
                    found.append(Place(alert, y_px))
        return found

    @property
    def texts(self) -> list[str]:
        """The words on the screen."""
        return [self._words(place) for place in self.places]

    def _is_dragged(self, alert: Alert) -> bool:
        return alert.id == self._meant and self._dragged_px is not None

    def _y_px(self, level: float) -> float:
        return self._pane.y_px(self._pane.axis.units(level))

    def _price_at(self, y_px: float) -> float:
        return round(self._pane.axis.price(self._pane.value_at(y_px)), self._pane.axis.decimals)

    def _words(self, place: Place) -> str:
        is_dragged = self._is_dragged(place.alert)
        level = self._price_at(place.y_px) if is_dragged else place.alert.level
        return _WORDS[place.alert.condition].format(price(level, self._pane.axis.decimals))

    def _draw(self) -> None:
        lines = [
            Line(place.y_px, self._words(place), place.alert.id == self._meant)
            for place in self.places
        ]
        self._lines.show_lines(QRectF(QPointF(), self._pane.size), lines)

    # --- the pointer ---

    def _on_moved(self, event: QMouseEvent) -> bool:
        at = self._in_pane(event.position())
        if self._dragged_px is not None:
            self._dragged_px = min(max(at.y(), 0.0), self._pane.size.height())
            self._has_moved = True
            self._draw()
            return True
        if not event.buttons():
            self._mean(self._under(at))
        return False

    def _on_pressed(self, event: QMouseEvent) -> bool:
        place = self._under(self._in_pane(event.position()))
        if place is None or event.button() is not Qt.MouseButton.LeftButton:
            return False
        self._mean(place)
        self._dragged_px, self._has_moved = place.y_px, False
        return True

    def _on_released(self, _: QMouseEvent) -> bool:
        y_px, meant = self._dragged_px, self._meant
        if y_px is None or meant is None:
            return False
        self._dragged_px = None
        if self._has_moved:
            self.moved.emit(meant, self._price_at(y_px))
        self._draw()
        return True

    def _on_double_clicked(self, event: QMouseEvent) -> bool:
        place = self._under(self._in_pane(event.position()))
        if place is not None:
            self.asked.emit(place.alert.id)
        return place is not None

    def _on_menu_wanted(self, event: QContextMenuEvent) -> bool:
        place = self._under(self._in_pane(QPointF(event.pos())))
        if place is None:
            return False
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = place.alert.id
        menu.addAction("&Change alert…").triggered.connect(lambda: self.asked.emit(number))
        menu.addAction("&Delete alert").triggered.connect(lambda: self.removed.emit(number))
        menu.popup(event.globalPos())
        return True

    def _on_left(self, _: QEvent) -> bool:
        if self._dragged_px is None:
            self._mean(None)
        return False

    def _in_pane(self, position: QPointF) -> QPointF:
        return QPointF(self._pane.box.mapFromScene(self.view.mapToScene(position.toPoint())))

    def _under(self, at: QPointF) -> Place | None:
        """The line at a point of the pane."""
        is_inside = 0 <= at.x() <= self._pane.size.width()
        return nearest(self.places, at.y()) if is_inside else None

    def _mean(self, place: Place | None) -> None:
        meant = None if place is None else place.alert.id
        if meant == self._meant:
            return
        self._meant = meant
        viewport = self.view.viewport()
        if meant is None:
            viewport.unsetCursor()
        else:
            viewport.setCursor(Qt.CursorShape.SizeVerCursor)
        self._draw()
