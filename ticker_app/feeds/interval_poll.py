"""Pull by plain polls: the newest tick of each symbol, every so often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from operator import attrgetter
from typing import ClassVar

from typing_extensions import override

from server.wire import Clock, Cursor, Quotes, Tick, WireError
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import Feed, FeedRequest, Promise
from ticker_app.feeds.border import border
from ticker_app.feeds.http import Answer, HttpClient, about
from ticker_app.measures.cost import Cost

Sleep = Callable[[float], Awaitable[None]]


class IntervalPollFeed(Feed):
    """Asks at multiples of the interval; hears of what is newest then.

    One request at a time: a deadline that passes while one is under way is left out.
    """

    promise: ClassVar[Promise] = Promise.NEWEST_ONLY

    def __init__(
        self, request: FeedRequest, *, clock: Clock, cost: Cost, sleep: Sleep = asyncio.sleep
    ) -> None:
        super().__init__(request, clock=clock, cost=cost)
        self._sleep = sleep

    @property
    @override
    def silence_s(self) -> float:
        return self.request.interval_s

    @override
    async def arrivals(self) -> AsyncGenerator[Arrival, None]:
        url = self.request.server_url
        interval_us = round(self.request.interval_s * 1e6)
        async with HttpClient(url, clock=self.clock, cost=self.cost) as client:
            first_us = due_us = self.clock()
            reader = _Reader(client, self.request.after, first_us)
            etag: str | None = None
            while True:
                answer = await client.get("/v1/quotes", about(self.request.symbols), etag=etag)
                etag = answer.headers.get("ETag", etag)
                with border(url):
                    arrival = reader.read(answer, due_us)
                if not arrival.ticks:
                    self.cost.empty += 1
                yield arrival
                due_us = next_deadline_us(first_us, interval_us, self.clock())
                await self._wait_until(due_us)

    async def _wait_until(self, due_us: int) -> None:
        # Under Qt timers fire up to 11 ms early.
        while (left_us := due_us - self.clock()) > 0:
            await self._sleep(left_us / 1e6)


def next_deadline_us(first_us: int, interval_us: int, now_us: int) -> int:
    """The first multiple of the interval after ``first_us`` that has not passed yet."""
    return first_us + ((now_us - first_us) // interval_us + 1) * interval_us


class _Reader:
    """Turns the answers to one series of polls into arrivals."""

    def __init__(self, client: HttpClient, after: Cursor | None, opened_us: int) -> None:
        self._client = client
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
        )
