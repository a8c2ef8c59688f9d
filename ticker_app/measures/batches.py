"""How sure a time average is: its standard error by batch means."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

FIRST_WIDTH_US = 250_000
KEPT = 80
FEWEST = 10

Sums: TypeAlias = npt.NDArray[np.float64]
"""Numerators and denominators of ``n`` figures, summed since the beginning: ``(n, 2)``."""


class Estimate(Struct, frozen=True):
    """A measured figure.

    error: its standard error, in the same unit; None while too little was measured to tell.
    """

    value: float
    error: float | None


class Batches:
    """The error of figures that are ratios of two sums over time, such as a time average.

    The time is cut into batches of equal length; how much they differ tells how much the whole
    may (batch means, Law, "Simulation Modeling and Analysis", 9.5.3). That holds for values
    that hang together over time, as ages do, once a batch is several times longer than they
    hang together. Memory is fixed: when there are 80 batches each two become one.

    Args:
        begin_us: when the sums begin, at zero.
    """

    def __init__(self, begin_us: int) -> None:
        self._begin_us = begin_us
        self._width_us = FIRST_WIDTH_US
        self._sums: list[Sums] = []

    @property
    def next_us(self) -> int:
        """When the running batch ends and `close` wants the sums."""
        return self._begin_us + (len(self._sums) + 1) * self._width_us

    def close(self, sums: Sums) -> None:
        """Take the sums as they stand at `next_us`."""
        self._sums.append(sums)
        if len(self._sums) == KEPT:
            self._sums = self._sums[1::2]
            self._width_us *= 2

    def estimates(self, sums: Sums) -> list[Estimate | None]:
        """Each figure with its error, from the sums as they stand now.

        None: the denominator is 0, so there is nothing to tell yet.
        """
        batches = self._batches(sums.shape)
        return [
            Estimate(float(above / below), _ratio_error(batches[:, row])) if below else None
            for row, (above, below) in enumerate(sums)
        ]

    def _batches(self, shape: tuple[int, ...]) -> Sums:
        """What each of 10 to 19 batches added, ``(batches, n, 2)``; none while time is short."""
        step = len(self._sums) // FEWEST
        if not step:
            return np.empty((0, *shape))
        ends = np.stack(self._sums[step - 1 :: step])
        return np.diff(ends, axis=0, prepend=np.zeros_like(ends[:1]))


def _ratio_error(batches: Sums) -> float | None:
    """The standard error of sum(above) / sum(below), from independent batches ``(b, 2)``."""
    above, below = batches[:, 0], batches[:, 1]
    if not below.any():
        return None
    count = len(batches)
    residuals = above - below * (above.sum() / below.sum())
    return float(np.sqrt(count / (count - 1) * np.sum(residuals**2)) / below.sum())
