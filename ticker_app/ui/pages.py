"""The middle of the window: charts, or lanes side by side instead of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ticker_app.compare.comparing import Comparing
from ticker_app.ui import theme
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart_grid import ChartGrid
from ticker_app.ui.compare.view import CompareView
from ticker_app.ui.docks import Docks

_NARROW = 1200
_LISTED_PX = 300
"""So wide is the watchlist in a narrow window, as long as nobody makes it wider."""
_SLIM_PX = 250
"""Beside lanes it shows symbols, prices and percents."""
_OF_CHARTS = ("figures", "values")
"""Panels that say something of the charts only."""


class Pages(QWidget):
    """Shows one or the other, with the panels that belong to it.

    Not a stack of Qt's: that would always need the room of its largest page.

    Signals:
        turned (bool): whether lanes stand there now.
    """

    turned = Signal(bool)

    def __init__(
        self,
        comparing: Comparing,
        grid: ChartGrid,
        compare: CompareView,
        docks: Docks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._comparing = comparing
        self._grid, self._compare = grid, compare
        self._docks = docks
        self._panels_beside_charts = ""
        self._watchlist_gave_way = False
        self._is_narrow: bool | None = None
        self._wide_list_px = self._list_px_beside_charts = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for page in (grid, compare):
            layout.addWidget(page)
        compare.hide()

    @property
    def compares(self) -> bool:
        """Whether lanes stand there."""
        return self._comparing.is_open

    def chart(self) -> Chart | None:
        """The chart that the keys are for; None while lanes stand there."""
        return None if self.compares else self._grid.active

    def panels(self) -> str:
        """Where the panels are beside the charts, as `Docks.restore` takes it."""
        return self._panels_beside_charts if self.compares else self._docks.state()

    def turn(self) -> None:
        """To the lanes, or back to the charts; the lanes' connections open and close."""
        if self.compares:
            self._comparing.close()
        else:
            self._panels_beside_charts = self._docks.state()
            self._list_px_beside_charts = self._docks.width_px("watchlist")
            self._comparing.open()
        self._grid.setVisible(not self.compares)
        self._compare.setVisible(self.compares)
        if self.compares:
            for name in _OF_CHARTS:
                self._docks[name].hide()
            self._narrow_list(_SLIM_PX)
        else:
            # Only now: the table of lanes would not leave the panels the room they had.
            self._docks.restore(self._panels_beside_charts)
            # Qt itself gives back only a part of it.
            self._docks.set_width("watchlist", self._list_px_beside_charts)
        self.turned.emit(self.compares)

    def follow(self) -> None:
        """Scroll with time again."""
        (self._compare if self.compares else self._grid.active).follow()

    def fit_prices(self) -> None:
        """Let the scale of prices fit by itself again; beside each other lanes always fit."""
        if not self.compares:
            self._grid.active.fit_prices()

    def set_span_number(self, number: int) -> None:
        """Show the first, second, … of the time spans that are offered."""
        (self._compare if self.compares else self._grid.active).set_span_number(number)

    def expect_other_size(self) -> None:
        """Text is about to grow or shrink: how wide the list is now shall be found again."""
        if self._is_narrow is False:
            self._wide_list_px = self._usual_list_px()

    def make_room(self, window_px: int, *, rescaled: bool = False) -> None:
        """In a narrow window the charts need more of the room of the watchlist, and the table of
        four lanes all of it. rescaled: it may be narrow only because text has grown."""
        is_narrow = window_px < theme.px(_NARROW)
        tight = self.compares and is_narrow
        if self._watchlist_gave_way is not tight:
            self._watchlist_gave_way = tight
            self._docks["watchlist"].setVisible(not tight)
        if self._is_narrow is not is_narrow and not self.compares:
            if is_narrow and not rescaled:
                self._wide_list_px = self._usual_list_px()
            self._make_charts_room(is_narrow)

    def _make_charts_room(self, is_narrow: bool) -> None:
        was, self._is_narrow = self._is_narrow, is_narrow
        if was is None:
            return
        if is_narrow:
            self._narrow_list(_LISTED_PX)
        elif self._wide_list_px:
            self._docks.set_width("watchlist", theme.px(self._wide_list_px))

    def _usual_list_px(self) -> int:
        """At the usual size of text: it may be another one when there is room again."""
        return round(self._docks.width_px("watchlist") / theme.scale())

    def _narrow_list(self, usual_px: int) -> None:
        width_px = min(theme.px(usual_px), self._docks.width_px("watchlist"))
        self._docks.set_width("watchlist", width_px)
