"""What one lane was worth for one symbol."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ticker_app.measures.age import AgeIntegral, UnseenAge
from ticker_app.measures.batches import Sums
from ticker_app.measures.latency import LatencyHistogram
from ticker_app.measures.price_error import PriceError, Quoted

FIGURES = (
    "age_mean_us",
    "age_peak_mean_us",
    "unseen_mean_us",
    "current",
    "seen_share",
    "price_error_bps",
)
"""The rows of `SymbolScore.sums`."""


class Published(Struct, frozen=True):
    """A tick as far as a score wants it; ``published_us`` is on the client clock."""

    symbol: str
    count: int
    published_us: int
    price: float


class _Delivery(Struct, frozen=True):
    received_us: int
    ticks: Sequence[Published]
    latency_counts: bool


class SymbolScore:
    """The part of a `LaneScore` that is about one symbol.

    Args:
        begin_us: when the window begins.
        latency: where latencies go.
    """

    def __init__(self, begin_us: int, latency: LatencyHistogram) -> None:
        self.age = AgeIntegral()
        self.seen = 0
        self.missed = 0
        self._begin_us = self._through_us = begin_us
        self._latency = latency
        self._unseen = UnseenAge()
        self._price = PriceError()
        self._count: int | None = None
        self._deliveries: deque[_Delivery] = deque()
        self._published: deque[Published] = deque()

    def start_from(self, tick: Published) -> None:
        """The lane had delivered this when the window began."""
        if self._count is None or tick.count > self._count:
            self.age = AgeIntegral()
            self._begin(self._begin_us, tick)

    def publish(self, tick: Published) -> None:
        """A tick was published, perhaps a while ago."""
        self._unseen.publish(tick.count, tick.published_us)
        self._published.append(tick)

    def deliver(self, received_us: int, ticks: Sequence[Published], latency_counts: bool) -> None:
        """The lane delivered these, oldest first."""
        if received_us < self._begin_us:
            self.start_from(ticks[-1])
        else:
            self._deliveries.append(_Delivery(received_us, ticks, latency_counts))

    def advance(self, through_us: int) -> None:
        """All that happened up to ``through_us`` is known now: sum it."""
        while self._deliveries and self._deliveries[0].received_us <= through_us:
            delivery = self._deliveries.popleft()
            self._take_published(delivery.received_us)
            self._take(delivery)
        self._take_published(through_us)
        self._price.advance(through_us)
        self._unseen.advance(through_us)
        self._through_us = max(self._through_us, through_us)

    def _take_published(self, through_us: int) -> None:
        while self._published and self._published[0].published_us <= through_us:
            tick = self._published.popleft()
            self._price.publish(tick.published_us, Quoted(tick.count, tick.price))

    def _take(self, delivery: _Delivery) -> None:
        known = self._count
        news = [tick for tick in delivery.ticks if known is None or tick.count > known]
        if not news:
            return
        if delivery.latency_counts:
            for tick in news:
                self._latency.record(delivery.received_us - tick.published_us)
        newest = news[-1]
        if known is None:
            self._begin(delivery.received_us, newest)
            return
        self._count = newest.count
        self.seen += len(news)
        self.missed += newest.count - known - len(news)
        self.age.deliver(delivery.received_us, newest.published_us)
        self._unseen.deliver(delivery.received_us, newest.count)
        self._price.deliver(delivery.received_us, Quoted(newest.count, newest.price))

    def _begin(self, at_us: int, tick: Published) -> None:
        self._count = tick.count
        self.age.deliver(at_us, tick.published_us)
        self._unseen.begin(at_us, tick.count)
        self._price.deliver(at_us, Quoted(tick.count, tick.price))

    def sums(self) -> Sums:
        """Numerator and denominator of each of `FIGURES` so far: ``(6, 2)``."""
        age, unseen, price, at_us = self.age, self._unseen, self._price, self._through_us
        return np.array(
            [
                (age.twice_integral(at_us), 2 * age.elapsed_us(at_us)),
                (age.peak_sum_us, age.peaks),
                (unseen.twice_integral, 2 * unseen.elapsed_us),
                (unseen.current_us, unseen.elapsed_us),
                (self.seen, self.seen + self.missed),
                (price.integral_bps_us, price.elapsed_us),
            ],
            dtype=np.float64,
        )
