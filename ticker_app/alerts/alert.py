"""What a user wants to hear of."""

from __future__ import annotations

import math
from enum import StrEnum

from msgspec import Struct

MOST_PERCENT = 1000.0
LONGEST_WINDOW_S = 86_400.0
LONGEST_NOTE = 200


class AlertError(ValueError):
    """An alert that makes no sense: one sentence that names what is wrong."""


class Condition(StrEnum):
    """What an alert waits for: a price that is reached, or a move within a time."""

    ABOVE = "above"
    BELOW = "below"
    CROSSING = "crossing"
    MOVES = "moves"
    RISES = "rises"
    FALLS = "falls"

    @property
    def has_level(self) -> bool:
        """Whether it waits for a price; otherwise for a percentage in a time."""
        return self in {Condition.ABOVE, Condition.BELOW, Condition.CROSSING}

    @property
    def is_met_upwards(self) -> bool:
        """Whether a rising price can meet it."""
        return self not in {Condition.BELOW, Condition.FALLS}

    @property
    def is_met_downwards(self) -> bool:
        """Whether a falling price can meet it."""
        return self not in {Condition.ABOVE, Condition.RISES}


class Alert(Struct, frozen=True):
    """Wants to be told once whenever the price of a symbol does something.

    id: its number in the book; 0 before it is in one.
    level: the price to be reached, for conditions that have one; touching it is enough.
    percent, window_s: the move and the time it may take, for the others.
    sound: whether it is heard too.
    repeats: whether it goes on after it fired; otherwise it is switched off.

    Raises:
        AlertError: a number is missing or out of bounds.
    """

    symbol: str
    condition: Condition
    level: float | None = None
    percent: float | None = None
    window_s: float | None = None
    note: str = ""
    sound: bool = False
    repeats: bool = True
    enabled: bool = True
    id: int = 0

    def __post_init__(self) -> None:
        if not self.symbol:
            raise AlertError("An alert needs a symbol")
        if len(self.note) > LONGEST_NOTE:
            raise AlertError(f"A note has at most {LONGEST_NOTE} characters")
        if not self.condition.has_level:
            _check("percent", self.percent, MOST_PERCENT)
            _check("seconds", self.window_s, LONGEST_WINDOW_S)
        elif self.level is None or not math.isfinite(self.level):
            raise AlertError(f"{self.level} is not a price to be reached")

    @property
    def waits_for(self) -> tuple[object, ...]:
        """Equal for two alerts that wait for the same."""
        return self.symbol, self.condition, self.level, self.percent, self.window_s


def _check(unit: str, value: float | None, most: float) -> None:
    # Written so that NaN is out of bounds too.
    if value is None or not 0 < value <= most:
        raise AlertError(f"{value} is out of bounds: more than 0 and at most {most:g} {unit}")
