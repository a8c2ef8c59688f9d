"""What one lane was worth for one symbol."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from msgspec import Struct

from ticker_app.measures.price_error import PriceError
from ticker_app.measures.totals import Totals


class Published(Struct, frozen=True, gc=False):
    """A tick as far as a score wants it; ``published_us`` is on the client clock."""

    symbol: str
    count: int
    published_us: int
    price: float


class _Delivery(Struct, frozen=True, gc=False):
    received_us: int
    ticks: Sequence[Published]
    latency_counts: bool


class SymbolScore:
    """The part of a `LaneScore` that is about one symbol.

    shown_us: when the newest delivered tick was published; None before there is one. One that
        seems to be published after its delivery, by an error of the clock offset, counts as
        published then.

    Args:
        begin_us: when the window begins.
        totals: where everything is added up.
    """

    def __init__(self, begin_us: int, totals: Totals) -> None:
        self.shown_us: int | None = None
        self._begin_us = self._through_us = begin_us
        self._totals = totals
        self._error = PriceError(totals.error)
        self._count = 0
        self._unseen: deque[Published] = deque()
        """Published by now, and not delivered as far as is known."""
        self._outdated_us: int | None = None
        """When the first of them was published, if its age is being added up."""
        self._deliveries: deque[_Delivery] = deque()
        self._published: deque[Published] = deque()

    @property
    def held(self) -> int:
        """How many ticks it holds: not added up yet, or not delivered."""
        delivered = sum(len(delivery.ticks) for delivery in self._deliveries)
        return delivered + len(self._published) + len(self._unseen)

    @property
    def waits(self) -> bool:
        """Whether anything is known that has not been added up."""
        return bool(self._deliveries or self._published)

    def start_from(self, tick: Published) -> None:
        """The lane had delivered this when the window began."""
        if self.shown_us is None or tick.count > self._count:
            self._show(self._begin_us, tick)

    def publish(self, tick: Published) -> None:
        """A tick was published, perhaps a while ago; in the order of counts."""
        self._published.append(tick)

    def deliver(self, received_us: int, ticks: Sequence[Published], latency_counts: bool) -> None:
        """The lane delivered these, oldest first."""
        if received_us < self._begin_us:
            self.start_from(ticks[-1])
        else:
            self._deliveries.append(_Delivery(received_us, ticks, latency_counts))

    def advance(self, through_us: int) -> None:
        """All that happened up to ``through_us`` is known now: add it up."""
        while self._deliveries and self._deliveries[0].received_us <= through_us:
            delivery = self._deliveries.popleft()
            self._take_published(delivery.received_us)
            self._take(delivery)
        self._take_published(through_us)

    def _take_published(self, through_us: int) -> None:
        published, unseen, added_us = self._published, self._unseen, self._through_us
        while published and published[0].published_us <= through_us:
            tick = published.popleft()
            # What is learnt of the past does not change what was added up already.
            at_us = max(tick.published_us, added_us)
            self._error.publish(at_us, tick.count, tick.price)
            unseen.append(tick)
            if self._outdated_us is None or unseen[0].count <= self._count:
                self._settle(at_us)
        self._through_us = max(added_us, through_us)

    def _take(self, delivery: _Delivery) -> None:
        totals, received_us, known_us = self._totals, delivery.received_us, self.shown_us
        news = delivery.ticks
        if known_us is not None:
            news = [tick for tick in news if tick.count > self._count]
        if not news:
            return
        if delivery.latency_counts:
            for tick in news:
                totals.latency.record(received_us - tick.published_us)
        newest = news[-1]
        if known_us is not None:
            totals.seen += len(news)
            totals.missed += newest.count - self._count - len(news)
            if min(newest.published_us, received_us) > known_us:
                totals.add_peak(received_us - known_us)
        self._show(received_us, newest)

    def _show(self, at_us: int, tick: Published) -> None:
        """From now on the lane has this."""
        totals, published_us = self._totals, min(tick.published_us, at_us)
        if self.shown_us is None:
            totals.elapsed.step(at_us, 1)
            totals.current.step(at_us, 1)
            totals.age.rise(at_us, published_us)
            self.shown_us = published_us
        elif published_us > self.shown_us:
            totals.age.step(at_us, -2 * (published_us - self.shown_us))
            self.shown_us = published_us
        self._count = tick.count
        self._error.deliver(at_us, tick.count, tick.price)
        self._settle(at_us)

    def _settle(self, at_us: int) -> None:
        """From now on it is out of date since the first tick that was not delivered yet."""
        if self.shown_us is None:
            return
        unseen, totals, before_us = self._unseen, self._totals, self._outdated_us
        while unseen and unseen[0].count <= self._count:
            unseen.popleft()
        since_us = unseen[0].published_us if unseen else None
        if since_us == before_us:
            return
        if before_us is None:
            totals.current.step(at_us, -1)
        else:
            totals.unseen.fall(at_us, before_us)
        if since_us is None:
            totals.current.step(at_us, 1)
        else:
            totals.unseen.rise(at_us, since_us)
        self._outdated_us = since_us
