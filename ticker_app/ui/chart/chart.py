"""The chart: the price of one symbol and how old it was, on one time axis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget
from typing_extensions import override

from server.wire import SymbolInfo
from ticker_app.alerts.alert import Alert
from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.chart.alert_lines import AlertLines
from ticker_app.ui.chart.chart_picture import ChartPicture
from ticker_app.ui.chart.context_menu import context_menu
from ticker_app.ui.chart.corner_button import CornerButton
from ticker_app.ui.chart.header import ChartHeader
from ticker_app.ui.chart.names import fitting_span_s, spans_s
from ticker_app.ui.chart.pane_dragging import PaneDragging
from ticker_app.ui.chart.pointer import Pointer
from ticker_app.ui.chart.price_steering import PriceSteering
from ticker_app.ui.chart.ranges import SHORTEST_S
from ticker_app.ui.chart.sentence import Sentence
from ticker_app.ui.chart.steering import Steering
from ticker_app.ui.chart.travel import view_bounds_s
from ticker_app.ui.chart.words import MEANING
from ticker_app.ui.palette import Palette

_BACK = "Back to now ▸", "Scroll with time again (F, End)", Qt.Corner.BottomRightCorner
_FIT = "Fit prices", "Let the scale of prices fit by itself again (0)", Qt.Corner.TopRightCorner


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
        self.setWhatsThis(MEANING)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Price chart")
        self._settings = settings
        self.header = ChartHeader(settings, palette, self)
        self.picture = ChartPicture(settings, palette)
        self.panes = self.picture.panes
        self.pointer = Pointer(self.panes, palette)
        self.steering = Steering(self.panes.view, self.pointer, settings.span_s, self)
        self.price_steering = PriceSteering(self.panes, self.picture.prices, self)
        self.pane_dragging = PaneDragging(self.panes, self)
        self.alert_lines = AlertLines(
            self.panes.price, self.panes.view, theme.font(), palette, self
        )
        self.sentence = Sentence(self)
        self.back = CornerButton(*_BACK, parent=self)
        self.fit = CornerButton(*_FIT, parent=self)
        self._symbol: str | None = None
        self._symbols: Mapping[str, SymbolInfo] = {}
        self._seen: int | None = None
        self._told_s: float | None = None
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
        return self.steering.travel.following

    @property
    def span_s(self) -> float:
        """How much time is shown once there is as much history."""
        return self._settings.span_s

    @property
    def time_in_view(self) -> tuple[float, float]:
        """From when to when it shows, s since the Unix epoch (client clock)."""
        frame = self.steering.frame
        return frame.left_s, frame.right_s

    def apply(self, settings: ChartSettings) -> None:
        """Show this from the next refresh on; says nothing, for nobody chose it here."""
        before, self._settings = self._settings, settings
        ticks = settings.timeframe is Timeframe.TICK
        # Ticks grow into an empty chart; candles keep their width from the first one on.
        self.steering.travel.set_span_s(settings.span_s, SHORTEST_S if ticks else math.inf)
        self.steering.travel.set_bounds(*view_bounds_s(settings.timeframe))
        if settings.timeframe is not before.timeframe:
            self.follow()
        self.header.show_settings(settings)
        self.header.show_symbol(settings.symbol)
        self.picture.apply(settings)
        self._show_fitting()

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
        self.steering.follow()

    def fit_prices(self) -> None:
        """Let the scale of prices fit by itself again."""
        self.price_steering.fit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Keys that move through time and prices; False: this one means nothing here."""
        return self.price_steering.take_key(event) or self.steering.take_key(event)

    def show_crosshair(self, at_s: float | None) -> None:
        """Mark this moment, where another chart's pointer is; None: nowhere."""
        self.pointer.link(at_s)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours; the next refresh paints them."""
        parts = (self.header, self.picture, self.pointer.crosshair, self.sentence)
        for part in (*parts, self.back, self.fit):
            part.set_palette(palette)
        self.alert_lines.set_look(theme.font(), palette)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Draw those of the symbol that is shown."""
        self.alert_lines.show([alert for alert in alerts if alert.symbol == self._symbol])

    def refresh(self, session: Session, now_us: int) -> None:
        """Show the symbol as it is now (µs, client clock)."""
        symbol = self.symbol_in(session)
        self._look_at(session, symbol)
        layer = self.picture.layer
        if symbol is not None:
            layer.read(session, symbol, self._settings, now_us)
        frame = self.steering.next_frame(now_us, layer, self.panes.price.size.width())
        self.picture.draw(session, symbol, frame, now_us)
        self.sentence.say(symbol, self._settings, self.picture, frame, now_us)
        self._show_pointer()
        for button in (self.back, self.fit):
            if not button.isHidden():
                button.lie_in(self.panes.price_rect.translated(self.panes.view.pos()))
        self.header.legend.set_reference(on=session.reference_on)
        self.header.legend.set_history(shown=self.picture.ticks.has_history)

    def _look_at(self, session: Session, symbol: str | None) -> None:
        """Start over where the symbol or its data are other ones."""
        known = session.symbols.get(symbol) if symbol else None
        decimals = known.decimals if known else 2
        series = session.series.get(symbol) if symbol else None
        seen = None if series is None else series.identity
        if symbol != self._symbol or session.symbols is not self._symbols:
            self._symbols = session.symbols
            self.header.more.show_symbols([one for one in session.symbols if one != symbol])
        if symbol != self._symbol:
            self._symbol = symbol
            self.setAccessibleName(f"Price chart of {symbol}" if symbol else "Price chart")
            self.follow()
            self.fit_prices()
        if seen != self._seen or decimals != self.picture.decimals:
            self._seen = seen
            self.header.readout.start_over()
            self.picture.start_over(decimals)

    def _show_pointer(self) -> None:
        """The crosshair and what there is to say of its moment, or else of the newest."""
        layer, frame = self.picture.layer, self.steering.frame
        aim = self.pointer.aim(frame)
        if aim is None:
            self.pointer.crosshair.hide()
        else:
            spot = layer.spot(aim.moment_s)
            value = aim.pane.value_text(aim.value) if aim.pane else ""
            stood = aim._replace(moment_s=spot.centre_s)
            self.pointer.crosshair.show(self.panes.shown, stood, spot.text(frame), value)
        moment_s = None if aim is None else aim.moment_s
        self.header.show_readout(layer.fields(moment_s, frame, self.picture.decimals))
        self.picture.show_legends(moment_s)
        own_s = aim.moment_s if aim is not None and self.pointer.is_own else None
        if own_s != self._told_s:
            self._told_s = own_s
            self.crosshair_moved.emit(own_s)

    def _show_following(self) -> None:
        self.header.set_following(self.following)
        self.back.setVisible(not self.following)

    def _show_fitting(self) -> None:
        self.fit.setVisible(self.picture.prices.held is not None)

    def made_menu(self) -> QMenu:
        """What can be done with the chart where the pointer is."""
        last = self.picture.measured.last
        at = self.pointer.price_at(self.steering.frame)
        return context_menu(
            self,
            wanted=last.price if at is None and last else at,
            decimals=self.picture.decimals,
            ask_alert=self.alert_asked.emit,
            follow=None if self.following else self.follow,
            to_oldest=self.steering.to_oldest,
        )

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.header, 0, 0)
        layout.addWidget(self.panes.view, 1, 0)
        layout.addWidget(self.sentence, 1, 0)
        self.sentence.raise_()
        self.back.raise_()
        self.fit.raise_()
        layout.setRowStretch(1, 1)

    def _connect(self) -> None:
        self.steering.moved.connect(self._show_following)
        self.steering.span_wanted.connect(self.set_span_s)
        self.steering.turned_to.connect(self.activated)
        self.header.chosen.connect(self._on_chosen)
        self.header.follow_chosen.connect(self.follow)
        self.back.clicked.connect(self.follow)
        self.price_steering.moved.connect(self._show_fitting)
        self.price_steering.turned_to.connect(self.activated)
        self.fit.clicked.connect(self.fit_prices)
        self.pane_dragging.shared.connect(self._on_shared)
        self.pane_dragging.reset.connect(partial(self._choose, shares=()))

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

    def _on_shared(self, shares: Mapping[str, float]) -> None:
        self._choose(shares=self._settings.with_shares(shares).shares)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.activated.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.made_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
