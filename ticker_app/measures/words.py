"""Figures as sentences say them: two digits that count, and a unit that agrees with them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ticker_app.measures.break_even import Axis, What

ALIKE = 0.05
"""Figures that differ by a smaller share are alike."""


def ratio(mine: float, other: float) -> float | None:
    """How many times; None where that is 1 for all practical purposes."""
    if math.isclose(mine, other, rel_tol=ALIKE):
        return None
    # What a server says of itself may be that something costs it nothing.
    return mine / other if other else math.inf


def number(value: float) -> str:
    """Two digits that count: ``0.24``, ``12``, ``1,240``."""
    if 0 < value < 1e-4:
        return "under 0.0001"
    return f"{value:.2g}" if value < 99.5 else f"{value:,.0f}"


def rate(rate_hz: float, symbols: int) -> str:
    """``5 ticks a second``, and of several symbols ``5 ticks a second per symbol``."""
    text = number(rate_hz)
    each = "" if symbols == 1 else " per symbol"
    return f"{text} tick{'' if text == '1' else 's'} a second{each}"


def cost(what: What, per_s: float) -> str:
    """``1.9 kB/s``, ``58 /s``, ``3.1 ms/s`` (of CPU time)."""
    if what is What.MESSAGES:
        return f"{number(per_s)} /s"
    small, large = ("B", "kB") if what is What.BYTES else ("µs", "ms")
    units = per_s if what is What.BYTES else per_s * 1e6
    if units < 999.5:
        return f"{number(units)} {small}/s"
    return f"{number(units / 1e3)} {large}/s"


def position(axis: Axis, value: float) -> str:
    """``0.24 s``, ``1.2 /s``."""
    return f"{number(value)} {'s' if axis is Axis.INTERVAL else '/s'}"


def share(value: float) -> str:
    """In percent; neither none nor all is said of what is only nearly so."""
    if value in {0, 1}:
        return "none" if value == 0 else "all"
    if value < 0.005:
        return "under 1 %"
    return "over 99 %" if value > 0.995 else f"{value * 100:.0f} %"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def capitalised(sentence: str) -> str:
    """With a capital first letter; the others stay as they are."""
    return sentence[:1].upper() + sentence[1:]
