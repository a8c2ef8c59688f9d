"""Panes one below the other, with their scales at the right and the axis of time below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF

from ticker_app.ui import theme
from ticker_app.ui.chart.pane import Pane
from ticker_app.ui.chart.pane_heights import shared_heights
from ticker_app.ui.chart.scales import TimeScale
from ticker_app.ui.chart.view import ChartView

_GAP_PX = 2 * theme.UNIT


class PaneStack:
    """Shares the height of a view among its panes; one without a share is not there."""

    def __init__(self, view: ChartView, time_scale: TimeScale) -> None:
        self._view = view
        self._time_scale = time_scale
        self._panes: Sequence[Pane] = ()
        self._shares: Mapping[Pane, int] = {}
        self.scale_width_px = 0.0
        view.scene().addItem(time_scale)
        view.resized.connect(self.lay_out)

    def share(self, panes: Sequence[Pane], shares: Mapping[Pane, int]) -> None:
        """Lay these out from top to bottom.

        shares: how much of the height each has, beside the others; 0: it is not there.
        """
        for pane in panes:
            if pane.box.scene() is None:
                self._view.scene().addItem(pane.box)
                self._view.scene().addItem(pane.scale)
        self._panes, self._shares = panes, shares
        self.lay_out()

    def set_scale_width(self, width_px: float) -> None:
        """All scales have one width, so that all panes end at one line."""
        self.scale_width_px = width_px
        self.lay_out()

    def lay_out(self) -> None:
        """Put everything in its place, with numbers as large as they are now."""
        width, height = self._view.width(), self._view.height()
        time_height = self._time_scale.metrics.height() + _GAP_PX
        room = height - time_height
        shares = [self._shares.get(pane, 0) for pane in self._panes]
        inner = max(width - self.scale_width_px, 1.0)
        top = 0.0
        heights = shared_heights(shares, room, _GAP_PX)
        for pane, pane_height in zip(self._panes, heights, strict=True):
            for item in (pane.box, pane.scale):
                item.setVisible(pane_height > 0)
            if pane_height:
                pane.box.setGeometry(QRectF(0, top, inner, pane_height))
                pane.scale.setGeometry(QRectF(inner, top, self.scale_width_px, pane_height))
                top += pane_height + _GAP_PX
        self._time_scale.setGeometry(QRectF(0, room, width, time_height))
