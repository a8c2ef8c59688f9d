"""How long ticks took from publication to arrival: a bounded histogram."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from hdrh.histogram import HdrHistogram
from msgspec import Struct

from ticker_app.measures.spread import Spread

LONGEST_US = 3_600_000_000
SIGNIFICANT_DIGITS = 3


class Percentiles(Struct, frozen=True):
    """Half, 95 % and 99 % of the values are at most this, and the largest; µs."""

    p50_us: int
    p95_us: int
    p99_us: int
    max_us: int


class LatencyHistogram:
    """Latencies from 1 µs to one hour, to three digits, in a fixed amount of memory.

    A latency below zero can only come from the error of the clock offset and counts as zero;
    one beyond an hour counts as an hour. The maximum is kept exactly.
    """

    def __init__(self) -> None:
        self._histogram = _empty()
        self._counts = np.asarray(self._histogram.counts)
        self._max_us = 0
        self._percentiles: Percentiles | None = None
        """As last read; None once more was recorded."""

    def record(self, latency_us: int) -> None:
        """Add one latency, µs."""
        if not 0 <= latency_us <= LONGEST_US:
            latency_us = min(max(latency_us, 0), LONGEST_US)
        self._histogram.record_value(latency_us)
        self._max_us = max(self._max_us, latency_us)
        self._percentiles = None

    def percentiles(self) -> Percentiles | None:
        """What was recorded so far; None while there is nothing."""
        if self._percentiles is None and self._histogram.get_total_count():
            self._percentiles = self._read()
        return self._percentiles

    def spread(self) -> Spread | None:
        """How often which was recorded, each in the middle of its step; None: nothing was."""
        total = self._histogram.get_total_count()
        if not total:
            return None
        steps = np.flatnonzero(self._counts)
        return Spread(_middles_us(steps) / 1e6, self._counts[steps] / total)

    def _read(self) -> Percentiles:
        # The histogram's own walk takes a millisecond where latencies reach a second.
        used = np.flatnonzero(self._counts)
        counted = np.cumsum(self._counts[used])
        wanted = [self._histogram.get_target_count_at_percentile(each) for each in (50, 95, 99)]
        steps = used[np.searchsorted(counted, wanted)]
        p50_us, p95_us, p99_us = (min(_ends_us(int(step))[1], self._max_us) for step in steps)
        return Percentiles(p50_us, p95_us, p99_us, self._max_us)


def _empty() -> HdrHistogram:
    return HdrHistogram(1, LONGEST_US, SIGNIFICANT_DIGITS)


_LAYOUT = _empty()
"""Says where steps begin and end, which is the same in all; nothing is ever recorded in it."""


@cache
def _ends_us(step: int) -> tuple[int, int]:
    """The lowest and the highest value that are counted in a step, in every histogram alike."""
    lowest_us = _LAYOUT.get_value_from_index(step)
    return lowest_us, int(_LAYOUT.get_highest_equivalent_value(lowest_us))


def _middles_us(steps: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The middles of many steps at once: one by one takes as long as all else that theory does.

    Each bucket but the first has half as many steps as that, twice as wide as the one before.
    """
    half = _LAYOUT.sub_bucket_half_count_magnitude
    buckets = np.maximum((steps >> half) - 1, 0)
    lowest_us = (steps - (buckets << half)) << buckets
    return np.asarray(lowest_us + ((1 << buckets) - 1) / 2, dtype=np.float64)
