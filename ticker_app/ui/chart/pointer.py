"""Where the pointer is, in the terms of the panes, and the crosshair that follows it."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from ticker_app.ui.chart.chart_panes import ChartPanes
from ticker_app.ui.chart.crosshair import Aim, Crosshair
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.palette import Palette


class Pointer:
    """The mouse over this chart, or else the moment that another chart's pointer is at."""

    def __init__(self, panes: ChartPanes, palette: Palette) -> None:
        self._panes = panes
        self._at: QPointF | None = None
        self._stepped_s: float | None = None
        self._linked_s: float | None = None
        self.crosshair = Crosshair(panes.time_scale, palette)

    @property
    def is_own(self) -> bool:
        """Whether it is this chart's mouse or keys that it follows."""
        return self._at is not None or self._stepped_s is not None

    def move(self, at: QPointF | None) -> None:
        """The mouse is here, px of the view; None: it left."""
        self._at = at

    def link(self, moment_s: float | None) -> None:
        """Another chart's pointer is at this moment; None: it left."""
        self._linked_s = moment_s

    def step(self, by_s: float, frame: Frame, newest_s: float) -> None:
        """Move the marked moment by keys; the first step marks the newest."""
        before_s = self._stepped_s
        moment_s = newest_s if before_s is None else before_s + by_s
        self._at = None
        self._stepped_s = min(max(moment_s, frame.left_s), frame.right_s)

    def forget_keys(self) -> bool:
        """What was marked by keys is marked no more; False: nothing was."""
        was_marked, self._stepped_s = self._stepped_s is not None, None
        return was_marked

    def aim(self, frame: Frame) -> Aim | None:
        """What it is at; None: at nothing."""
        if self._at is None:
            marked_s = self._linked_s if self._stepped_s is None else self._stepped_s
            return None if marked_s is None else Aim(marked_s)
        for pane in self._panes.shown:
            box = pane.box.mapRectToScene(pane.box.boundingRect())
            if box.contains(self._at):
                y_px = self._at.y() - box.top()
                moment_s = frame.left_s + (self._at.x() - box.left()) * frame.column_s
                return Aim(moment_s, pane, pane.value_at(y_px), y_px)
        return None

    def price_at(self, frame: Frame) -> float | None:
        """The price under the mouse; None: it is not on the price pane."""
        aim = self.aim(frame)
        if aim is None or aim.pane is not self._panes.price:
            return None
        return self._panes.price.axis.price(aim.value)
