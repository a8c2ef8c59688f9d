"""The indicators of a chart: over the price, or in panes of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ticker_app.indicators import Indicator, IndicatorSpec, make
from ticker_app.indicators.specs import Drawn, Placement
from ticker_app.ui.chart.candle_picture import DrawnCandles
from ticker_app.ui.chart.candle_reading import CandleReading
from ticker_app.ui.chart.chart_panes import ChartPanes
from ticker_app.ui.chart.indicator_lines import IndicatorLines, Values
from ticker_app.ui.chart.indicator_pane import IndicatorPane
from ticker_app.ui.chart.legend_item import Row
from ticker_app.ui.chart.line_look import LOOKS, LineLook, edge
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.palette import Palette


class _Shown:
    """One indicator, its newest values, and where they are drawn."""

    def __init__(self, spec: IndicatorSpec) -> None:
        self.spec = spec
        self.indicator: Indicator = make(spec)
        self.values: Values = {}
        self.over: IndicatorLines | None = None
        self.pane: IndicatorPane | None = None


class IndicatorLayer:
    """Computes and draws the indicators; what did not change is neither computed nor drawn."""

    def __init__(self, panes: ChartPanes, palette: Palette) -> None:
        self._panes = panes
        self._palette = palette
        self._shown: list[_Shown] = []
        self._computed: object = None
        self._decimals = 2
        self._looks_taken = 0

    @property
    def specs(self) -> tuple[IndicatorSpec, ...]:
        """What is shown."""
        return tuple(shown.spec for shown in self._shown)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours; panes take theirs with the others."""
        self._palette = palette
        for shown in self._shown:
            if shown.over is not None:
                shown.over.set_palette(palette)

    def apply(self, specs: Sequence[IndicatorSpec], decimals: int, *, looks_taken: int) -> None:
        """Show these, of prices with so many decimals; those that stay go on.

        looks_taken: so many of the looks are those of other lines.
        """
        if (tuple(specs), decimals, looks_taken) == (self.specs, self._decimals, self._looks_taken):
            return
        self._decimals, self._looks_taken = decimals, looks_taken
        before = {shown.spec: shown for shown in self._shown}
        for shown in self._shown:
            if shown.over is not None:
                shown.over.drop()
        self._shown = [before.get(spec) or _Shown(spec) for spec in dict.fromkeys(specs)]
        self._computed = None
        self._place()

    def measure(self, reading: CandleReading, drawn: DrawnCandles) -> tuple[float, float] | None:
        """Compute what changed; lowest and highest value over the price in view."""
        computed = (reading.revision, id(reading.columns.start_us), len(reading.columns.start_us))
        if computed != self._computed:
            self._computed = computed
            for shown in self._shown:
                shown.values = shown.indicator.update(reading.columns)
        over = [
            column[drawn.row]
            for shown in self._shown
            if shown.over is not None
            for column in shown.values.values()
        ]
        known = np.concatenate([np.empty(0), *over])
        known = known[~np.isnan(known)]
        return (float(known.min()), float(known.max())) if len(known) else None

    def paint(
        self,
        frame: Frame,
        drawn: DrawnCandles,
        units: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    ) -> None:
        """Draw what was measured. units: of the scale of prices."""
        for shown in self._shown:
            if shown.over is not None:
                inside = {name: column[drawn.row] for name, column in shown.values.items()}
                shown.over.paint(drawn, inside, units)
            if shown.pane is not None:
                shown.pane.show(frame, drawn, shown.values)
                self._panes.show_values(shown.pane)

    def rows(self, index: int) -> list[Row]:
        """The legend over the price for one candle, a negative one for none; the panes of their
        own show theirs."""
        rows = []
        for shown in self._shown:
            if shown.over is not None:
                decimals = shown.spec.decimals(self._decimals)
                parts = shown.over.parts(shown.spec, shown.values, index, decimals)
                rows.append(Row(shown.spec.label, parts))
            if shown.pane is not None:
                shown.pane.show_legend(shown.values, index)
        return rows

    def _place(self) -> None:
        own = [shown for shown in self._shown if shown.spec.placement is Placement.PANE]
        panes = self._panes.set_indicators([shown.spec.label for shown in own])
        for shown, pane in zip(own, panes, strict=True):
            shown.pane = pane
            pane.start_over(shown.spec, self._decimals)
        number = self._looks_taken
        for shown in self._shown:
            if shown.spec.placement is Placement.PRICE:
                shown.over = IndicatorLines(self._panes.price)
                look = LOOKS[number % len(LOOKS)]
                shown.over.set_looks(_looks(shown.spec, look), self._palette)
                number += 1


def _looks(spec: IndicatorSpec, look: LineLook) -> dict[str, LineLook]:
    return {
        line.name: edge(look) if line.drawn is Drawn.EDGE else look
        for line in spec.lines
        if line.drawn is not Drawn.BARS
    }
