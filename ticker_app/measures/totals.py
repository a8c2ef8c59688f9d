"""What the symbols of one lane add up to."""

from __future__ import annotations

from ticker_app.measures.area import Area
from ticker_app.measures.batches import Sums
from ticker_app.measures.latency import LatencyHistogram
from ticker_app.measures.price_error import BASIS_POINT

FIGURES = (
    "age_mean_us",
    "age_peak_mean_us",
    "unseen_mean_us",
    "current",
    "seen_share",
    "price_error_bps",
)
"""The rows of `Totals.sums`."""


class Totals:
    """Running sums that all symbols of a lane share.

    Reading them costs the same for one symbol and for a thousand.

    elapsed, current: symbols that are measured, and those of them that are not out of date.
    age, unseen: twice the ages.  error: of the price, in `BASIS_POINT`.
    peak_sum_us, peak_max_us, peaks: of the ages just before a delivery that brought news.
    seen, missed: ticks.
    """

    def __init__(self, latency: LatencyHistogram) -> None:
        self.latency = latency
        self.elapsed = Area()
        self.age = Area()
        self.unseen = Area()
        self.current = Area()
        self.error = Area()
        self.peak_sum_us = 0
        self.peak_max_us = 0
        self.peaks = 0
        self.seen = 0
        self.missed = 0

    def add_peak(self, age_us: int) -> None:
        """The age just before a delivery that brought news."""
        self.peak_sum_us += age_us
        self.peak_max_us = max(self.peak_max_us, age_us)
        self.peaks += 1

    def sums(self, through_us: int) -> Sums:
        """Numerator and denominator of each of `FIGURES` up to this moment."""
        elapsed_us = self.elapsed.until(through_us)
        return (
            (self.age.until(through_us), 2 * elapsed_us),
            (self.peak_sum_us, self.peaks),
            (self.unseen.until(through_us), 2 * elapsed_us),
            (self.current.until(through_us), elapsed_us),
            (self.seen, self.seen + self.missed),
            (self.error.until(through_us), BASIS_POINT * elapsed_us),
        )
