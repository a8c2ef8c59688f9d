"""Panes one below the other, with their scales at the right and the axis of time below."""

from __future__ import annotations

from collections.abc import Mapping

from ticker_app.ui import theme
from ticker_app.ui.chart.panes import Pane
from ticker_app.ui.chart.scales import TimeScale
from ticker_app.ui.chart.view import ChartView

_TIME_ROW = 20
"""More than there are ever panes."""
_UNBOUND_PX = 16_777_215
"""What Qt takes for no bound."""


class PaneStack:
    """Shares the height of a view among its panes; one without a share is not there."""

    def __init__(self, view: ChartView, time_scale: TimeScale) -> None:
        self._view = view
        self._time_scale = time_scale
        self._rows: dict[int, Pane] = {}
        panes = view.ci
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        panes.addItem(time_scale, _TIME_ROW, 0, 1, 2)
        panes.layout.setColumnStretchFactor(0, 1)
        self.fit_time_scale()

    def put(self, row: int, pane: Pane) -> None:
        """A pane in its place, counted from the top; rows may stay empty."""
        self._view.ci.addItem(pane.box, row, 0)
        self._view.ci.addItem(pane.scale, row, 1)
        self._view.ci.layout.setRowPreferredHeight(row, 0)
        self._rows[row] = pane

    def share(self, shares: Mapping[Pane, int]) -> None:
        """How much of the height each pane has, beside the others; 0: it is not there."""
        layout = self._view.ci.layout
        for row, pane in self._rows.items():
            share = shares.get(pane, 0)
            for item in (pane.box, pane.scale):
                item.setVisible(share > 0)
            layout.setRowMinimumHeight(row, 0)
            layout.setRowMaximumHeight(row, _UNBOUND_PX if share else 0)
            layout.setRowStretchFactor(row, share)
            layout.setRowSpacing(row, 2 * theme.UNIT if share else 0)
        lowest = max(row for row, pane in self._rows.items() if shares.get(pane))
        layout.setRowSpacing(lowest, 0)

    def set_scale_width(self, width_px: float) -> None:
        """All scales have one width, so that all panes end at one line."""
        for pane in self._rows.values():
            pane.scale.setMinimumWidth(width_px)
            pane.scale.setMaximumWidth(width_px)

    def fit_time_scale(self) -> None:
        """Make room for numbers as large as they are now."""
        height = self._time_scale.metrics.height() + 2 * theme.UNIT
        self._view.ci.layout.setRowFixedHeight(_TIME_ROW, height)
