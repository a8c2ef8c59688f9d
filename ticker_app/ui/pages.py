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
            self._docks.restore(self._panels_beside_charts)
        else:
            self._panels_beside_charts = self._docks.state()
            self._comparing.open()
            for name in _OF_CHARTS:
                self._docks[name].hide()
        self._grid.setVisible(not self.compares)
        self._compare.setVisible(self.compares)
        self.turned.emit(self.compares)

    def follow(self) -> None:
        """Scroll with time again."""
        (self._compare if self.compares else self._grid.active).follow()

    def set_span_number(self, number: int) -> None:
        """Show the first, second, … of the time spans that are offered."""
        (self._compare if self.compares else self._grid.active).set_span_number(number)

    def make_room(self, window_px: int) -> None:
        """In a narrow window the table of four lanes needs the room of the watchlist."""
        tight = self.compares and window_px < theme.px(_NARROW)
        if self._watchlist_gave_way is not tight:
            self._watchlist_gave_way = tight
            self._docks["watchlist"].setVisible(not tight)
