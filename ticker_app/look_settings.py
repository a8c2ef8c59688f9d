"""How the window looks: colours and sizes, as they are chosen and remembered. Knows no Qt."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

TEXT_PERCENTS = (75, 85, 100, 115, 130, 150, 175, 200)
"""The sizes of text that one can step through."""
PRESENTER_SCALE = 1.6
"""So much larger is all for a room: on 1920×1080 the least window just fits."""


class Theme(StrEnum):
    """Which colours: those of the system, or always the same."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class Directions(StrEnum):
    """The colours of prices that rise and fall, in this order."""

    BLUE_VERMILION = "blue-vermilion"
    GREEN_RED = "green-red"
    RED_GREEN = "red-green"


class LookSettings(Struct, frozen=True):
    """What the user chose. text_percent: of the usual size. presenter: as large as for a room."""

    theme: Theme = Theme.SYSTEM
    directions: Directions = Directions.BLUE_VERMILION
    text_percent: Annotated[int, Meta(ge=TEXT_PERCENTS[0], le=TEXT_PERCENTS[-1])] = 100
    presenter: bool = False

    @property
    def scale(self) -> float:
        """How much larger than usual all is."""
        return self.text_percent / 100 * (PRESENTER_SCALE if self.presenter else 1)

    def larger(self) -> LookSettings:
        """The next larger text, if there is one."""
        above = (percent for percent in TEXT_PERCENTS if percent > self.text_percent)
        return replace(self, text_percent=next(above, self.text_percent))

    def smaller(self) -> LookSettings:
        """The next smaller text, if there is one."""
        below = (percent for percent in reversed(TEXT_PERCENTS) if percent < self.text_percent)
        return replace(self, text_percent=next(below, self.text_percent))
