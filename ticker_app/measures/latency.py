"""How long ticks took from publication to arrival: a bounded histogram."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ticker_app.measures.spread import Spread

LONGEST_US = 3_600_000_000
_EXACT_BITS = 11
"""Values below 2¹¹ µs are counted one by one, larger ones in 2¹⁰ steps for each doubling."""
_STEPS_BITS = _EXACT_BITS - 1
_SHARES = (0.5, 0.95, 0.99)


class Percentiles(Struct, frozen=True):
    """Half, 95 % and 99 % of the values are at most this, and the largest; µs."""

    p50_us: int
    p95_us: int
    p99_us: int
    max_us: int


class LatencyHistogram:
    """Latencies from 1 µs to one hour, to three digits, in a fixed amount of memory.

    The steps are those of Gil Tene's HDR histogram. A latency below zero can only come from the
    error of the clock offset and counts as zero; one beyond an hour counts as an hour. The
    maximum is kept exactly.
    """

    def __init__(self) -> None:
        self._counts = np.zeros(_step(LONGEST_US) + 1, np.int64)
        self._total = 0
        self._first_step, self._last_step = len(self._counts), 0
        self._max_us = 0
        self._percentiles: Percentiles | None = None
        """As last read; None once more was recorded."""

    def record(self, latency_us: int) -> None:
        """Add one latency, µs."""
        if not 0 <= latency_us <= LONGEST_US:
            latency_us = min(max(latency_us, 0), LONGEST_US)
        step = _step(latency_us)
        self._counts[step] += 1
        self._total += 1
        self._first_step = min(self._first_step, step)
        if latency_us >= self._max_us:
            self._max_us, self._last_step = latency_us, step
        self._percentiles = None

    def percentiles(self) -> Percentiles | None:
        """What was recorded so far; None while there is nothing."""
        if self._percentiles is None and self._total:
            self._percentiles = self._read()
        return self._percentiles

    def spread(self) -> Spread | None:
        """How often which was recorded, each in the middle of its step; None: nothing was."""
        if not self._total:
            return None
        first = self._first_step
        steps = first + np.flatnonzero(self._counts[first : self._last_step + 1])
        shifts = np.maximum((steps >> _STEPS_BITS) - 1, 0)
        lowest_us = (steps - (shifts << _STEPS_BITS)) << shifts
        middles_us = lowest_us + ((1 << shifts) - 1) / 2
        return Spread(middles_us / 1e6, self._counts[steps] / self._total)

    def _read(self) -> Percentiles:
        first = self._first_step
        counted = np.cumsum(self._counts[first : self._last_step + 1])
        wanted = [max(1, int(share * self._total + 0.5)) for share in _SHARES]
        steps = first + np.searchsorted(counted, wanted)
        p50_us, p95_us, p99_us = (min(_highest_us(int(step)), self._max_us) for step in steps)
        return Percentiles(p50_us, p95_us, p99_us, self._max_us)


def _step(latency_us: int) -> int:
    """Which count a value is in."""
    shift = max(latency_us.bit_length() - _EXACT_BITS, 0)
    return (shift << _STEPS_BITS) + (latency_us >> shift)


def _highest_us(step: int) -> int:
    """The highest value that is counted there."""
    shift = max((step >> _STEPS_BITS) - 1, 0)
    return ((step - (shift << _STEPS_BITS) + 1) << shift) - 1
