"""How a lane is drawn: a shade of its mode's colour and a dash that tells it apart without it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from ticker_app.choice import Mode
from ticker_app.ui.chart.items import pen
from ticker_app.ui.palette import DARK, Palette

DASHES: tuple[tuple[float, ...], ...] = ((), (4, 4), (1.5, 6.5), (8, 4, 1.5, 4))
"""Of the first, second, third and fourth lane, whatever their modes: strokes and gaps in widths
of the pen. Where lanes agree, the line below can be seen in the gaps."""
MOST_LANES = len(DASHES)

_SHADES = {
    "dark": {
        Mode.PUSH: ("#a98bff", "#d9c8ff", "#7c8cf5", "#d58cf0"),
        Mode.PULL: ("#f2b84b", "#c98f2a", "#ffe3a6", "#b8a878"),
    },
    "light": {
        Mode.PUSH: ("#6a45d6", "#3b1f8f", "#5a78d8", "#a544b8"),
        Mode.PULL: ("#9a5f00", "#c08300", "#5f3b00", "#7d7440"),
    },
}
"""Violets for what is pushed, ambers for what is pulled, by palette; apart in lightness too."""


class LaneStyle(Struct, frozen=True):
    """Which shade of its mode a lane has, and which dash; both count from 0."""

    mode: Mode
    shade: int
    dash: int

    def colour(self, palette: Palette) -> str:
        """``#rrggbb`` in this palette."""
        return _SHADES[palette.name][self.mode][self.shade]

    def pen(self, palette: Palette, width_px: int) -> QPen:
        """What its line is drawn with."""
        return dashed_pen(self.colour(palette), self.dash, width_px)


def dashed_pen(colour: str, dash: int, width_px: int) -> QPen:
    """A pen with one of `DASHES`."""
    made = pen(colour, width_px=width_px)
    if DASHES[dash]:
        made.setDashPattern(list(DASHES[dash]))
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
    return made


FIRST = LaneStyle(Mode.PUSH, 0, 0)
"""What is painted before there is a lane."""


def free_style(mode: Mode, taken: Sequence[LaneStyle]) -> LaneStyle:
    """The first shade and dash that no other lane has, so that a lane can keep its own."""
    shades = {style.shade for style in taken if style.mode is mode}
    dashes = {style.dash for style in taken}
    free = (number for number in range(len(_SHADES[DARK.name][mode])) if number not in shades)
    return LaneStyle(
        mode,
        next(free),
        next(number for number in range(MOST_LANES) if number not in dashes),
    )
