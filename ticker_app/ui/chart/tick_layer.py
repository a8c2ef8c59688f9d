"""The price as it came, tick by tick, in the colour of how it came."""

from __future__ import annotations

from typing import Any

import numpy as np
from typing_extensions import override

from ticker_app.chart_settings import ChartSettings, PriceScale
from ticker_app.on_screen import Screen
from ticker_app.series import Kind, SymbolSeries
from ticker_app.session import Session
from ticker_app.ui.chart.layer import NOTHING, Last, Layer, Measured, Spot
from ticker_app.ui.chart.panes import PricePane, kind_colour
from ticker_app.ui.chart.picture import BLANK, Frame, Picture, changes_of, price_picture, screen_in
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.readout import Field, tick_fields
from ticker_app.ui.chart.tick_reading import tick_at
from ticker_app.ui.palette import Palette
from ticker_app.vertices import EMPTY, Curve


class TickLayer(Layer):
    """Steps of the price on the screen, and dotted what was published meanwhile.

    screen: what was measured last, for whoever wants it too; None without any.
    """

    def __init__(self, pane: PricePane, palette: Palette) -> None:
        self._pane = pane
        self._palette = palette
        self._series: SymbolSeries | None = None
        self._now_us = 0
        self._in_percent = False
        self._through_us: int | None = None
        self._changes: list[Any] = []
        self.picture: Picture = BLANK
        self.screen: Screen | None = None

    @property
    @override
    def first_s(self) -> float | None:
        shown_us = self._series.seen.shown_us[:1].tolist() if self._series else []
        return shown_us[0] / 1e6 if shown_us else None

    @override
    def set_palette(self, palette: Palette) -> None:
        self._palette = palette

    @override
    def read(self, session: Session, symbol: str, settings: ChartSettings, now_us: int) -> None:
        self._series = session.series.get(symbol)
        self._now_us = now_us
        self._in_percent = settings.drawn_scale is PriceScale.PERCENT
        self._through_us = session.reference_through(symbol)
        self._changes = changes_of(session.switches)

    @override
    def state(self, frame: Frame) -> Any:
        revision = self._series.revision if self._series else None
        column = min(self._now_us, frame.right_s * 1e6) // (frame.column_s * 1e6)
        return id(self._series), revision, column, self._through_us, len(self._changes)

    @override
    def measure(self, frame: Frame) -> Measured:
        if self._series is None:
            self.picture, self.screen = BLANK, None
            return NOTHING
        self.screen = screen_in(self._series, self._changes, frame, self._now_us)
        self.picture = price_picture(
            self.screen, self._series, self._changes, frame, self._through_us
        )
        last = None
        if self.picture.last is not None:
            price, kind = self.picture.last
            last = Last(price, kind_colour(self._palette, kind))
        base = self._base(frame) if self._in_percent else None
        return Measured(self.picture.price_extent, base, last)

    @override
    def paint(self, axis: PriceAxis) -> None:
        prices = {kind: _on(axis, curve) for kind, curve in self.picture.prices.items()}
        self._pane.show(prices, _on(axis, self.picture.published))

    @override
    def spot(self, moment_s: float) -> Spot:
        return Spot(moment_s, moment_s, 0.0)

    @override
    def fields(self, moment_s: float | None, frame: Frame, decimals: int) -> list[Field]:
        if moment_s is None or self._series is None:
            return []
        at_us = round(moment_s * 1e6)
        found = tick_at(self._series, self._changes, at_us, self._now_us, self._through_us)
        return tick_fields(found, decimals, self.spot(moment_s).text(frame))

    @override
    def clear(self) -> None:
        self.picture = BLANK
        self._pane.show({}, EMPTY)

    @property
    def has_history(self) -> bool:
        """Whether prices that were filled in are in view."""
        return len(self.picture.prices.get(Kind.HISTORY, EMPTY).x) > 0

    def _base(self, frame: Frame) -> float | None:
        """The first price in view."""
        firsts = []
        for curve in self.picture.prices.values():
            inside = np.flatnonzero(curve.x >= frame.left_s)
            if len(inside):
                firsts.append((curve.x[inside[0]], curve.y[inside[0]]))
        return float(min(firsts)[1]) if firsts else None


def _on(axis: PriceAxis, curve: Curve) -> Curve:
    return curve._replace(y=axis.units(curve.y))
