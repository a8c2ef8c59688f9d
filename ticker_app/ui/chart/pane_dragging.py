"""The borders between the panes, which can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from ticker_app.chart_settings import PRICE_SHARE
from ticker_app.ui.chart.chart_panes import ChartPanes
from ticker_app.ui.chart.pane_heights import dragged
from ticker_app.ui.chart.view_filter import Heard, ViewFilter


class _Drag(NamedTuple):
    """A border that was taken: below which pane, where, and how high all panes were then."""

    upper: int
    at_px: float
    heights: Sequence[float]


class PaneDragging(ViewFilter):
    """Lets the room between two panes be dragged; a double click there gives it back.

    Signals:
        shared (dict): panes by name and the shares that they shall have.
        reset: all shall be as high as usual.
    """

    shared = Signal(object)
    reset = Signal()

    def __init__(self, panes: ChartPanes, parent: QObject) -> None:
        heard: Heard = {
            QEvent.Type.MouseMove: self._on_moved,
            QEvent.Type.MouseButtonPress: self._on_pressed,
            QEvent.Type.MouseButtonRelease: self._on_released,
            QEvent.Type.MouseButtonDblClick: self._on_double_clicked,
        }
        super().__init__(panes.view, heard, parent)
        self._panes = panes
        self._drag: _Drag | None = None
        self._is_over = False

    def _on_released(self, _: QMouseEvent) -> bool:
        drag, self._drag = self._drag, None
        return drag is not None

    def _on_pressed(self, event: QMouseEvent) -> bool:
        at_px = event.position().y()
        upper = self._border_at(at_px)
        if upper is None or event.button() is not Qt.MouseButton.LeftButton:
            return False
        heights = [pane.size.height() for pane in self._panes.shown]
        self._drag = _Drag(upper, at_px, heights)
        return True

    def _on_moved(self, event: QMouseEvent) -> bool:
        at_px = event.position().y()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            # A menu that opened meanwhile has taken the release.
            self._drag = None
            self._show_cursor(over=self._border_at(at_px) is not None)
        drag = self._drag
        if drag is None:
            return False
        first, *lower = dragged(drag.heights, drag.upper, at_px - drag.at_px)
        names = [self._panes.name_of(pane) for pane in self._panes.shown[1:]]
        shares = [PRICE_SHARE * height / first for height in lower]
        self.shared.emit(dict(zip(names, shares, strict=True)))
        return True

    def _on_double_clicked(self, event: QMouseEvent) -> bool:
        is_meant = self._border_at(event.position().y()) is not None
        if is_meant:
            self.reset.emit()
        return is_meant

    def _border_at(self, y_px: float) -> int | None:
        """Which of the panes in view ends here, so that the next one begins below; None: none."""
        places = [pane.box.geometry() for pane in self._panes.shown]
        for upper in range(len(places) - 1):
            if places[upper].bottom() <= y_px <= places[upper + 1].top():
                return upper
        return None

    def _show_cursor(self, *, over: bool) -> None:
        if over != self._is_over:
            self._is_over = over
            shape = Qt.CursorShape.SplitVCursor if over else Qt.CursorShape.CrossCursor
            self.view.setCursor(shape)
