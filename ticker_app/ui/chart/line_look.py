"""How lines beside the price look: greys and dashes, so that no two are alike without colour."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from ticker_app.ui import theme
from ticker_app.ui.chart.items import pen
from ticker_app.ui.palette import Palette

_SOLID: tuple[float, ...] = ()
_DASH, _DOT, _DASH_DOT, _LONG = (6.0, 3.0), (2.0, 2.0), (8.0, 3.0, 2.0, 3.0), (14.0, 4.0)


class LineLook(Struct, frozen=True):
    """One look. quiet: the paler of the two greys.  dash: strokes and gaps, px; none: solid."""

    quiet: bool
    dash: tuple[float, ...]

    def colour(self, palette: Palette) -> str:
        """``#rrggbb`` in this palette."""
        return palette.muted if self.quiet else palette.text

    def pen(self, palette: Palette) -> QPen:
        """What the line is drawn with."""
        made = pen(self.colour(palette), width_px=theme.px(1))
        if self.dash:
            made.setDashPattern([*self.dash])
            made.setCapStyle(Qt.PenCapStyle.FlatCap)
        return made


LOOKS = (
    LineLook(quiet=True, dash=_SOLID),
    LineLook(quiet=False, dash=_DASH),
    LineLook(quiet=False, dash=_DASH_DOT),
    LineLook(quiet=True, dash=_DASH),
    LineLook(quiet=False, dash=_LONG),
    LineLook(quiet=True, dash=_DASH_DOT),
    LineLook(quiet=True, dash=_LONG),
    LineLook(quiet=False, dash=_DOT),
)
"""In the order in which they are given away. The solid line of the stronger grey is the price's
own, and that of the first line in a pane without a price."""
FIRST = LineLook(quiet=False, dash=_SOLID)


def edge(look: LineLook) -> LineLook:
    """The same for the border of a band."""
    return LineLook(quiet=look.quiet, dash=_DOT)
