"""A pane of the chart, and those of the price and of its age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsWidget, QSizePolicy
from typing_extensions import override

from ticker_app.chart_settings import PriceScale
from ticker_app.curves import DELIVERED, EMPTY, Curve, thinned
from ticker_app.series import Kind
from ticker_app.ui import theme
from ticker_app.ui.chart.box_item import BoxItem
from ticker_app.ui.chart.candle_boxes import NO_BOXES, NO_GROUPS, Groups
from ticker_app.ui.chart.columns import columns_of
from ticker_app.ui.chart.items import Grid, Mark, Words, pen
from ticker_app.ui.chart.legend_item import LegendItem
from ticker_app.ui.chart.line_item import NO_POINTS, LineItem, Points
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.scales import ValueScale
from ticker_app.ui.local_text import general, number
from ticker_app.ui.palette import Palette, blend
from ticker_app.ui.wording import NARROW

AGE_TITLES = (
    "filled: out of date for · line: age of the newest tick",
    "filled: out of date · line: age",
    "age",
)
"""What the age pane shows; the first that fits."""
_FILL_SHARE = 0.42
TITLE_LEFT_PX = 6.0
Value = TypeVar("Value", float, NDArray[np.float64])
_BOLD_UP_TO = 1500
"""Vertices; more of them stand so close that a bold line would be a band, and that they share
columns of pixels."""


def kind_colour(palette: Palette, kind: Kind) -> str:
    """The colour of a price by how it came."""
    colours = {
        Kind.HISTORY: palette.muted,
        Kind.PUSHED: palette.pushed,
        Kind.POLLED: palette.polled,
    }
    return colours[kind]


class Pane:
    """A view on time and values, its grid and its scale.

    What it shows lies on its ``box`` in px from its left and top, and is cut off at its edges.
    """

    def __init__(self, font: QFont, palette: Palette) -> None:
        self.box = QGraphicsWidget()
        self.box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.scale = ValueScale(font, palette)
        self.grid = Grid(self.box)
        self._frame = Frame(0, 1, 1)
        self._values = 0.0, 1.0
        self._size = QSizeF()
        self.box.geometryChanged.connect(self._on_geometry_changed)

    @property
    def time_in_view(self) -> tuple[float, float]:
        """Left and right end, s since the Unix epoch."""
        return self._frame.left_s, self._frame.right_s

    @property
    def column_s(self) -> float:
        """How much time one column of pixels shows."""
        return self._frame.column_s

    @property
    def size(self) -> QSizeF:
        """Of the pane without its scale, px."""
        return self._size

    @property
    def values(self) -> tuple[float, float]:
        """Bottom and top."""
        return self._values

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.grid.set_palette(palette)
        self.scale.set_palette(palette)

    def set_range(self, frame: Frame, values: tuple[float, float]) -> None:
        """Show this time and these values."""
        self._frame, self._values = frame, values

    def x_px(self, moment_s: Value) -> Value:
        """Where a moment, or each of several, stands, px from the left."""
        px_per_s = self.size.width() / (self._frame.right_s - self._frame.left_s)
        return (moment_s - self._frame.left_s) * px_per_s

    def room_px(self, length_s: float) -> float:
        """How wide so much time is, px."""
        return length_s * self.size.width() / (self._frame.right_s - self._frame.left_s)

    def y_px(self, value: Value) -> Value:
        """Where a value, or each of several, stands, px from the top."""
        bottom, top = self._values
        return (top - value) * (self.size.height() / (top - bottom))

    def points(self, curve: Curve) -> Points:
        """The vertices of a curve, px, in memory of their own."""
        bottom, top = self._values
        x, y = curve.x - self._frame.left_s, top - curve.y
        x *= self.size.width() / (self._frame.right_s - self._frame.left_s)
        y *= self.size.height() / (top - bottom)
        return Points(x, y)

    def value_at(self, y_px: float) -> float:
        """The value that stands so many px from the top."""
        bottom, top = self._values
        return top - y_px / self.size.height() * (top - bottom)

    def value_text(self, value: float) -> str:
        """How a value of this pane reads."""
        return general(value)

    def _on_geometry_changed(self) -> None:
        self._size = QSizeF(self.box.size())

    def show_grid(self, moments_s: list[int], values: list[float]) -> None:
        """Draw lines at these moments and values."""
        xs = [self.x_px(moment) for moment in moments_s]
        self.grid.set_lines(xs, [self.y_px(value) for value in values], self.size)


class Stroke:
    """One curve on a pane, handed over only when it or its place changed.

    Bold only while that is cheap: wide pens cost several times as much as those of 1 px. With
    more vertices it is drawn by columns of pixels.
    """

    def __init__(
        self,
        pane: Pane,
        z: float,
        *,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
        widest_px: int = 1,
        filled: bool = False,
    ) -> None:
        """filled: down to the bottom of the pane, in a pale shade of its colour."""
        self.curve = EMPTY
        self._pane = pane
        self._style = style
        self._widest_px = self._width_px = widest_px
        self._filled = filled
        self._colour, self._ground = "#000000", "#000000"
        self.item, self.columns = LineItem(pane.box, z), BoxItem(pane.box, z)

    @property
    def pen(self) -> QPen:
        """What it is drawn with."""
        return self.item.pen

    def set_colour(self, colour: str, ground: str = "#000000") -> None:
        """Take the colour. ground: what a filled one lies on."""
        self._colour, self._ground = colour, ground
        self._set_pen()

    def show(self, curve: Curve) -> None:
        """Draw this from now on; the pane has its range by now."""
        if not (len(curve.x) or len(self.curve.x)):
            return
        self.curve = curve
        dense = len(curve.x) > _BOLD_UP_TO
        if dense and not self._is_solid:
            curve = thinned(curve, self._pane.column_s)
        points = NO_POINTS
        if len(curve.x):
            points = self._pane.points(curve)
        self._show_points(points, dense=dense and self._is_solid)
        if self._width_px != self._fitting_width_px():
            self._set_pen()

    @property
    def _is_solid(self) -> bool:
        return self._style is Qt.PenStyle.SolidLine

    def _show_points(self, points: Points, *, dense: bool) -> None:
        size = self._pane.size
        groups = NO_GROUPS
        if dense:
            line, below, points = columns_of(points, size.width(), size.height())
            groups = Groups(below if self._filled else NO_BOXES, line, NO_BOXES)
        self.item.show_points(points, size)
        self.columns.set_size(size)
        self.columns.show_boxes(groups)

    def _fitting_width_px(self) -> int:
        return theme.px(self._widest_px) if len(self.curve.x) <= _BOLD_UP_TO else 1

    def _set_pen(self) -> None:
        self._width_px = self._fitting_width_px()
        # The fill alone is too faint; its edge is as clear as any line.
        fill = blend(self._colour, self._ground, _FILL_SHARE) if self._filled else None
        self.item.set_look(self._make_pen(), fill)
        self.columns.set_colours(fill or self._ground, self._colour, self._ground)

    def _make_pen(self) -> QPen:
        return pen(self._colour, self._style, self._width_px)


class PricePane(Pane):
    """The price on the screen by how it came, and dotted what was published meanwhile."""

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__(font, palette)
        self.published = Stroke(self, z=1, style=Qt.PenStyle.DotLine)
        self.prices = {kind: Stroke(self, z=2, widest_px=2) for kind in Kind}
        self.last_price = Mark(Qt.PenStyle.DotLine, self.box)
        self.below = Words(font, self.box)
        self.legend = LegendItem(palette, self.box)
        self.legend.setPos(TITLE_LEFT_PX, 2)
        self.axis = PriceAxis(PriceScale.LINEAR, 1.0, 2)

    @override
    def value_text(self, value: float) -> str:
        return self.axis.text(value)

    @override
    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        super().set_palette(palette)
        self.below.set_palette(palette)
        self.legend.set_palette(palette)
        self.published.set_colour(palette.muted)
        for kind, stroke in self.prices.items():
            stroke.set_colour(kind_colour(palette, kind))

    def show(self, prices: Mapping[Kind, Curve], published: Curve) -> None:
        """Draw these."""
        self.published.show(published)
        for kind, stroke in self.prices.items():
            stroke.show(prices.get(kind, EMPTY))

    def say_below(self, text: str) -> None:
        """A few words in the lower left corner; none: nothing is there."""
        self.below.say(text)
        self.below.setVisible(bool(text))
        self.below.setPos(TITLE_LEFT_PX, self.size.height() - self.below.rect().height() - 2)

    def mark_last_price(self, unit: float | None, colour: str) -> None:
        """A dotted horizontal at the last price, in units of the scale, if it is in view."""
        bottom, top = self._values
        inside = unit is not None and bottom <= unit <= top
        self.last_price.setVisible(inside)
        if unit is not None and inside:
            self.last_price.set_colour(colour)
            y = self.y_px(unit)
            self.last_price.setLine(0, y, self.size.width(), y)


class AgePane(Pane):
    """For how long the price had been out of date (filled), and the newest tick's age."""

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__(font, palette)
        self.outdated = {kind: Stroke(self, z=1, filled=True) for kind in DELIVERED}
        self.ages = {kind: Stroke(self, z=2) for kind in DELIVERED}
        self.title = Words(font, self.box)
        self.title.setPos(TITLE_LEFT_PX, 2)

    @override
    def value_text(self, value: float) -> str:
        return f"{number(max(value, 0.0), 2)}{NARROW}s"

    @override
    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        super().set_palette(palette)
        self.title.set_palette(palette)
        for kind in DELIVERED:
            colour = kind_colour(palette, kind)
            self.outdated[kind].set_colour(colour, palette.surface)
            self.ages[kind].set_colour(colour)

    def show(self, ages: Mapping[Kind, Curve], outdated: Mapping[Kind, Curve]) -> None:
        """Draw these."""
        self.title.say_in(self.size.width() - 2 * TITLE_LEFT_PX, AGE_TITLES)
        for kind in DELIVERED:
            self.ages[kind].show(ages.get(kind, EMPTY))
            self.outdated[kind].show(outdated.get(kind, EMPTY))
