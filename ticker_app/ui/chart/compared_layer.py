"""The lines of other symbols on the price pane, in percent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ticker_app.chart_settings import Timeframe
from ticker_app.session import Session
from ticker_app.ui.chart.compared import ComparedSymbol
from ticker_app.ui.chart.legend_item import Part, Row
from ticker_app.ui.chart.line_item import NO_POINTS, LineItem, Points, with_gaps
from ticker_app.ui.chart.line_look import LOOKS
from ticker_app.ui.chart.panes import PricePane
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import NARROW, NOTHING, signed


class ComparedLayer:
    """One line for each symbol, told apart by greys and dashes."""

    def __init__(self, pane: PricePane, palette: Palette) -> None:
        self._pane = pane
        self._palette = palette
        self._symbols: list[ComparedSymbol] = []
        self._items: list[LineItem] = []

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is compared."""
        return tuple(one.symbol for one in self._symbols)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._palette = palette
        for item, look in zip(self._items, LOOKS, strict=False):
            item.set_look(look.pen(palette))

    def read(
        self, session: Session, symbols: Sequence[str], timeframe: Timeframe, now_us: int
    ) -> None:
        """Look at these symbols as they are now (µs, client clock)."""
        if tuple(symbols) != self.symbols:
            self._symbols = [ComparedSymbol(symbol) for symbol in symbols]
            while len(self._items) < len(symbols):
                self._items.append(LineItem(self._pane.box, z=1.2))
            self.set_palette(self._palette)
            for item in self._items:
                item.show_points(NO_POINTS, self._pane.size)
        for one in self._symbols:
            one.read(session, timeframe, now_us)

    def state(self) -> Any:
        """What the picture depends on beside the frame."""
        return [(one.symbol, one.state) for one in self._symbols]

    def measure(self, frame: Frame) -> list[tuple[float, float]]:
        """Lowest and highest of each that is in view, percent."""
        lines = [one.measure(frame) for one in self._symbols]
        extents = (None if line is None else line.extent for line in lines)
        return [extent for extent in extents if extent is not None]

    def paint(self) -> None:
        """Draw what was measured."""
        for one, item in zip(self._symbols, self._items, strict=False):
            item.show_points(self._points(one), self._pane.size)

    def rows(self, moment_s: float | None) -> list[Row]:
        """For the legend: how far each had gone at a moment; None: now."""
        found = []
        for one, look in zip(self._symbols, LOOKS, strict=False):
            percent = one.percent_at(moment_s)
            text = NOTHING if percent is None else f"{signed(percent, 2)}{NARROW}%"
            found.append(Row(one.symbol, (Part(text, look.pen(self._palette)),)))
        return found

    def _points(self, one: ComparedSymbol) -> Points:
        line = one.line
        if line is None:
            return NO_POINTS
        x, y = self._pane.x_px(line.at_s), self._pane.y_px(line.percent)
        if not line.width_s:
            return Points(np.rint(x), y)
        return with_gaps(np.rint(x), y, line.joined, self._pane.room_px(line.width_s))
