"""A pane for an indicator whose values are no prices."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from ticker_app.indicators import IndicatorSpec
from ticker_app.indicators.specs import Drawn
from ticker_app.ui.chart.box_item import CandleBoxes
from ticker_app.ui.chart.candle_boxes import Groups, zero_boxes
from ticker_app.ui.chart.candle_picture import DrawnCandles
from ticker_app.ui.chart.indicator_lines import IndicatorLines, Values
from ticker_app.ui.chart.items import Mark
from ticker_app.ui.chart.legend_item import LegendItem, Row
from ticker_app.ui.chart.line_look import FIRST, LOOKS
from ticker_app.ui.chart.pane import TITLE_LEFT_PX, Pane
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.ranges import ValueRange
from ticker_app.ui.palette import Palette, blend
from ticker_app.ui.wording import price

_BAR_SHARE = 0.5
_LEAST_STEPS_HIGH = 4


class IndicatorPane(Pane):
    """Lines, bars from zero, levels that help, and a legend with the values."""

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__(font, palette)
        self.legend = LegendItem(palette, self.box)
        self.legend.setPos(TITLE_LEFT_PX, 2)
        self.bars = CandleBoxes(self.box, z=1)
        self.lines = IndicatorLines(self)
        self._guides: list[Mark] = []
        self._palette = palette
        self._spec: IndicatorSpec | None = None
        self._decimals = 2
        self._range = ValueRange(1.0)

    @override
    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        super().set_palette(palette)
        self._palette = palette
        self.legend.set_palette(palette)
        self.lines.set_palette(palette)
        grey = blend(palette.muted, palette.surface, _BAR_SHARE)
        self.bars.set_colours(grey, grey, palette.surface)
        for guide in self._guides:
            guide.set_colour(palette.line)

    @override
    def value_text(self, value: float) -> str:
        return price(value, self._decimals)

    def start_over(self, spec: IndicatorSpec, price_decimals: int) -> None:
        """Show this indicator of prices with so many decimals."""
        self._spec = spec
        self._decimals = spec.decimals(price_decimals)
        self._range = ValueRange(_LEAST_STEPS_HIGH * 10.0**-self._decimals, above=0.45)
        drawn = [line for line in spec.lines if line.drawn is not Drawn.BARS]
        looks = dict(zip((line.name for line in drawn), (FIRST, *LOOKS), strict=False))
        self.lines.set_looks(looks, self._palette)
        while len(self._guides) < len(spec.guides):
            self._guides.append(Mark(Qt.PenStyle.DashLine, self.box))
            self._guides[-1].set_colour(self._palette.line)

    def show(self, frame: Frame, drawn: DrawnCandles, values: Values) -> None:
        """Draw these values, aligned with all candles."""
        spec = self._spec
        if spec is None:
            return
        inside = {name: column[drawn.row] for name, column in values.items()}
        self.set_range(frame, spec.scale or self._range.fit(self._extent(inside, spec)))
        self.lines.paint(drawn, inside, lambda column: column)
        for line in spec.lines:
            if line.drawn is Drawn.BARS:
                self._show_bars(drawn, inside[line.name])
        self._show_guides(spec)

    def show_legend(self, values: Values, index: int) -> None:
        """Say the values of one candle."""
        if self._spec is not None:
            parts = self.lines.parts(self._spec, values, index, self._decimals)
            room_px = self.size.width() - TITLE_LEFT_PX
            self.legend.show_rows([Row(self._spec.label, parts)], room_px)

    def _extent(self, inside: Values, spec: IndicatorSpec) -> tuple[float, float] | None:
        columns = [*inside.values(), np.array(spec.guides)]
        known = np.concatenate(columns)
        known = known[~np.isnan(known)]
        return (float(known.min()), float(known.max())) if len(known) else None

    def _show_bars(self, drawn: DrawnCandles, values: NDArray[np.float64]) -> None:
        def boxes(part: DrawnCandles) -> Groups:
            ends = values[np.searchsorted(drawn.row, part.row)]
            return zero_boxes(
                self.x_px(part.centre_s),
                self.room_px(part.width_s),
                self.y_px(ends),
                self.y_px(0.0),
                ends >= 0,
            )

        place = self.time_in_view, self.values, values[: drawn.settled].tobytes()
        self.bars.show(self.size, place, drawn, boxes)

    def _show_guides(self, spec: IndicatorSpec) -> None:
        for guide, value in zip(self._guides, (*spec.guides, *[math.nan] * 9), strict=False):
            y = self.y_px(value)
            inside = not math.isnan(value) and 0 <= y <= self.size.height()
            guide.setVisible(inside)
            if inside:
                guide.setLine(0, y, self.size.width(), y)
