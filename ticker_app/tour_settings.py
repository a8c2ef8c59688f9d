"""Whether the tour of the window was seen."""

from __future__ import annotations

from msgspec import Struct


class TourSettings(Struct, frozen=True):
    """seen: to its end, or skipped; it is not offered again by itself."""

    seen: bool = False
