"""One to four charts in the middle of the window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ticker_app.alerts.alert import Alert
from ticker_app.chart_settings import ChartSettings
from ticker_app.grid_settings import GridSettings, Shape
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.palette import Palette

_MANY = 3


class ChartGrid(QWidget):
    """Lays charts out, knows the active one, and lets them share symbol and crosshair.

    Signals:
        settings_changed (GridSettings): the user wants to see something else.
        symbol_wanted (str): the active chart is of this symbol now.
        compare_chosen: lanes side by side, by a click in a chart.
        alert_asked (str, float): the user wants to hear when this price of a symbol is reached.
        alert_moved (int, float): the user dragged the line of this alert to this price.
        alert_opened, alert_removed (int): the user wants to change this alert, or to delete it.
    """

    settings_changed = Signal(object)
    symbol_wanted = Signal(str)
    compare_chosen = Signal()
    alert_asked = Signal(str, float)
    alert_moved = Signal(int, float)
    alert_opened = Signal(int)
    alert_removed = Signal(int)

    def __init__(
        self,
        palette: Palette,
        settings: GridSettings = GridSettings(),  # noqa: B008 - frozen
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._palette = palette
        self._settings = settings.sound()
        self._selected: str | None = None
        self._turn = 0
        self.charts: list[Chart] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.UNIT)
        self._arrange()

    @property
    def settings(self) -> GridSettings:
        """What it shows."""
        return self._settings

    @property
    def shown(self) -> Sequence[Chart]:
        """The charts in view."""
        return self.charts[: len(self._settings.shape.places)]

    @property
    def active(self) -> Chart:
        """The chart that the keys are for."""
        return self.charts[self._settings.active]

    def symbols_in(self, session: Session) -> tuple[str, ...]:
        """What the charts in view show, each once."""
        found = (chart.symbol_in(session) for chart in self.shown)
        return tuple(dict.fromkeys(symbol for symbol in found if symbol is not None))

    def set_palette(self, palette: Palette) -> None:
        """Take the colours; the next refresh paints them."""
        self._palette = palette
        for chart in self.charts:
            chart.set_palette(palette)

    def refresh(self, session: Session, now_us: int) -> None:
        """Show the charts in view as they are now (µs, client clock).

        Of three or more those that nobody looks at are shown anew in every other frame: that is
        still more often than an eye can follow, and leaves the time of a frame to the others.
        """
        self._selected = session.selected
        self._turn += 1
        for number, chart in enumerate(self.shown):
            looked_at = chart is self.active or chart.underMouse()
            if looked_at or len(self.shown) < _MANY or (number + self._turn) % 2:
                chart.refresh(session, now_us)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Draw these in every chart that shows their symbol."""
        for chart in self.shown:
            chart.show_alerts(alerts)

    def show_symbol(self, symbol: str) -> None:
        """Another symbol was chosen: it goes on the active chart, or with a link on all."""
        if not self._settings.links_symbol:
            self.active.apply(replace(self.active.settings, symbol=symbol))
            self._note()

    def set_shape(self, shape: Shape) -> None:
        """Let so many charts stand so."""
        if shape is not self._settings.shape:
            self._settings = replace(self._settings, shape=shape).sound()
            self._arrange()
            self._note()

    def activate_next(self) -> None:
        """Turn to the chart behind the active one."""
        self._activate((self._settings.active + 1) % len(self.shown))
        self.active.setFocus()

    def link_symbols(self, on: bool) -> None:
        """All charts show the selected symbol, or each goes on with the one it shows."""
        self._settings = replace(self._settings, links_symbol=on)
        symbol = None if on else self._selected
        for chart in self.charts:
            chart.apply(replace(chart.settings, symbol=symbol))
        self._note()

    def link_crosshairs(self, on: bool) -> None:
        """The pointer in one chart marks its moment in all, or only there."""
        self._settings = replace(self._settings, links_crosshair=on)
        for chart in self.charts:
            chart.show_crosshair(None)
        self._note()

    def _arrange(self) -> None:
        while len(self.charts) < len(self._settings.charts):
            self._add(self._settings.charts[len(self.charts)])
        for chart in self.charts:
            self._layout.removeWidget(chart)
            chart.hide()
        for chart, place in zip(self.charts, self._settings.shape.places, strict=False):
            self._layout.addWidget(chart, *place)
            chart.show()
        rows = {place[0] for place in self._settings.shape.places}
        columns = {place[1] for place in self._settings.shape.places}
        for number in range(2):
            self._layout.setRowStretch(number, int(number in rows))
            self._layout.setColumnStretch(number, int(number in columns))
        self._mark_active()

    def _add(self, settings: ChartSettings) -> None:
        chart = Chart(self._palette, settings, self)
        chart.settings_changed.connect(self._note)
        chart.activated.connect(partial(self._on_activated, chart))
        chart.crosshair_moved.connect(partial(self._on_crosshair_moved, chart))
        chart.alert_asked.connect(partial(self._on_alert_asked, chart))
        chart.alert_lines.moved.connect(self.alert_moved)
        chart.alert_lines.asked.connect(self.alert_opened)
        chart.alert_lines.removed.connect(self.alert_removed)
        chart.header.compare_chosen.connect(self.compare_chosen)
        self.charts.append(chart)

    def _on_activated(self, chart: Chart) -> None:
        if chart in self.shown:
            self._activate(self.charts.index(chart))

    def _activate(self, index: int) -> None:
        if index == self._settings.active:
            return
        self._settings = replace(self._settings, active=index)
        self._mark_active()
        self._note()
        if self.active.settings.symbol is not None:
            self.symbol_wanted.emit(self.active.settings.symbol)

    def _on_crosshair_moved(self, source: Chart, at_s: float | None) -> None:
        if self._settings.links_crosshair:
            for chart in self.shown:
                if chart is not source:
                    chart.show_crosshair(at_s)

    def _on_alert_asked(self, chart: Chart, price: float) -> None:
        symbol = chart.settings.symbol or self._selected
        if symbol is not None:
            self.alert_asked.emit(symbol, price)

    def _mark_active(self) -> None:
        several = len(self.shown) > 1
        for chart in self.charts:
            chart.setProperty("active", several and chart is self.active)
            chart.style().unpolish(chart)
            chart.style().polish(chart)

    def _note(self, _changed: object = None) -> None:
        charts = tuple(chart.settings for chart in self.charts)
        self._settings = replace(self._settings, charts=charts)
        self.settings_changed.emit(self._settings)
