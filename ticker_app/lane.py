"""One running feed: retry, measure, report."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import NoReturn

from msgspec import Struct

from server.wire import Clock, Cursor
from ticker_app.arrival import Arrival
from ticker_app.backoff import Backoff
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.feeds import FEEDS
from ticker_app.feeds.base import Feed, FeedError, FeedRequest
from ticker_app.health import Health, Pulse, State, judge
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.cost import Cost
from ticker_app.measures.deliveries import Deliveries

__all__ = ["Health", "Lane", "LaneFigures", "State"]

LASTED_US = 1_000_000
"""A connection that brought news for this long was a good one."""


class LaneFigures(Struct, frozen=True):
    """What one run of a lane measured, from its start. None: nothing to measure yet.

    Latency is over all symbols; age, unseen age and current are of the selected symbol.
    The definitions are those of the README's "What the numbers mean".
    empty_share: of the requests of a pull; push has none.
    answer_p99_us: of an interval poll, from when it was due to its answer.
    limited: how often the server said to come back later.
    """

    choice: LaneChoice
    running_s: float
    latency_p50_us: int | None
    latency_p99_us: int | None
    latency_bound_us: int | None
    age_now_us: int | None
    age_mean_us: float | None
    unseen_now_us: int | None
    unseen_mean_us: float | None
    current_share: float | None
    seen: int
    missed: int
    requests: int
    requests_per_s: float
    empty_share: float | None
    bytes_down_per_s: float
    bytes_up_per_s: float
    answer_p99_us: int | None = None
    limited: int = 0


class Lane:
    """Hears a server in one way until cancelled, across any number of connections.

    Args:
        choice: the way.
        server_url: the server.
        clock: the client's clock.
        offset: of the server's clock.
        hear: called with every arrival once it has been measured.
        lose: called with a sentence whenever a connection ended or could not be had.
        after: continue behind this cursor.
        symbols: None for all.
        feeds: what speaks each transport.
        sleep: waits so many seconds before the next try.
        jitter: a random number from 0 to below 1.
    """

    def __init__(
        self,
        choice: LaneChoice,
        server_url: str,
        *,
        clock: Clock,
        offset: ClockOffset,
        hear: Callable[[Arrival], None],
        lose: Callable[[str], None],
        after: Cursor | None = None,
        symbols: tuple[str, ...] | None = None,
        feeds: Mapping[Transport, type[Feed]] = FEEDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.choice = choice
        self.cursor = after
        self.cost = Cost()
        self.measures = Deliveries(offset.to_client_us)
        self._server_url = server_url
        self._symbols = symbols
        self._clock = clock
        self._offset = offset
        self._hear = hear
        self._lose = lose
        self._feed_type = feeds[choice.transport]
        self._sleep = sleep
        self._backoff = Backoff(jitter)
        self._started_us = clock()
        self._newest: Arrival | None = None
        self._silence_s = 0.0
        self._limited_until_us: int | None = None
        self._connected_us: int | None = None
        self._lost_us: int | None = self._started_us
        self._next_try_us: int | None = None
        self._error = ""

    async def run(self) -> NoReturn:
        """Hear, and after a failure wait and continue behind the last cursor."""
        while True:
            try:
                await self._hear_until_it_fails()
            except FeedError as error:
                await self._wait_after(error)

    async def _hear_until_it_fails(self) -> None:
        request = FeedRequest(
            self._server_url,
            self._symbols,
            self.cursor,
            self.choice.interval_s,
            self.choice.longest_interval_s,
        )
        feed = self._feed_type(request, clock=self._clock, cost=self.cost)
        async with aclosing(feed.arrivals()) as arrivals:
            while True:
                self._silence_s = feed.silence_s
                self._take(await _next(arrivals, patience_s(self._silence_s)))

    def _take(self, arrival: Arrival) -> None:
        self._newest = arrival
        self.cursor = arrival.cursor
        self._lost_us = None
        self._limited_until_us = arrival.limited_until_us
        self._error = ""
        if self._connected_us is None:
            self._connected_us = arrival.received_us
        elif arrival.received_us - self._connected_us >= LASTED_US:
            self._backoff.reset()
        self.measures.take(arrival)
        self._hear(arrival)

    async def _wait_after(self, error: FeedError) -> None:
        now_us = self._clock()
        self._connected_us = None
        if self._lost_us is None:
            self._lost_us = now_us
        self._error = str(error)
        self.cost.limited += error.limited
        delay_s = self._backoff.next_s(error.retry_after_s)
        self._next_try_us = now_us + round(delay_s * 1e6)
        self._limited_until_us = self._next_try_us if error.limited else None
        self._lose(self._error)
        await self._sleep(delay_s)
        self._next_try_us = None

    def health(self, now_us: int) -> Health:
        """The state in words, from the age of the data."""
        newest = self._newest
        transit_us = None
        if newest is not None:
            transit_us = newest.received_us - self._offset.to_client_us(newest.as_of_us)
        pulse = Pulse(
            self.choice,
            self._silence_s,
            heard_us=None if newest is None else newest.received_us,
            transit_us=transit_us,
            lost_us=self._lost_us,
            next_try_us=self._next_try_us,
            limited_until_us=self._limited_until_us,
            error=self._error,
        )
        return judge(pulse, now_us)

    def figures(self, now_us: int, symbol: str | None) -> LaneFigures:
        """What was measured so far; age is of ``symbol``, the watched one."""
        running_s = max(now_us - self._started_us, 1) / 1e6
        cost, measures = self.cost, self.measures
        latency = measures.latency.percentiles()
        answers = measures.answer_delay.percentiles()
        clock = self._offset.reading()
        age = None if symbol is None else measures.age(symbol)
        return LaneFigures(
            choice=self.choice,
            running_s=running_s,
            latency_p50_us=None if latency is None else latency.p50_us,
            latency_p99_us=None if latency is None else latency.p99_us,
            latency_bound_us=None if clock is None else clock.bound_us,
            age_now_us=None if age is None else age.now(now_us),
            age_mean_us=None if age is None else age.mean(now_us),
            unseen_now_us=measures.unseen.now(now_us),
            unseen_mean_us=measures.unseen.mean(),
            current_share=measures.unseen.current_share(),
            seen=measures.seen,
            missed=measures.missed,
            requests=cost.requests,
            requests_per_s=cost.requests / running_s,
            empty_share=self._empty_share(),
            bytes_down_per_s=cost.bytes_down / running_s,
            bytes_up_per_s=cost.bytes_up / running_s,
            answer_p99_us=None if answers is None else answers.p99_us,
            limited=cost.limited,
        )

    def _empty_share(self) -> float | None:
        pulled = self.choice.mode is Mode.PULL
        return self.cost.empty / self.cost.requests if pulled and self.cost.requests else None


def patience_s(silence_s: float) -> float:
    """How long to hear nothing before a connection is given up."""
    return max(6.0, 2 * silence_s + 4)


async def _next(arrivals: AsyncGenerator[Arrival, None], within_s: float) -> Arrival:
    try:
        async with asyncio.timeout(within_s):
            return await anext(arrivals)
    except TimeoutError as error:
        raise FeedError(f"Nothing was heard for {within_s:.0f} s; connecting anew") from error
