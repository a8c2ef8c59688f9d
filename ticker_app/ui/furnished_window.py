"""What the window is made of, and where each part of it lies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStatusBar, QVBoxLayout, QWidget

from ticker_app.alert_desk import AlertDesk
from ticker_app.compare.comparing import Comparing
from ticker_app.fault_stand import FaultStand
from ticker_app.look_settings import LookSettings, Theme
from ticker_app.session import Session
from ticker_app.settings import Settings
from ticker_app.ui import theme
from ticker_app.ui.actions import ActionTable
from ticker_app.ui.alerts.alerting import Alerting
from ticker_app.ui.announcer import Announcer
from ticker_app.ui.chart_grid import ChartGrid
from ticker_app.ui.compare.view import CompareView
from ticker_app.ui.docks import Docks
from ticker_app.ui.dressing import Dressing
from ticker_app.ui.faults.panel import FaultsPanel
from ticker_app.ui.figures.figures_panel import FiguresPanel
from ticker_app.ui.keys_sheet import KeysSheet
from ticker_app.ui.looking_window import LEAST_SIZE, LookingWindow
from ticker_app.ui.notice_bar import NoticeBar
from ticker_app.ui.pages import Pages
from ticker_app.ui.paused_sign import PausedSign
from ticker_app.ui.remembering import Remembering
from ticker_app.ui.status_bar import StatusBar
from ticker_app.ui.top.top_bar import TopBar
from ticker_app.ui.tour.step import Step
from ticker_app.ui.tour.steps import steps
from ticker_app.ui.tour.touring import Touring
from ticker_app.ui.values.chart_values import ChartValues
from ticker_app.ui.watchlist.watchlist import Watchlist
from ticker_app.ui.window_alerts import place_alerts
from ticker_app.ui.window_faults import place_faults
from ticker_app.ui.window_memory import remembered_grid, remembered_lists

_FIRST_SIZE = QSize(1400, 850)
_MARGIN = 3 * theme.UNIT


class FurnishedWindow(LookingWindow):
    """Makes the parts in the order in which they need each other, and gives each its place.

    What they have to do with each other, and when they show the session, is settled elsewhere;
    only a sentence that something failed can be had on the screen already, because what is
    remembered may be such news.
    """

    def __init__(
        self,
        session: Session,
        forced: Theme | None,
        *,
        comparing: Comparing,
        bundled: bool,
        settings: Settings,
        alerts: AlertDesk,
        faults: FaultStand,
    ) -> None:
        super().__init__(session)
        self.setWindowTitle("Live Ticker")
        self.resize(_FIRST_SIZE)
        self._problem: str | None = None
        self.remembering = Remembering(settings, self.tell, self)
        look = settings.read("look", LookSettings, LookSettings())
        self.dressing = Dressing(self, look, forced, LEAST_SIZE)
        palette = self.dressing.palette
        self.action_table = ActionTable(self)
        self.top = TopBar(session.choice, palette, self.action_table, self)
        self.notice = NoticeBar(self)
        self.paused = PausedSign(self)
        self.announcer = Announcer(self)
        self.watchlist = Watchlist(palette, self, settings=remembered_lists(settings))
        self.grid = ChartGrid(palette, remembered_grid(settings))
        self.figures = FiguresPanel(palette, self)
        self.compare = CompareView(comparing, palette, self)
        self.alerting = Alerting(alerts, palette, self)
        self.faults = FaultsPanel(faults, comparing, self)
        self.status = StatusBar(self.lag, bundled=bundled, parent=self)
        self.keys = KeysSheet(self.action_table, self)
        self.docks = Docks(self)
        self.pages = Pages(comparing, self.grid, self.compare, self.docks, self)
        self.values = ChartValues(self.bridge, self.pages.chart, palette, self)
        self.touring = Touring(self._tour_steps(), self.dressing, self.remembering, self)
        self._lay_out()
        self.notice.dismissed.connect(self._on_notice_dismissed)

    def tell(self, problem: str) -> None:
        """Put a sentence on the screen that did not come from the session."""
        self._problem = problem
        self.bridge.look_again()

    def show_notice(self) -> None:
        """Show what is wrong: what was told here goes before what the session has to say."""
        self.notice.show_notice(self._problem or self._session.notice)

    def _on_notice_dismissed(self) -> None:
        if self._problem is None:
            self._session.dismiss_notice()
        self._problem = None
        self.bridge.look_again()

    def _tour_steps(self) -> Sequence[Step]:
        return steps(
            switch=lambda: self.top.controls.switch,
            chart=lambda: self.grid.active,
            watchlist=lambda: self.watchlist,
            figures=lambda: self.figures,
            compare=lambda: self.grid.active.header.compare,
            menu=lambda: self.top.menu,
        )

    def _lay_out(self) -> None:
        above = QWidget(self)
        layout = QVBoxLayout(above)
        layout.setContentsMargins(0, _MARGIN, 0, 2 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.top)
        layout.addWidget(self.notice)
        layout.addWidget(self.paused)
        self.setMenuWidget(above)
        self.setCentralWidget(self.pages)
        area = Qt.DockWidgetArea
        add = self.docks.add
        add("watchlist", "Watchlist", self.watchlist, area.LeftDockWidgetArea, key="Shift+W")
        add("figures", "Figures", self.figures, area.RightDockWidgetArea, key="Shift+F")
        place_alerts(self.alerting, self.docks)
        place_faults(self.faults, self.docks)
        self.values.place(self.docks)
        self.docks.remember_first()
        below = QStatusBar(self)
        below.setSizeGripEnabled(False)
        below.setContentsMargins(0, 0, 0, theme.UNIT)
        below.addWidget(self.status, 1)
        self.setStatusBar(below)
        self.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
