"""How many charts there are, how they stand, and what they share. Knows no Qt."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from ticker_app.chart_settings import ChartSettings


class Shape(StrEnum):
    """How charts stand, by rows and columns."""

    ONE = "1x1"
    BESIDE = "1x2"
    ABOVE = "2x1"
    THREE = "1+2"
    FOUR = "2x2"

    @property
    def places(self) -> tuple[tuple[int, int, int, int], ...]:
        """Of each chart: row, column, rows and columns that it takes."""
        return _PLACES[self]


_PLACES: dict[Shape, tuple[tuple[int, int, int, int], ...]] = {
    Shape.ONE: ((0, 0, 1, 1),),
    Shape.BESIDE: ((0, 0, 1, 1), (0, 1, 1, 1)),
    Shape.ABOVE: ((0, 0, 1, 1), (1, 0, 1, 1)),
    Shape.THREE: ((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)),
    Shape.FOUR: ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)),
}
MOST_CHARTS = max(len(places) for places in _PLACES.values())


class GridSettings(Struct, frozen=True):
    """The charts of a window, as they are kept from one start to the next.

    charts: those in view first; the rest comes back with a shape that has room for it.
    active: which one the keys are for.
    links_symbol: all charts show the selected symbol, or each its own.
    links_crosshair: the pointer in one chart marks its moment in all.
    """

    shape: Shape = Shape.ONE
    charts: tuple[ChartSettings, ...] = (ChartSettings(),)
    active: int = 0
    links_symbol: bool = True
    links_crosshair: bool = True

    def sound(self) -> GridSettings:
        """The same with as many charts as its shape needs, and no more than there can be."""
        lacking = max(len(self.shape.places) - len(self.charts), 0)
        last = self.charts[-1] if self.charts else ChartSettings()
        charts = (*self.charts, *[last] * lacking)[:MOST_CHARTS]
        in_view = 0 <= self.active < len(self.shape.places)
        return replace(self, charts=charts, active=self.active if in_view else 0)
