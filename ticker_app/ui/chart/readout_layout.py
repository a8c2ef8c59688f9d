"""Which fields of a readout stand in which line. Pure: widths go in, places come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Where a field stands. line: from 0."""

    left: float
    line: int


def placed(
    widths: Sequence[float],
    importances: Sequence[int],
    room: float,
    gap: float,
    most_lines: int,
) -> list[Place | None]:
    """Fields from left to right, in as few lines as they need; None for one that is left out.

    Args:
        widths: of the fields, px.
        importances: where even the most lines are too few, the lowest is left out first.
        room: of a line, px.
        gap: between two fields, px.
    """
    kept = list(range(len(widths)))
    while True:
        places = _in_lines([widths[index] for index in kept], room, gap)
        if not places or places[-1].line < most_lines or len(kept) == 1:
            break
        kept.remove(min(kept, key=lambda index: importances[index]))
    found: list[Place | None] = [None] * len(widths)
    for index, place in zip(kept, places, strict=True):
        found[index] = place
    return found


def _in_lines(widths: Sequence[float], room: float, gap: float) -> list[Place]:
    places: list[Place] = []
    left, line = 0.0, 0
    for width in widths:
        if left and left + width > room:
            left, line = 0.0, line + 1
        places.append(Place(left, line))
        left += width + gap
    return places
