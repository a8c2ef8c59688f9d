"""What a window remembers of itself: its place, its panels, its charts, what it watched."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ticker_app.grid_settings import GridSettings
from ticker_app.layout_settings import LayoutSettings, watched
from ticker_app.session import Session
from ticker_app.settings import Settings
from ticker_app.ui.chart_grid import ChartGrid
from ticker_app.ui.docks import Docks, geometry_of, restore_geometry
from ticker_app.ui.remembering import Remembering
from ticker_app.ui.watchlist.watchlist import Watchlist
from ticker_app.watch_settings import WatchSettings


def remembered_grid(settings: Settings) -> GridSettings:
    """The charts of the last window."""
    return settings.read("charts", GridSettings, GridSettings())


def remembered_lists(settings: Settings) -> WatchSettings:
    """The watchlist of the last window."""
    return settings.read("watchlist", WatchSettings, WatchSettings())


class WindowMemory:
    """Brings back how the last window was left, and keeps how this one is."""

    def __init__(
        self,
        window: QWidget,
        docks: Docks,
        grid: ChartGrid,
        watchlist: Watchlist,
        remembering: Remembering,
    ) -> None:
        self._window = window
        self._docks = docks
        self._remembering = remembering
        grid.settings_changed.connect(partial(remembering.note, "charts"))
        watchlist.settings_changed.connect(partial(remembering.note, "watchlist"))

    def restore(self) -> None:
        """Look as the last window did, as far as that fits."""
        layout = self._remembering.settings.read("layout", LayoutSettings, LayoutSettings())
        restore_geometry(self._window, layout.window)
        self._docks.restore(layout.panels)
        self._docks.set_moving(layout.moving)

    def note_session(self, session: Session) -> None:
        """What is watched now."""
        seen = watched(session.choice, session.selected, reference=session.reference_on)
        self._remembering.note("watched", seen)

    def leave(self, session: Session, panels: str) -> None:
        """The window closes with its panels so; all is written."""
        layout = LayoutSettings(geometry_of(self._window), panels, self._docks.moving)
        self._remembering.note("layout", layout)
        self.note_session(session)
        self._remembering.save()
