"""The lines of one indicator on one pane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPen

from ticker_app.indicators import IndicatorSpec
from ticker_app.ui.chart.candle_picture import DrawnCandles
from ticker_app.ui.chart.legend_item import Part
from ticker_app.ui.chart.line_item import LineItem, with_gaps
from ticker_app.ui.chart.line_look import LineLook
from ticker_app.ui.chart.pane import Pane
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import NOTHING, price

Values: TypeAlias = Mapping[str, NDArray[np.float64]]
"""By the name of a line."""


class IndicatorLines:
    """A line of its own look for each that the indicator draws as one; bars are not its matter."""

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self._looks: dict[str, LineLook] = {}
        self._pens: dict[str, QPen] = {}
        self.items: dict[str, LineItem] = {}

    def set_looks(self, looks: dict[str, LineLook], palette: Palette) -> None:
        """Draw these lines so, and no others."""
        for name in [name for name in self.items if name not in looks]:
            self._take_away(name)
        for name in looks:
            if name not in self.items:
                self.items[name] = LineItem(self._pane.box, z=1.5)
        self._looks = looks
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._pens = {name: look.pen(palette) for name, look in self._looks.items()}
        for name, pen in self._pens.items():
            self.items[name].set_look(pen)

    def paint(
        self,
        drawn: DrawnCandles,
        inside: Values,
        units: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    ) -> None:
        """Draw values in view, ``(n,)`` aligned with what is drawn; units: of the scale."""
        centre = np.rint(self._pane.x_px(drawn.centre_s))
        room_px = self._pane.room_px(drawn.width_s)
        for name, item in self.items.items():
            y = self._pane.y_px(units(inside[name]))
            item.show_points(with_gaps(centre, y, drawn.joined, room_px), self._pane.size)

    def parts(
        self, spec: IndicatorSpec, values: Values, index: int, decimals: int
    ) -> tuple[Part, ...]:
        """The values of one candle for a legend. A single line needs no name."""
        found = []
        for line in spec.lines:
            column = values.get(line.name)
            known = column is not None and 0 <= index < len(column)
            value = float(column[index]) if known and column is not None else np.nan
            text = NOTHING if np.isnan(value) else price(value, decimals)
            name = line.name if len(spec.lines) > 1 else ""
            found.append(Part(text, self._pens.get(line.name), name))
        return tuple(found)

    def drop(self) -> None:
        """Be gone."""
        for name in [*self.items]:
            self._take_away(name)
        self._looks, self._pens = {}, {}

    def _take_away(self, name: str) -> None:
        item = self.items.pop(name)
        if item.scene() is not None:
            item.scene().removeItem(item)
