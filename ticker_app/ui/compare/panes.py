"""The panes of the compare chart: the price of every lane, and below it one age for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPen
from typing_extensions import override

from ticker_app.ui.chart.items import Words
from ticker_app.ui.chart.pane import Pane
from ticker_app.ui.chart.stroke import Stroke
from ticker_app.ui.compare.lane_style import DASHES, FIRST, MOST_LANES, LaneStyle, dashed_pen
from ticker_app.ui.compare.picture import LaneCurves
from ticker_app.ui.palette import Palette
from ticker_app.vertices import EMPTY, Curve

_TITLE_LEFT_PX = 6.0


class DashedStroke(Stroke):
    """A curve with the dash of a lane."""

    def __init__(self, pane: Pane, z: float, *, widest_px: int, dash: int) -> None:
        self._dash = dash
        super().__init__(pane, z, widest_px=widest_px)

    @property
    @override
    def _is_solid(self) -> bool:
        return not DASHES[self._dash]

    @override
    def _make_pen(self) -> QPen:
        return dashed_pen(self._colour, self._dash, self._width_px)


class LanePricePane(Pane):
    """The price of each lane over the published one. Where lanes agree, the dashes of the later
    ones lie on the line of the first, so that all can be seen."""

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__(font, palette)
        self.published = Stroke(self, z=1, style=Qt.PenStyle.DotLine)
        # A pen keeps its dash, so there is a stroke for each dash and lanes come and go on them.
        self.prices = [
            DashedStroke(self, z=2 + dash, widest_px=2, dash=dash) for dash in range(MOST_LANES)
        ]

    @override
    def set_palette(self, palette: Palette) -> None:
        """Take the colours; those of the lanes come with `set_styles`."""
        super().set_palette(palette)
        self.published.set_colour(palette.muted)

    def set_styles(self, styles: Sequence[LaneStyle], palette: Palette) -> None:
        """The lanes there are now."""
        for style in styles:
            self.prices[style.dash].set_colour(style.colour(palette))

    def show(self, styles: Sequence[LaneStyle], prices: Sequence[Curve], published: Curve) -> None:
        """Draw these."""
        self.published.show(published)
        drawn = {style.dash: curve for style, curve in zip(styles, prices, strict=True)}
        for dash, stroke in enumerate(self.prices):
            stroke.show(drawn.get(dash, EMPTY))


class LaneAgePane(Pane):
    """The exact age of one lane, and filled for how long it had been out of date."""

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__(font, palette)
        self.style = FIRST
        self.outdated = Stroke(self, z=1, filled=True)
        self.age = Stroke(self, z=2)
        self.title = Words(font, self.box)
        self.title.setPos(_TITLE_LEFT_PX, 1)

    def set_lane(self, name: str, style: LaneStyle, palette: Palette) -> None:
        """Say whose age this is."""
        self.style = style
        self.set_palette(palette)
        self.title.set_palette(palette)
        self.title.say(name)
        colour = style.colour(palette)
        self.outdated.set_colour(colour, palette.surface)
        self.age.set_colour(colour)

    def show(self, lane: LaneCurves) -> None:
        """Draw these."""
        self.age.show(lane.age)
        self.outdated.show(lane.outdated)
