"""Where the fault desk has its place in the window: a panel and two keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from ticker_app.session import Session
from ticker_app.ui.actions import ActionSpec, ActionTable
from ticker_app.ui.bridge import Bridge
from ticker_app.ui.docks import Docks
from ticker_app.ui.faults.panel import FaultsPanel

FAULTS = "Faults"


def place_faults(panel: FaultsPanel, docks: Docks) -> None:
    """The panel lies below the charts; a first window does not show it."""
    area = Qt.DockWidgetArea.BottomDockWidgetArea
    docks.add("faults", FAULTS, panel, area, key="Shift+D", shown=False)


def connect_faults(
    panel: FaultsPanel, session: Session, *, table: ActionTable, bridge: Bridge
) -> None:
    """Let the window end all faults, and show what they cost."""
    end = ActionSpec(
        "faults.end",
        FAULTS,
        "&End all faults",
        ("Ctrl+D",),
        "All is well again, and lanes go straight to the server",
    )
    table.add(end, panel.end_faults)
    bridge.quarter_passed.connect(partial(panel.refresh, session))
