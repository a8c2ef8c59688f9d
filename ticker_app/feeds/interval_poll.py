"""Pull by plain polls: the newest tick of each symbol, every so often."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Callable
from operator import attrgetter
from typing import ClassVar

from typing_extensions import override

from server.wire import Clock, Cursor, Quotes, Tick, WireError
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import Feed, FeedError, FeedRequest, Promise, Sleep
from ticker_app.feeds.border import border
from ticker_app.feeds.deadlines import Deadlines
from ticker_app.feeds.http import Answer, HttpClient, about
from ticker_app.feeds.limited import told_to_wait
from ticker_app.measures.cost import Cost


class IntervalPollFeed(Feed):
    """Asks at `Deadlines`; hears of what is newest then.

    One request at a time: a deadline that passes while one is under way is left out. So are
    those that pass while the server wants to be left alone; that is told by an arrival.

    Args:
        request: what to bring.
        clock: the client's clock.
        cost: counts.
        sleep: waits so many seconds.
        jitter: a random number from 0 to below 1.
    """

    promise: ClassVar[Promise] = Promise.NEWEST_ONLY

    def __init__(
        self,
        request: FeedRequest,
        *,
        clock: Clock,
        cost: Cost,
        sleep: Sleep = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(request, clock=clock, cost=cost)
        self._sleep = sleep
        self._jitter = jitter
        self._silence_s = request.interval_s

    @property
    @override
    def silence_s(self) -> float:
        return self._silence_s

    @override
    async def arrivals(self) -> AsyncGenerator[Arrival, None]:
        url = self.request.server_url
        async with HttpClient(url, clock=self.clock, cost=self.cost) as client:
            due_us = self.clock()
            deadlines = self._deadlines(due_us)
            reader = _Reader(client, self.request.after, self.clock, due_us)
            arrival: Arrival | None = None
            while True:
                arrival = await self._poll(client, reader, due_us, arrival)
                deadlines.adapt(had_news=bool(arrival.ticks))
                self._silence_s = _silence_s(arrival, deadlines)
                yield arrival
                due_us = deadlines.next_due_us(max(self.clock(), arrival.limited_until_us or 0))
                await self._wait_until(due_us)

    def _deadlines(self, first_us: int) -> Deadlines:
        longest_s = self.request.longest_interval_s
        return Deadlines(
            round(self.request.interval_s * 1e6),
            None if longest_s is None else round(longest_s * 1e6),
            first_us=first_us,
            phase=self._jitter(),
        )

    async def _poll(
        self, client: HttpClient, reader: _Reader, due_us: int, last: Arrival | None
    ) -> Arrival:
        params = about(self.request.symbols)
        try:
            answer = await client.get("/v1/quotes", params, etag=reader.etag)
        except FeedError as error:
            arrival = told_to_wait(error, last, self.clock())
            self.cost.limited += 1
            return arrival
        with border(self.request.server_url):
            arrival = reader.read(answer, due_us)
        if not arrival.ticks:
            self.cost.empty += 1
        return arrival

    async def _wait_until(self, due_us: int) -> None:
        # Under Qt timers fire up to 11 ms early.
        while (left_us := due_us - self.clock()) > 0:
            await self._sleep(left_us / 1e6)


def _silence_s(arrival: Arrival, deadlines: Deadlines) -> float:
    """From an arrival until the next one is due, at most."""
    waiting_us = 0
    if arrival.limited_until_us is not None:
        waiting_us = arrival.limited_until_us - arrival.received_us
    return (waiting_us + deadlines.interval_us) / 1e6


class _Reader:
    """Turns the answers to one series of polls into arrivals."""

    def __init__(
        self, client: HttpClient, after: Cursor | None, clock: Clock, opened_us: int
    ) -> None:
        self.etag: str | None = None
        self._client = client
        self._clock = clock
        self._opened_us = opened_us
        self._cursor = after
        self._ahead_us = 0
        """At most how far our clock is ahead of the server's."""

    def read(self, answer: Answer, due_us: int) -> Arrival:
        """What an answer delivers.

        Raises:
            FeedError: it is not a list of quotes.
            WireError: its cursor is none, or nothing changed since nothing.
        """
        self.etag = answer.etag or self.etag
        if answer.not_modified:
            # No body tells the server's clock. It answered after we asked.
            as_of_us = answer.sent_us - self._ahead_us
            return self._arrival([], answer, due_us, as_of_us, complete=True)
        quotes = self._client.decode(answer, Quotes)
        cursor = Cursor.parse(quotes.cursor)
        same_tape = self._cursor is None or self._cursor.epoch == cursor.epoch
        seen_seq = self._cursor.seq if self._cursor is not None and same_tape else 0
        ticks = sorted(
            (tick for tick in quotes.quotes if tick.seq > seen_seq), key=attrgetter("seq")
        )
        self._cursor = cursor
        self._ahead_us = answer.received_us - quotes.now
        return self._arrival(ticks, answer, due_us, quotes.now, complete=same_tape)

    def _arrival(
        self, ticks: list[Tick], answer: Answer, due_us: int, as_of_us: int, *, complete: bool
    ) -> Arrival:
        if self._cursor is None:
            raise WireError("not a message of this contract: 304 to a request without an ETag")
        return Arrival(
            ticks=ticks,
            received_us=answer.received_us,
            opened_us=self._opened_us,
            cursor=self._cursor,
            as_of_us=as_of_us,
            complete=complete,
            scheduled_us=due_us,
            sent_us=None if answer.not_modified else as_of_us,
            decoded_us=self._clock(),
        )
