"""Where alerts have their place in the window: a panel, two keys, a section of the settings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from ticker_app.ui.actions import ActionSpec, ActionTable
from ticker_app.ui.alerts.alerting import Alerting
from ticker_app.ui.bridge import Bridge
from ticker_app.ui.chart_grid import ChartGrid
from ticker_app.ui.docks import Docks
from ticker_app.ui.dressing import Dressing
from ticker_app.ui.remembering import Remembering

ALERTS = "Alerts"
SECTION = "alerts"
"""Of the settings."""


def place_alerts(alerting: Alerting, docks: Docks) -> None:
    """The panel lies below the charts; a first window does not show it."""
    area = Qt.DockWidgetArea.BottomDockWidgetArea
    docks.add("alerts", ALERTS, alerting.panel, area, key="Shift+A", shown=False)


def connect_alerts(
    alerting: Alerting,
    *,
    table: ActionTable,
    grid: ChartGrid,
    dressing: Dressing,
    bridge: Bridge,
    remembering: Remembering,
) -> None:
    """Let the window ask for alerts, show them, and remember them."""
    new = ActionSpec(
        "alerts.new",
        ALERTS,
        "&New alert…",
        ("A",),
        "Tell me when the price of the selected symbol gets somewhere",
        short="alert",
    )
    table.add(new, alerting.ask)
    grid.alert_asked.connect(alerting.ask_at)
    grid.alert_moved.connect(alerting.move)
    grid.alert_opened.connect(alerting.change)
    grid.alert_removed.connect(alerting.remove)

    def show_lines(_now_us: int) -> None:
        if grid.isVisible():
            grid.show_alerts(alerting.desk.book.alerts)

    bridge.frame_passed.connect(show_lines)
    dressing.palette_changed.connect(alerting.set_palette)
    bridge.quarter_passed.connect(alerting.refresh)
    alerting.alerts_changed.connect(partial(remembering.note, SECTION))
