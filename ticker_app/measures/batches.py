"""How sure a time average is: its standard error by batch means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

FIRST_WIDTH_US = 250_000
KEPT = 80
FEWEST = 10

Sums: TypeAlias = Sequence[tuple[float, float]]
"""Numerator and denominator of each of ``n`` figures, summed since the beginning."""


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
        self._ends = np.zeros((KEPT, 0, 2))
        self._closed = 0
        self._errors: list[float | None] = []
        self._errors_of = (0, 0)
        """How many batches were taken together and how often, when errors were worked out."""

    @property
    def next_us(self) -> int:
        """When the running batch ends and `close` wants the sums."""
        return self._begin_us + (self._closed + 1) * self._width_us

    def close(self, sums: Sums) -> None:
        """Take the sums as they stand at `next_us`."""
        if not self._closed:
            self._ends = np.zeros((KEPT, len(sums), 2))
        self._ends[self._closed] = sums
        self._closed += 1
        if self._closed == KEPT:
            self._closed //= 2
            self._ends[: self._closed] = self._ends[1::2].copy()
            self._width_us *= 2
            self._errors_of = (0, 0)

    def estimates(self, sums: Sums) -> list[Estimate | None]:
        """Each figure with its error, from the sums as they stand now.

        None: the denominator is 0, so there is nothing to tell yet.
        """
        step = self._closed // FEWEST
        if not step:
            errors: list[float | None] = [None] * len(sums)
        else:
            errors = self._worked_out(step, self._closed // step)
        return [
            Estimate(above / below, error) if below else None
            for (above, below), error in zip(sums, errors, strict=True)
        ]

    def _worked_out(self, step: int, number: int) -> list[float | None]:
        """The errors, from so many batches of so many closed ones each."""
        if self._errors_of != (step, number):
            self._errors = _ratio_errors(self._ends[step - 1 : self._closed : step])
            self._errors_of = (step, number)
        return self._errors


def _ratio_errors(ends: npt.NDArray[np.float64]) -> list[float | None]:
    """The standard errors of the ratios, of 10 to 19 independent batches that ended so.

    None: nothing was added below the line yet.
    """
    batches = ends.copy()
    batches[1:] -= ends[:-1]
    above, below = batches[..., 0], batches[..., 1]
    totals = ends[-1]
    is_known = totals[:, 1] > 0
    divisors = np.where(is_known, totals[:, 1], 1.0)
    residuals = above - below * (totals[:, 0] / divisors)
    count = len(batches)
    errors = np.sqrt(count / (count - 1) * np.sum(residuals**2, axis=0)) / divisors
    return [
        error if known else None for error, known in zip(errors.tolist(), is_known, strict=True)
    ]
