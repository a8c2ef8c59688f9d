"""The chart: the price of one symbol and how old it was, on one time axis."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ticker_app.chart_settings import ChartSettings
from ticker_app.curves import EMPTY
from ticker_app.series import Kind, SymbolSeries
from ticker_app.session import Session, Switch
from ticker_app.ui import theme
from ticker_app.ui.chart.header import (
    PUBLISHED,
    REFERENCE_OFF,
    ChartHeader,
)
from ticker_app.ui.chart.items import TimeScale
from ticker_app.ui.chart.marks import MOST, SwitchMarks
from ticker_app.ui.chart.panes import AgePane, Pane, PricePane, kind_colour
from ticker_app.ui.chart.picture import BLANK, Frame, Picture, changes_of, picture
from ticker_app.ui.chart.ranges import AgeRange, TimeWindow, ValueRange
from ticker_app.ui.chart.ticks import clock_text, time_ticks, value_ticks
from ticker_app.ui.chart.view import ChartView
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import NARROW, price

_PX_PER_PRICE, _PX_PER_AGE, _PX_PER_TIME = 56, 30, 100
_LEAST_TICKS_HIGH = 8
_LEAST_AGE_S = 0.5


class Chart(QWidget):
    """Price above, age below; scrolls with time until it is dragged or zoomed.

    A window may hold any number of them, each with settings of its own. `refresh` reads the
    session and repaints only if something moved by a pixel or more.

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
        font = theme.font()
        self._settings = settings
        self.header = ChartHeader(settings.span_s, self)
        self.view = ChartView()
        self.sentence = QLabel(self)
        self.price_pane, self.age_pane = PricePane(font, palette), AgePane(font, palette)
        self.time_scale = TimeScale(font, palette)
        self.marks = SwitchMarks(self.price_pane.box, self.age_pane.box, font, palette)
        self._window = TimeWindow(settings.span_s)
        self._palette = palette
        self._symbol: str | None = None
        self._series: SymbolSeries | None = None
        self._painted: tuple[Any, ...] | None = None
        self._start_over(decimals=2)
        self._lay_out()
        self._connect()
        self.set_palette(palette)

    @property
    def settings(self) -> ChartSettings:
        """What it shows."""
        return self._settings

    def apply(self, settings: ChartSettings) -> None:
        """Show this from the next refresh on; says nothing, for nobody chose it here."""
        if settings.span_s != self._settings.span_s:
            self._window.set_span_s(settings.span_s)
            self.header.set_span_s(settings.span_s)
        self._settings = settings
        self._painted = None

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
        left_s, right_s = self.price_pane.box.viewRange()[0]
        return left_s, right_s

    def set_span_s(self, span_s: float) -> None:
        """Show so much time."""
        self._choose(span_s=float(span_s))

    def symbol_in(self, session: Session) -> str | None:
        """The symbol it shows of this session; None: none is known yet."""
        return self._settings.symbol or session.selected

    def follow(self) -> None:
        """Scroll with time again."""
        self._window.follow()
        self.header.set_following(True)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours; the next refresh paints them."""
        self._palette = palette
        self._painted = None
        self.view.setBackground(palette.surface)
        self.sentence.setStyleSheet(f"color: {palette.muted}; background: transparent")
        for part in (self.header, self.price_pane, self.age_pane, self.time_scale, self.marks):
            part.set_palette(palette)

    def refresh(self, session: Session, now_us: int) -> None:
        """Show the symbol as it is now (µs, client clock)."""
        symbol = self.symbol_in(session)
        series = session.series.get(symbol) if symbol else None
        self._look_at(session, symbol, series)
        frame = self._frame(series, now_us)
        through_us = session.reference_through(self._symbol)
        state = (
            series and series.revision,
            frame,
            min(now_us, frame.right_s * 1e6) // (frame.column_s * 1e6),
            through_us,
            len(session.switches),
            session.reference_on,
            self.price_pane.size,
            self.age_pane.size,
        )
        if state != self._painted:
            self._painted = state
            changes = changes_of(session.switches)
            drawn = picture(series, changes, frame, now_us, through_us) if series else BLANK
            self._show(session, drawn, frame)

    def _look_at(self, session: Session, symbol: str | None, series: SymbolSeries | None) -> None:
        """Start over where the symbol or its data are other ones."""
        if symbol != self._symbol or series is not self._series:
            known = session.symbols.get(symbol) if symbol else None
            if symbol != self._symbol:
                self.follow()
            self._symbol, self._series = symbol, series
            self._start_over(known.decimals if known else 2)

    def _start_over(self, decimals: int) -> None:
        self._decimals = decimals
        self._prices = ValueRange(_LEAST_TICKS_HIGH * 10.0**-decimals)
        self._ages = AgeRange(_LEAST_AGE_S)
        self._painted = None
        self.setAccessibleName(f"Price chart of {self._symbol}" if self._symbol else "Price chart")

    def _frame(self, series: SymbolSeries | None, now_us: int) -> Frame:
        """The time in view; it scrolls by whole pixels."""
        shown_us = series.seen.shown_us[:1].tolist() if series else []
        first_s = shown_us[0] / 1e6 if shown_us else None
        pixels = max(self.price_pane.size.width(), 1.0)
        left_s, right_s = self._window.view(now_us / 1e6, first_s)
        column_s = (right_s - left_s) / pixels
        left_s, right_s = self._window.view(now_us / 1e6 // column_s * column_s, first_s)
        return Frame(left_s, right_s, column_s)

    def _show(self, session: Session, drawn: Picture, frame: Frame) -> None:
        self._say(drawn)
        self.header.set_reference(PUBLISHED if session.reference_on else REFERENCE_OFF)
        self.header.set_history(len(drawn.prices.get(Kind.HISTORY, EMPTY).x) > 0)
        self.price_pane.set_range(frame, self._prices.fit(drawn.price_extent))
        self.age_pane.set_range(frame, self._ages.fit(drawn.highest_age_s))
        self.price_pane.show(drawn.prices, drawn.published)
        self.age_pane.show(drawn.ages, drawn.outdated)
        self._show_scales(drawn, frame)
        self._show_marks(session.switches, frame)

    def _say(self, drawn: Picture) -> None:
        waiting = f"the first price of {self._symbol}" if self._symbol else "the server"
        self.sentence.setText("" if drawn.last else f"Waiting for {waiting}…")
        self.sentence.setVisible(drawn.last is None)

    def _show_scales(self, drawn: Picture, frame: Frame) -> None:
        price_pane, age_pane = self.price_pane, self.age_pane
        moments = time_ticks(frame.left_s, frame.right_s, price_pane.size.width() / _PX_PER_TIME)
        finest = 10.0**-self._decimals
        count = price_pane.size.height() / _PX_PER_PRICE
        values = value_ticks(*price_pane.values, count, finest) if drawn.last else []
        ages = value_ticks(*age_pane.values, age_pane.size.height() / _PX_PER_AGE)
        price_pane.show_grid(moments, values)
        age_pane.show_grid(moments, ages)
        self.time_scale.show_labels([(price_pane.x_px(at), clock_text(at)) for at in moments])
        age_pane.scale.show_labels([(age_pane.y_px(age), f"{age:g}{NARROW}s") for age in ages])
        labels = [(price_pane.y_px(value), price(value, self._decimals)) for value in values]
        self._show_last(drawn, labels)
        self._widen([text for _, text in labels])

    def _show_last(self, drawn: Picture, labels: list[tuple[float, str]]) -> None:
        last, kind = drawn.last or (None, None)
        colour = kind_colour(self._palette, kind) if kind is not None else self._palette.muted
        self.price_pane.mark_last_price(last, colour)
        tag = None
        if last is not None and self.price_pane.last_price.isVisible():
            tag = (self.price_pane.y_px(last), price(last, self._decimals), colour)
        self.price_pane.scale.show_labels(labels, tag)

    def _widen(self, texts: list[str]) -> None:
        """Make room for the widest price; both panes keep one width."""
        scale = self.price_pane.scale
        wanted = scale.width_for([*texts, "0000.00"])
        if wanted > scale.minimumWidth() or wanted < scale.minimumWidth() - 24:
            for one in (scale, self.age_pane.scale):
                one.setMinimumWidth(wanted)
                one.setMaximumWidth(wanted)

    def _show_marks(self, switches: list[Switch], frame: Frame) -> None:
        ends = frame.left_s * 1e6, frame.right_s * 1e6
        inside = [switch for switch in switches if ends[0] <= switch.at_us <= ends[1]][-MOST:]
        self.marks.show(
            [(self.price_pane.x_px(switch.at_us / 1e6), switch) for switch in inside],
            self.price_pane.size.width(),
            (self.price_pane.size.height(), self.age_pane.size.height()),
        )

    def _lay_out(self) -> None:
        panes = self.view.ci
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        for row, (pane, stretch) in enumerate(((self.price_pane, 5), (self.age_pane, 3))):
            panes.addItem(pane.box, row, 0)
            panes.addItem(pane.scale, row, 1)
            panes.layout.setRowStretchFactor(row, stretch)
            panes.layout.setRowPreferredHeight(row, 0)
        panes.layout.setRowSpacing(0, 2 * theme.UNIT)
        panes.layout.setColumnStretchFactor(0, 1)
        panes.addItem(self.time_scale, 2, 0, 1, 2)
        panes.layout.setRowFixedHeight(2, self.time_scale.metrics.height() + 2 * theme.UNIT)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setFont(theme.font(12))
        self.sentence.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QGridLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.header, 0, 0)
        layout.addWidget(self.view, 1, 0)
        layout.addWidget(self.sentence, 1, 0)
        self.sentence.raise_()
        layout.setRowStretch(1, 1)

    def _connect(self) -> None:
        self.view.pressed.connect(self.activated)
        self.header.span_chosen.connect(self.set_span_s)
        self.header.follow_chosen.connect(self.follow)
        for pane in (self.price_pane, self.age_pane):
            pane.box.sigRangeChangedManually.connect(partial(self._on_moved, pane))

    def _choose(self, **chosen: Any) -> None:
        """The user wants this changed."""
        settings = msgspec.structs.replace(self._settings, **chosen)
        if settings != self._settings:
            self.apply(settings)
            self.settings_changed.emit(settings)

    def _on_moved(self, pane: Pane, _axes: object) -> None:
        self._window.hold(*pane.box.viewRange()[0])
        self.header.set_following(False)
