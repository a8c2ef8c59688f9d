"""Counts how ticks come while they are published, so that asking costs nothing twice."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ticker_app.measures.traffic import Traffic

TOGETHER_US = 50
"""Ticks this close on each other's heels share a moment: no answer comes between them.

A source whose timers go by the millisecond publishes all that is due at once.
"""
SIGMAS = 3.0
"""How far a test must be off, in its own standard errors, before it counts."""


class TrafficCount:
    """The traffic in a window of time, of any length in a fixed amount of memory.

    What was published before the window tells how old the newest tick was when it began.

    Args:
        symbols: all there are.
        begin_us: when the window begins, client clock; what was published then is before it.
    """

    def __init__(self, symbols: Iterable[str], begin_us: int) -> None:
        self._symbols = {symbol: _SymbolCount(begin_us) for symbol in symbols}
        self._begin_us = self._newest_us = begin_us
        self._moments = 0

    def publish(self, symbol: str, published_us: int) -> None:
        """A tick was published; in the order of time. Of other symbols nothing is counted."""
        count = self._symbols.get(symbol)
        if count is None:
            return
        count.publish(published_us)
        if published_us > self._begin_us:
            if not self._moments or published_us - self._newest_us > TOGETHER_US:
                self._moments += 1
            self._newest_us = max(self._newest_us, published_us)

    def traffic(self, through_us: int) -> Traffic | None:
        """What came up to this moment, which is behind all that was counted.

        None if nothing was published since the window began, or nothing is known of it.
        """
        counts = [each.number for each in self._symbols.values()]
        if not any(counts) or through_us <= self._begin_us:
            return None
        elapsed_s = (through_us - self._begin_us) / 1e6
        return Traffic(
            rates_hz=_rates_hz(counts, elapsed_s),
            delay_s=0.0,
            poisson=_may_be_poisson(self._symbols.values()),
            mean_wait_s=_mean_wait_s(self._symbols.values(), through_us),
            moments_hz=self._moments / elapsed_s,
            apart=sum(each.moments for each in self._symbols.values()) / sum(counts),
        )


class _SymbolCount:
    """What is counted of one symbol.

    number, moments: ticks in the window, and those that do not share a moment with the one before.
    squares: Σ Y² of the gaps Y between them, µs².
    """

    def __init__(self, begin_us: int) -> None:
        self.number = 0
        self.moments = 0
        self.squares = 0
        self._begin_us = begin_us
        self._from_us: int | None = None
        """Since when the age of the newest tick is known, but not before the window."""
        self._first_us = 0
        self._newest_us = 0
        self._twice_ages = 0

    def publish(self, published_us: int) -> None:
        """In the order of time."""
        if self._from_us is None:
            self._from_us = max(published_us, self._begin_us)
        else:
            # The clock offset is measured anew all the time.
            published_us = max(published_us, self._newest_us)
            self._twice_ages += self._twice_age(published_us)
        if published_us > self._begin_us:
            gap_us = published_us - self._newest_us
            if self.number:
                self.squares += gap_us**2
            else:
                self._first_us = published_us
            self.moments += gap_us > TOGETHER_US or not self.number
            self.number += 1
        self._newest_us = published_us

    @property
    def span_us(self) -> int:
        """From the first tick in the window to the newest one."""
        return self._newest_us - self._first_us

    def mean_age_us(self, through_us: int) -> float | None:
        """The time average of the age of its newest tick; None before there is one."""
        if self._from_us is None or through_us <= self._from_us:
            return None
        twice_ages = self._twice_ages + self._twice_age(through_us)
        return twice_ages / (2 * (through_us - self._from_us))

    def _twice_age(self, until_us: int) -> int:
        """Twice the area under the age from the newest tick on, as far as it is in the window."""
        start_us = max(self._newest_us, self._begin_us)
        end_us = max(until_us, start_us)
        return (end_us - start_us) * (start_us + end_us - 2 * self._newest_us)


def _rates_hz(counts: Sequence[int], elapsed_s: float) -> tuple[float, ...]:
    """One rate for all, unless the counts differ by more than chance (index of dispersion)."""
    number, mean = len(counts), sum(counts) / len(counts)
    dispersion = sum((count - mean) ** 2 for count in counts) / mean
    if dispersion - (number - 1) <= SIGMAS * math.sqrt(2 * (number - 1)):
        return (mean / elapsed_s,) * number
    return tuple(count / elapsed_s for count in counts if count)


def _may_be_poisson(symbols: Iterable[_SymbolCount]) -> bool:
    """Whether the gaps are as uneven as those of Poisson ticks are, within 3 standard errors.

    For m gaps that add up to 1, the sum of their squares has the mean 2/(m+1) and the variance
    4(m−1)/((m+1)²(m+2)(m+3)) if they are Poisson (Greenwood 1946, Moran 1947). Each symbol's
    sum is weighted by m(m+1). Where all ticks share one moment the sum counts as 1.
    """
    excess, variance = 0.0, 0.0
    for each in symbols:
        m = each.number - 1
        if m > 0:
            sum_of_squares = each.squares / each.span_us**2 if each.span_us else 1.0
            excess += m * (m + 1) * sum_of_squares - 2 * m
            variance += 4 * m**2 * (m - 1) / ((m + 2) * (m + 3))
    return abs(excess) <= SIGMAS * math.sqrt(variance)


def _mean_wait_s(symbols: Iterable[_SymbolCount], through_us: int) -> float:
    """The time average over the window, which is what E[Y²] / (2 E[Y]) is in the long run."""
    means = [each.mean_age_us(through_us) for each in symbols]
    known = [mean for mean in means if mean is not None]
    return sum(known) / len(known) / 1e6 if known else 0.0
