"""What one lane's deliveries amount to: latency, age, unseen age, seen and missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from server.wire import Cursor, Tick
from ticker_app.arrival import Arrival
from ticker_app.measures.age import AgeIntegral, UnseenAge
from ticker_app.measures.latency import LatencyHistogram
from ticker_app.measures.tick_path import DeliveredTick, TickPath


class Deliveries:
    """Measures of one lane from its first arrival on, over any number of its connections.

    Only ticks published after the lane was first opened count for latency, seen and missed:
    what was waiting already says nothing about the lane. What the lane caught up on after a
    break of its own was published later than that, so its lateness counts.

    latency: of every such tick.
    answer_delay: of a poll, from when it was due to its answer, so that a stall is not hidden
        behind the polls that were left out (coordinated omission).

    Args:
        to_client_us: moves a moment of the server's clock onto the client's.
    """

    def __init__(self, to_client_us: Callable[[int], int]) -> None:
        self.latency = LatencyHistogram()
        self.answer_delay = LatencyHistogram()
        self.seen = 0
        self.missed = 0
        self._to_client_us = to_client_us
        self._opened_us: int | None = None
        self._epoch: str | None = None
        self._counts: dict[str, int] = {}
        self._ages: dict[str, AgeIntegral] = {}
        self._watched: str | None = None
        self._followed: str | None = None
        self.unseen = UnseenAge()
        """Of the watched symbol."""
        self.path = TickPath()
        """Of the followed symbol."""

    def age(self, symbol: str) -> AgeIntegral | None:
        """The age of a symbol on this lane; None before its first delivery."""
        return self._ages.get(symbol)

    def take(self, arrival: Arrival) -> None:
        """Measure one arrival."""
        if self._opened_us is None:
            self._opened_us = arrival.opened_us
        self._enter(arrival.cursor, rewound=arrival.rewound)
        if arrival.scheduled_us is not None:
            self.answer_delay.record(arrival.received_us - arrival.scheduled_us)
        newest: dict[str, Tick] = {}
        for tick in arrival.ticks:
            self._count(tick, arrival, self._opened_us)
            newest[tick.symbol] = tick
        for tick in newest.values():
            self._renew(tick, arrival.received_us)

    def seed(self, ticks: Iterable[Tick], at_us: int) -> None:
        """Ticks that are on the screen already and that nothing delivered is newer than.

        They are where age and counts begin for symbols that the lane has delivered nothing of.
        """
        for tick in ticks:
            if tick.symbol not in self._counts:
                self._counts[tick.symbol] = tick.count
                self._renew(tick, at_us)

    def watch(self, symbol: str | None, at_us: int) -> None:
        """Measure the unseen age of this symbol from now on; None: of none."""
        self._watched = symbol
        self.unseen = UnseenAge()
        if symbol in self._counts:
            self.unseen.begin(at_us, self._counts[symbol])

    def follow(self, symbol: str | None) -> None:
        """Measure the way of this symbol's ticks from now on; None: of none."""
        if symbol != self._followed:
            self._followed = symbol
            self.path = TickPath()

    def _enter(self, cursor: Cursor, *, rewound: bool) -> None:
        if rewound or self._epoch != cursor.epoch:
            self._epoch = cursor.epoch
            self._counts.clear()
            self.unseen.restart_counts()

    def _count(self, tick: Tick, arrival: Arrival, opened_us: int) -> None:
        before = self._counts.get(tick.symbol)
        self._counts[tick.symbol] = tick.count
        published_us = self._to_client_us(tick.time)
        if published_us < opened_us:
            return
        self.latency.record(arrival.received_us - published_us)
        self.seen += 1
        if before is not None:
            self.missed += max(0, tick.count - before - 1)
        if tick.symbol == self._followed:
            self._take_path(published_us, arrival)

    def _take_path(self, published_us: int, arrival: Arrival) -> None:
        if arrival.decoded_us is not None:
            sent_us = None if arrival.sent_us is None else self._to_client_us(arrival.sent_us)
            self.path.take(
                DeliveredTick(published_us, sent_us, arrival.received_us, arrival.decoded_us)
            )

    def _renew(self, tick: Tick, received_us: int) -> None:
        age = self._ages.setdefault(tick.symbol, AgeIntegral())
        age.deliver(received_us, self._to_client_us(tick.time))
        if tick.symbol != self._watched:
            return
        if self.unseen.has_begun:
            self.unseen.deliver(received_us, tick.count)
        else:
            self.unseen.begin(received_us, tick.count)
