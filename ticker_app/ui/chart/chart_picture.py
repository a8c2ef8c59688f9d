"""Everything a chart draws: it knows what has changed since, and draws only that."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from ticker_app.chart_settings import ChartSettings, PriceScale, Timeframe
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.chart.age_layer import AgeLayer
from ticker_app.ui.chart.candle_layer import CandleLayer
from ticker_app.ui.chart.chart_panes import ChartPanes
from ticker_app.ui.chart.compared_layer import ComparedLayer
from ticker_app.ui.chart.indicator_layer import IndicatorLayer
from ticker_app.ui.chart.layer import NOTHING, Layer, Measured
from ticker_app.ui.chart.pane import TITLE_LEFT_PX
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.ranges import HeldRange, ValueRange
from ticker_app.ui.chart.tick_layer import TickLayer
from ticker_app.ui.chart.words import older_words
from ticker_app.ui.palette import Palette

_LEAST_TICKS_HIGH = 8
_EARLY = 0.5
"""Older candles are read when less than so much of the width is left of them."""


class ChartPicture:
    """The panes of one chart and the layers that draw on them.

    measured: what there was in the frame that was drawn last.
    prices: what the scale of prices shows, if someone has taken it in hand.
    """

    def __init__(self, settings: ChartSettings, palette: Palette) -> None:
        self.panes = ChartPanes(theme.font(), palette)
        self.ticks = TickLayer(self.panes.price, palette)
        self.candles = CandleLayer(self.panes.price, self.panes.volume, palette)
        self.ages = AgeLayer(self.panes.age)
        self.indicators = IndicatorLayer(self.panes, palette)
        self.compared = ComparedLayer(self.panes.price, palette)
        self.measured: Measured = NOTHING
        self.prices = HeldRange()
        self._settings = settings
        self._painted: dict[str, Any] = {}
        self.start_over(2)
        self.apply(settings)

    @property
    def layer(self) -> Layer:
        """What draws the price."""
        return self.ticks if self._draws_ticks else self.candles

    @property
    def decimals(self) -> int:
        """Of the symbol's prices."""
        return self._decimals

    @property
    def is_read(self) -> bool:
        """Whether the server has told its candles, if there are any."""
        return not self._draws_ticks and self.candles.reading.is_read

    def apply(self, settings: ChartSettings) -> None:
        """Draw this from the next frame on."""
        before, layer = self._settings, self.layer
        self._settings = settings
        self.panes.arrange(settings)
        if replace(settings, shares=before.shares) == before:
            return
        if settings.timeframe is not before.timeframe:
            layer.clear()
        if settings.drawn_scale is not before.drawn_scale:
            self.prices.fit()
        self.panes.price.say_below("")
        self.start_over(self._decimals)

    def start_over(self, decimals: int) -> None:
        """Another symbol, other data, or another way to draw it."""
        self._decimals = decimals
        self._range: ValueRange | None = None
        self.ages.start_over()
        self.candles.start_over()
        candles = not self._draws_ticks
        specs = self._settings.indicators if candles else ()
        self.indicators.apply(specs, decimals, looks_taken=len(self._settings.compared))
        self._painted.clear()

    def set_palette(self, palette: Palette) -> None:
        """Take the colours; the next frame is drawn with them."""
        self._painted.clear()
        for part in (self.panes, self.ticks, self.candles, self.indicators, self.compared):
            part.set_palette(palette)

    def draw(self, session: Session, symbol: str | None, frame: Frame, now_us: int) -> None:
        """Draw what has changed. now_us: client clock."""
        place = frame, [pane.size for pane in self.panes.shown]
        if self._is_stale("place", place):
            # What stands still on its pane moves on the screen.
            self._painted = {"place": place}
            self.panes.price.set_range(frame, self.panes.price.values)
            self.panes.show_time(frame)
        others = [one for one in self._settings.compared if one != symbol]
        self.compared.read(session, others, self._settings.timeframe, now_us)
        state = self.layer.state(frame), self.compared.state(), self.prices.held
        if self._is_stale("price", state):
            self._draw_price(frame)
        if symbol is not None and self._settings.shows_age:
            self._draw_ages(session, symbol, frame, now_us)
        if not self._draws_ticks and symbol is not None:
            self._go_back(session, symbol, frame, now_us)
        if self._is_stale("marks", (len(session.switches), self.panes.price.legend.height)):
            self.panes.show_marks(session.switches, frame)

    def show_legends(self, moment_s: float | None) -> None:
        """Say the values of indicators and other symbols at a moment; None: the newest."""
        rows = self.compared.rows(moment_s)
        if not self._draws_ticks:
            index = self.candles.index_at(moment_s)
            rows += self.indicators.rows(-1 if index is None else index)
        price = self.panes.price
        price.legend.show_rows(rows, price.size.width() - TITLE_LEFT_PX)

    @property
    def _draws_ticks(self) -> bool:
        return self._settings.timeframe is Timeframe.TICK

    def _is_stale(self, part: str, state: Any) -> bool:
        """Whether a part of the picture shows another state than this; it is noted as shown."""
        stale = bool(self._painted.get(part) != state)
        self._painted[part] = state
        return stale

    def _draw_price(self, frame: Frame) -> None:
        layer = self.layer
        self.measured = measured = layer.measure(frame)
        axis = self._axis(measured)
        extent = self._extent(measured, axis, frame)
        near = measured.extent[1] if measured.extent else 1.0
        if self._range is None:
            self._range = ValueRange(axis.least_height(_LEAST_TICKS_HIGH, near))
        values = self.prices.view(self._range.fit(extent), axis.least_height(1, near))
        self.panes.price.set_range(frame, values)
        layer.paint(axis)
        self.compared.paint()
        self.panes.show_prices(axis, measured.last)
        if not self._draws_ticks:
            self.candles.paint_volume(frame)
            self.panes.show_volumes()
            self.indicators.paint(frame, self.candles.drawn, axis.units)

    def _extent(
        self, measured: Measured, axis: PriceAxis, frame: Frame
    ) -> tuple[float, float] | None:
        """Lowest and highest of all that stands on the price pane, in units of its scale."""
        prices = [measured.extent]
        if not self._draws_ticks:
            prices.append(self.indicators.measure(self.candles.reading, self.candles.drawn))
        found = [(axis.units(low), axis.units(high)) for low, high in filter(None, prices)]
        others = self.compared.measure(frame)
        if axis.scale is PriceScale.PERCENT:
            found += others
        if not found:
            return None
        return min(low for low, _ in found), max(high for _, high in found)

    def _go_back(self, session: Session, symbol: str, frame: Frame, now_us: int) -> None:
        """Read older candles before the view reaches their end, and say so where it does."""
        reading = self.candles.reading
        early_s = frame.left_s - _EARLY * (frame.right_s - frame.left_s)
        if reading.has_older and reading.first_s is not None and reading.first_s > early_s:
            session.want_older(symbol, self._settings.timeframe)
        # The room at the left of a young chart explains itself, unless someone went there.
        follows = frame.right_s > now_us / 1e6
        words = older_words(frame, reading.first_s, has_older=reading.has_older)
        self.panes.price.say_below("" if follows else words)

    def _axis(self, measured: Measured) -> PriceAxis:
        """Prices that have no logarithm, or no base, stand on a linear scale."""
        scale = self._settings.drawn_scale
        lowest = measured.extent[0] if measured.extent else 0.0
        impossible = {PriceScale.LOG: lowest <= 0, PriceScale.PERCENT: not measured.base}
        if impossible.get(scale):
            scale = PriceScale.LINEAR
        return PriceAxis(scale, measured.base or 1.0, self._decimals)

    def _draw_ages(self, session: Session, symbol: str, frame: Frame, now_us: int) -> None:
        ticks = self._draws_ticks
        state = self.ages.state(session, symbol, frame, now_us, each_tick=ticks)
        if self._is_stale("age", state):
            self.ages.paint(session, symbol, frame, now_us, self.ticks.screen if ticks else None)
            self.panes.show_ages()
