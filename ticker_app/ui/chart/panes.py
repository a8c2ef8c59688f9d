"""The panes of the price and of its age."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from ticker_app.chart_settings import PriceScale
from ticker_app.curves import DELIVERED
from ticker_app.series import Kind
from ticker_app.ui.chart.items import Mark, Words
from ticker_app.ui.chart.legend_item import LegendItem
from ticker_app.ui.chart.pane import TITLE_LEFT_PX, Pane
from ticker_app.ui.chart.price_axis import PriceAxis
from ticker_app.ui.chart.stroke import Stroke
from ticker_app.ui.local_text import number
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import NARROW
from ticker_app.vertices import EMPTY, Curve

AGE_TITLES = (
    "filled: out of date for · line: age of the newest tick",
    "filled: out of date · line: age",
    "age",
)
"""What the age pane shows; the first that fits."""


def kind_colour(palette: Palette, kind: Kind) -> str:
    """The colour of a price by how it came."""
    colours = {
        Kind.HISTORY: palette.muted,
        Kind.PUSHED: palette.pushed,
        Kind.POLLED: palette.polled,
    }
    return colours[kind]


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
