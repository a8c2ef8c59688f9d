"""A logarithmic scale: where a value stands on it, and which round values to name."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from ticker_app.measures.break_even import Floats

_LEADING_DIGITS = ((1, 2, 5), (1, 3))
"""From the finest to the coarsest; coarser still leaves out whole powers of ten."""


class LogScale(Struct, frozen=True):
    """From one value to another; both above 0, and apart."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[float]) -> LogScale:
        """All of these that are above 0; around a single value, so that it has a place."""
        known = [value for value in values if value > 0]
        low, high = min(known, default=1.0), max(known, default=1.0)
        return cls(low, high) if high > low * 1.01 else cls(low / 2, high * 2)

    def share(self, value: Floats | float) -> Floats:
        """How far along it is, 0 to 1; what lies outside stays at the end."""
        inside = np.clip(value, self.low, self.high)
        return np.asarray(np.log(inside / self.low) / math.log(self.high / self.low))

    def ticks(self, most: int) -> list[float]:
        """Round values on it, ascending; at most so many (at least 1). There may be none."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        powers = range(first, last + 1)
        for digits in _LEADING_DIGITS:
            found = self._within(powers, digits)
            if len(found) <= most:
                return found
        whole = self._within(powers, (1,))
        return whole[:: math.ceil(len(whole) / most)]

    def _within(self, powers: Iterable[int], digits: Iterable[int]) -> list[float]:
        values = [digit * 10.0**power for power in powers for digit in digits]
        return [value for value in values if self.low <= value <= self.high]
