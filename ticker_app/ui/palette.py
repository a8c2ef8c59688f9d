"""The colours of the window, dark and light, and how well one stands out on another.

Colours mean one thing each: the mode (pushed, polled) and the direction of a price (up,
down) never share one. Everything else is a grey of the palette. Which colours prices have
that rise and fall can be chosen; nothing else depends on that choice.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from ticker_app.look_settings import Directions

TEXT_CONTRAST = 4.5
"""What words need, by WCAG 2.2 (1.4.3)."""
LINE_CONTRAST = 3.0
"""What lines and marks need, by WCAG 2.2 (1.4.11)."""

_COLOUR = re.compile("#[0-9a-fA-F]{6}")


class Palette(Struct, frozen=True):
    """One set of colours, each ``#rrggbb``, which QColor, style sheets and pens all read.

    background: of the window.  surface: of a panel.  raised: of a button or a chosen row.
    line: borders and grids.  text, muted: what is said, and what is said quietly.
    pushed, polled: how a price came.  up, down: where it went.
    good, trouble: whether all is well.  accent: what is chosen.
    """

    name: str
    background: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    pushed: str
    polled: str
    up: str
    down: str
    good: str
    trouble: str
    accent: str

    def ink_on(self, colour: str) -> str:
        """The palette's text or background colour, whichever reads better on ``colour``."""
        return max((self.text, self.background), key=lambda ink: contrast(ink, colour))


DARK = Palette(
    name="dark",
    background="#0e1217",
    surface="#151b22",
    raised="#1d252e",
    line="#2a333e",
    text="#e8edf2",
    muted="#93a0ae",
    pushed="#a98bff",
    polled="#f2b84b",
    up="#4aa8f0",
    down="#f0714a",
    good="#46c28e",
    trouble="#f0714a",
    accent="#4aa8f0",
)

LIGHT = Palette(
    name="light",
    background="#f4f6f8",
    surface="#ffffff",
    raised="#eef1f4",
    line="#d8dee5",
    text="#16202b",
    muted="#5a6775",
    pushed="#6a45d6",
    polled="#9a5f00",
    up="#1667b5",
    down="#b83c12",
    good="#197a51",
    trouble="#b83c12",
    accent="#1667b5",
)

_GREENS = {DARK.name: "#5fbf3f", LIGHT.name: "#1a7a2a"}
_REDS = {DARK.name: "#ff6b6b", LIGHT.name: "#c0282d"}


def with_directions(palette: Palette, directions: Directions) -> Palette:
    """The same palette with other colours for prices that rise and fall.

    Blue and vermilion are told apart with any kind of colour vision (Okabe and Ito 2008);
    green and red are what markets of the West use, the reverse what those of East Asia use.
    """
    green, red = _GREENS[palette.name], _REDS[palette.name]
    pairs = {
        Directions.BLUE_VERMILION: (palette.up, palette.down),
        Directions.GREEN_RED: (green, red),
        Directions.RED_GREEN: (red, green),
    }
    up, down = pairs[directions]
    return replace(palette, up=up, down=down)


def contrast(one: str, other: str) -> float:
    """How well two ``#rrggbb`` colours stand out from each other, 1 (same) to 21.

    The contrast ratio of WCAG 2.2: text wants 4.5, lines 3.

    Raises:
        ValueError: a colour is not six hexadecimal digits behind a ``#``.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(over: str, under: str, share: float) -> str:
    """``share`` of one ``#rrggbb`` colour laid over another, opaque.

    Opaque fills paint faster than translucent ones and look the same on one background.
    """
    mixed = (
        round(top * share + bottom * (1 - share))
        for top, bottom in zip(_channels(over), _channels(under), strict=True)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, after the sRGB transfer curve of IEC 61966-2-1)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour; a colour looks like '#1d252e'")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
