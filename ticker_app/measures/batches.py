"""How sure a time average is: its standard error by batch means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

FIRST_WIDTH_US = 250_000
KEPT = 80
FEWEST = 16
_WEIGHTS = (1.0, 0.5)
"""Of the correlations with the next batch and the next but one.

Polls that keep step with every other batch make them alike and unlike by turns; so weighted that
adds up to nothing.
"""
_STUDENT_95 = 2.1
_MOST_SKEW = 0.5
_LEAST = 0.25

Sums: TypeAlias = Sequence[tuple[float, float]]
"""Numerator and denominator of each of ``n`` figures, summed since the beginning."""


def added(parts: Sequence[Sums]) -> Sums:
    """The sums of all parts."""
    return [
        (sum(above for above, _ in figure), sum(below for _, below in figure))
        for figure in zip(*parts, strict=True)
    ]


class Estimate(Struct, frozen=True):
    """A measured figure.

    error: its standard error, in the same unit; None while too little was measured to tell.
    """

    value: float
    error: float | None

    @property
    def margin(self) -> float | None:
        """The true value lies no farther from the measured one, 19 times of 20.

        By Student's t, as the error is itself measured, with 15 to 30 degrees of freedom. What
        was by chance measured too small has too small an error as well, so a wide margin is
        made wider, as one of the logarithm is.
        """
        if self.error is None:
            return None
        margin = _STUDENT_95 * self.error
        skew = margin / (2 * self.value) if self.value else 0.0
        return margin * (1 + min(skew, _MOST_SKEW))


class Batches:
    """The error of figures that are ratios of two sums over time, such as a time average.

    The time is cut into 16 to 31 batches of equal length; how much they differ tells how much
    the whole may (batch means, Law, "Simulation Modeling and Analysis", 9.5.3). An age that
    spans the end of a batch makes two neighbours alike, so what they have in common is counted
    in. How much that is, the parts tell together, such as the symbols of a lane: they have more
    batches than the whole. Memory is fixed: when there are 80 batches each two become one.

    Args:
        begin_us: when the sums begin, at zero.
    """

    def __init__(self, begin_us: int) -> None:
        self._begin_us = begin_us
        self._width_us = FIRST_WIDTH_US
        self._ends = np.zeros((KEPT, 0, 0, 2))
        self._closed = 0
        self._errors: list[float | None] = []
        self._errors_of = (0, 0)
        """How many batches were taken together and how often, when errors were worked out."""

    @property
    def next_us(self) -> int:
        """When the running batch ends and `close` wants the sums."""
        return self._begin_us + (self._closed + 1) * self._width_us

    def close(self, parts: Sequence[Sums]) -> None:
        """Take the sums of every part as they stand at `next_us`."""
        if not self._closed:
            self._ends = np.zeros((KEPT, len(parts), len(parts[0]), 2))
        self._ends[self._closed] = parts
        self._closed += 1
        if self._closed == KEPT:
            self._closed //= 2
            self._ends[: self._closed] = self._ends[1::2].copy()
            self._width_us *= 2
            self._errors_of = (0, 0)

    def estimates(self, sums: Sums) -> list[Estimate | None]:
        """Each figure with its error, from the sums of all parts as they stand now.

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
    """The standard errors of the ratios, of 16 to 31 batches that ended so, in all parts.

    None: nothing was added below the line yet.
    """
    batches = ends.copy()
    batches[1:] -= ends[:-1]
    totals = ends[-1].sum(axis=0)
    is_known = totals[:, 1] > 0
    divisors = np.where(is_known, totals[:, 1], 1.0)
    residuals = batches[..., 0] - batches[..., 1] * (totals[:, 0] / divisors)
    own = residuals - residuals.mean(axis=0)
    # The whole knows what parts have in common, the parts know better how much each varies.
    apart, together = np.sum(own**2, axis=(0, 1)), np.sum(residuals.sum(axis=1) ** 2, axis=0)
    squares = np.maximum(apart, together) * len(batches) / (len(batches) - 1)
    squares *= np.maximum(1 + 2 * _likeness_of_all(own, apart, together), _LEAST)
    errors = np.sqrt(squares) / divisors
    return [
        error if known else None for error, known in zip(errors.tolist(), is_known, strict=True)
    ]


def _likeness_of_all(
    own: npt.NDArray[np.float64],
    apart: npt.NDArray[np.float64],
    together: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Of batches of all parts: as the parts tell, but for what they have in common.

    How long that lasts, such as a busy market, only the whole tells; it counts by its share.
    """
    likeness = _likeness(own, apart)
    of_whole = _likeness(own.sum(axis=1, keepdims=True), together)
    divisors = np.where(together > apart, together, 1.0)
    common = np.where(together > apart, 1 - apart / divisors, 0.0)
    return np.asarray(likeness + common * np.maximum(of_whole - likeness, 0.0))


def _likeness(
    own: npt.NDArray[np.float64], squares: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The correlations of batches with the next and the next but one, of each figure.

    own: of each batch, part and figure what it is beside its part's mean. squares: their sums.
    """
    divisors = np.where(squares > 0, squares, 1.0)
    found = sum(
        weight * np.sum(own[lag:] * own[:-lag], axis=(0, 1)) / divisors
        for lag, weight in enumerate(_WEIGHTS, 1)
    )
    # Taking away the mean of so few takes this much of each correlation too.
    taken = sum(_WEIGHTS) / len(own)
    return np.asarray(np.where(squares > 0, found + taken * (1 + 2 * found), 0.0))
