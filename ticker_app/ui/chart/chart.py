"""The chart: the price of one symbol and how old it was, on one time axis."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ticker_app.chart_settings import ChartSettings, PriceScale, Timeframe
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.chart.age_layer import AgeLayer
from ticker_app.ui.chart.candle_layer import CandleLayer
from ticker_app.ui.chart.chart_panes import ChartPanes
from ticker_app.ui.chart.header import ChartHeader
from ticker_app.ui.chart.layer import Layer, Measured
from ticker_app.ui.chart.legend import PUBLISHED, REFERENCE_OFF
from ticker_app.ui.chart.names import fitting_span_s, spans_s
from ticker_app.ui.chart.panes import Pane
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.ranges import SHORTEST_S, TimeWindow, ValueRange
from ticker_app.ui.chart.tick_layer import TickLayer
from ticker_app.ui.palette import Palette

_LEAST_TICKS_HIGH = 8


class Chart(QWidget):
    """Price above, age below; scrolls with time until it is dragged or zoomed.

    A window may hold any number of them, each with settings of its own. `refresh` reads the
    session and repaints only what moved by a pixel or more.

    Signals:
        settings_changed (ChartSettings): the user wants to see something else.
        crosshair_moved (float or None): the moment under the pointer, s; None: it left.
        alert_asked (float): the user wants to hear when this price is reached.
        activated: the user turned to this chart, by the mouse or by the keyboard.
    """

    settings_changed = Signal(object)
    crosshair_moved = Signal(object)
    alert_asked = Signal(float)
    activated = Signal()

    def __init__(
        self,
        palette: Palette,
        settings: ChartSettings = ChartSettings(),  # noqa: B008 - frozen
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._settings = settings
        self.header = ChartHeader(settings, self)
        self.panes = panes = ChartPanes(theme.font(), palette)
        self.sentence = QLabel(self)
        self.ticks = TickLayer(panes.price, palette)
        self.candles = CandleLayer(panes.price, panes.volume, palette)
        self.ages = AgeLayer(panes.age)
        self._window = TimeWindow(settings.span_s)
        self._symbol: str | None = None
        self._painted: dict[str, Any] = {}
        self._start_over(decimals=2)
        self._lay_out()
        self._connect()
        self.apply(settings)
        self.set_palette(palette)

    @property
    def settings(self) -> ChartSettings:
        """What it shows."""
        return self._settings

    @property
    def following(self) -> bool:
        """Whether the chart scrolls with time."""
        return self._window.following

    @property
    def span_s(self) -> float:
        """How much time is shown once there is as much history."""
        return self._window.span_s

    @property
    def time_in_view(self) -> tuple[float, float]:
        """From when to when it shows, s since the Unix epoch (client clock)."""
        left_s, right_s = self.panes.price.box.viewRange()[0]
        return left_s, right_s

    def apply(self, settings: ChartSettings) -> None:
        """Show this from the next refresh on; says nothing, for nobody chose it here."""
        before, self._settings = self._settings, settings
        ticks = settings.timeframe is Timeframe.TICK
        if settings.span_s != self._window.span_s:
            self._window.set_span_s(settings.span_s)
        # Ticks grow into an empty chart; candles keep their width from the first one on.
        self._window.set_shortest_s(SHORTEST_S if ticks else math.inf)
        if settings.timeframe is not before.timeframe:
            self.follow()
            (self.candles if ticks else self.ticks).clear()
        self.header.show_settings(settings)
        self.header.show_symbol(settings.symbol)
        self.panes.set_shown(
            volume=settings.shows_volume and not ticks, age=settings.shows_age, candles=not ticks
        )
        self._start_over(self._decimals)

    def set_span_s(self, span_s: float) -> None:
        """Show so much time."""
        self._choose(span_s=float(span_s))

    def set_span_number(self, number: int) -> None:
        """Show the first, second, … of the time spans that are offered."""
        self.set_span_s(spans_s(self._settings.timeframe)[number])

    def symbol_in(self, session: Session) -> str | None:
        """The symbol it shows of this session; None: none is known yet."""
        return self._settings.symbol or session.selected

    def follow(self) -> None:
        """Scroll with time again."""
        self._window.follow()
        self.header.set_following(True)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours; the next refresh paints them."""
        self._painted.clear()
        self.sentence.setStyleSheet(f"color: {palette.muted}; background: transparent")
        for part in (self.header, self.panes, self.ticks, self.candles):
            part.set_palette(palette)

    def refresh(self, session: Session, now_us: int) -> None:
        """Show the symbol as it is now (µs, client clock)."""
        symbol = self.symbol_in(session)
        self._look_at(session, symbol)
        layer = self._layer
        if symbol is not None:
            layer.read(session, symbol, self._settings, now_us)
        frame = self._frame(layer, now_us)
        place = frame, [pane.size for pane in self.panes.shown]
        moved = self._is_stale("place", place)
        if self._is_stale("price", (layer.state(frame), place)):
            self._show_price(layer, frame)
        if self._is_stale("age", self._age_state(session, symbol, frame, now_us)) or moved:
            self._show_ages(session, symbol, frame, now_us)
        if self._is_stale("marks", (len(session.switches), place)):
            self.panes.show_marks(session.switches, frame)
        self.header.legend.set_reference(PUBLISHED if session.reference_on else REFERENCE_OFF)

    @property
    def _layer(self) -> Layer:
        return self.ticks if self._settings.timeframe is Timeframe.TICK else self.candles

    def _is_stale(self, part: str, state: Any) -> bool:
        """Whether a part of the picture shows another state than this; it is noted as shown."""
        stale = bool(self._painted.get(part) != state)
        self._painted[part] = state
        return stale

    def _look_at(self, session: Session, symbol: str | None) -> None:
        """Start over where the symbol or its data are other ones."""
        known = session.symbols.get(symbol) if symbol else None
        decimals = known.decimals if known else 2
        series = session.series.get(symbol) if symbol else None
        seen = None if series is None else series.identity
        if symbol != self._symbol:
            self._symbol = symbol
            self.follow()
        if self._is_stale("symbol", (symbol, seen, decimals)):
            state = self._painted["symbol"]
            self._start_over(decimals)
            self._painted["symbol"] = state

    def _start_over(self, decimals: int) -> None:
        self._decimals = decimals
        self._prices: ValueRange | None = None
        self.ages.start_over()
        self.candles.start_over()
        self._painted.clear()
        self.setAccessibleName(f"Price chart of {self._symbol}" if self._symbol else "Price chart")

    def _frame(self, layer: Layer, now_us: int) -> Frame:
        """The time in view; it scrolls by whole pixels."""
        pixels = max(self.panes.price.size.width(), 1.0)
        left_s, right_s = self._window.view(now_us / 1e6, layer.first_s)
        column_s = (right_s - left_s) / pixels
        left_s, right_s = self._window.view(now_us / 1e6 // column_s * column_s, layer.first_s)
        return Frame(left_s, right_s, column_s)

    def _age_state(self, session: Session, symbol: str | None, frame: Frame, now_us: int) -> Any:
        if symbol is None or not self._settings.shows_age:
            return None
        each_tick = self._settings.timeframe is Timeframe.TICK
        return self.ages.state(session, symbol, frame, now_us, each_tick=each_tick)

    def _show_price(self, layer: Layer, frame: Frame) -> None:
        measured = layer.measure(frame)
        self._say(measured)
        axis = self._axis(measured)
        extent = measured.extent
        units = None if extent is None else (axis.units(extent[0]), axis.units(extent[1]))
        if self._prices is None:
            near = extent[1] if extent else 1.0
            self._prices = ValueRange(axis.least_height(_LEAST_TICKS_HIGH, near))
        self.panes.price.set_range(frame, self._prices.fit(units))
        layer.paint(axis)
        self.panes.show_time(frame)
        self.panes.show_prices(axis, measured.last)
        if layer is self.candles:
            self.candles.paint_volume(frame)
            self.panes.show_volumes()
        else:
            self.header.legend.set_history(self.ticks.has_history)

    def _axis(self, measured: Measured) -> PriceAxis:
        scale = self._settings.drawn_scale
        lowest = measured.extent[0] if measured.extent else 0.0
        if scale is PriceScale.LOG and lowest <= 0:
            scale = PriceScale.LINEAR
        if scale is PriceScale.PERCENT and not measured.base:
            scale = PriceScale.LINEAR
        return PriceAxis(scale, measured.base or 1.0, self._decimals)

    def _show_ages(self, session: Session, symbol: str | None, frame: Frame, now_us: int) -> None:
        if symbol is not None and self._settings.shows_age:
            self.ages.paint(session, symbol, frame, now_us)
            self.panes.show_ages()

    def _say(self, measured: Measured) -> None:
        waiting = f"the first price of {self._symbol}" if self._symbol else "the server"
        self.sentence.setText("" if measured.last else f"Waiting for {waiting}…")
        self.sentence.setVisible(measured.last is None)

    def _lay_out(self) -> None:
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setFont(theme.font(12))
        self.sentence.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QGridLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.header, 0, 0)
        layout.addWidget(self.panes.view, 1, 0)
        layout.addWidget(self.sentence, 1, 0)
        self.sentence.raise_()
        layout.setRowStretch(1, 1)

    def _connect(self) -> None:
        self.panes.view.pressed.connect(self.activated)
        self.header.chosen.connect(self._on_chosen)
        self.header.follow_chosen.connect(self.follow)
        for pane in (self.panes.price, self.panes.volume, self.panes.age):
            pane.box.sigRangeChangedManually.connect(partial(self._on_moved, pane))

    def _choose(self, **chosen: Any) -> None:
        """The user wants this changed."""
        settings = replace(self._settings, **chosen)
        if settings != self._settings:
            self.apply(settings)
            self.settings_changed.emit(settings)

    def _on_chosen(self, field: str, value: Any) -> None:
        chosen = {field: value}
        if field == "timeframe":
            chosen["span_s"] = fitting_span_s(value, self._settings.span_s)
        self._choose(**chosen)

    def _on_moved(self, pane: Pane, _axes: object) -> None:
        self._window.hold(*pane.box.viewRange()[0])
        self.header.set_following(False)
