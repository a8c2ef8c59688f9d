"""A quantity that is not always the same: how often it had which value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Floats: TypeAlias = npt.NDArray[np.float64]


class Spread(Struct, frozen=True, eq=False):
    """Values in seconds, and the share that each has of all: ``(n,)`` each, at least one."""

    values_s: Floats
    shares: Floats

    @classmethod
    def of(cls, value_s: float) -> Spread:
        """Always this value."""
        return cls(np.array([value_s]), np.array([1.0]))

    def mean(self, of: Callable[[Floats], Floats] = lambda values_s: values_s) -> float:
        """The mean, or that of a function of the values."""
        return float(np.dot(self.shares, of(self.values_s)))
