"""Pull by long polls: each request waits at the server until there is something."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import cached_property
from typing import ClassVar

from typing_extensions import override

from server.wire import Cursor, TickPage
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import FeedError, Promise
from ticker_app.feeds.border import border
from ticker_app.feeds.http import READ_TIMEOUT_S, Answer, HttpClient, about
from ticker_app.feeds.limited import waiting_s
from ticker_app.feeds.pages import PageReader
from ticker_app.feeds.pull import PullFeed
from ticker_app.feeds.waits import Waits

LIMIT = 1000


class LongPollFeed(PullFeed):
    """Asks again as soon as it was answered; hears every tick.

    While the server wants to be left alone it is; that is told by an arrival.
    """

    promise: ClassVar[Promise] = Promise.EVERY_TICK
    _limited_s = 0.0

    @cached_property
    def _waits(self) -> Waits:
        return Waits()

    @property
    @override
    def silence_s(self) -> float:
        return self._waits.next_s + self._limited_s

    @override
    async def arrivals(self) -> AsyncGenerator[Arrival, None]:
        url = self.request.server_url
        async with HttpClient(url, clock=self.clock, cost=self.cost) as client:
            after, opened_us = self.request.after, self.clock()
            reader = PageReader(after, self.clock, limit=LIMIT, opened_us=opened_us)
            arrival: Arrival | None = None
            while True:
                arrival = await self._hear(client, reader, arrival)
                yield arrival
                await self._wait_until(arrival.limited_until_us or 0)

    async def _hear(self, client: HttpClient, reader: PageReader, last: Arrival | None) -> Arrival:
        after = self.request.after if last is None else last.cursor
        try:
            # The first answer tells where the tape stands, so it must not wait.
            wait_s = 0 if last is None else self._waits.next_s
            page, answer = await self._ask(client, after, wait_s=wait_s)
        except FeedError as error:
            arrival = self._told_to_wait(error, last)
            self._limited_s = waiting_s(arrival)
            return arrival
        self._limited_s = 0.0
        with border(self.request.server_url):
            arrival = reader.read(page, answer)
        if arrival.rewound:
            # The page may be one of many; where the tape ends only one without a cursor says.
            page, answer = await self._ask(client, None, wait_s=0)
            with border(self.request.server_url):
                arrival = reader.skip(page, answer)
        if not arrival.ticks:
            self.cost.empty += 1
        if last is not None:
            waited_s = (answer.received_us - answer.sent_us) / 1e6
            self._waits.answered(waited_s, had_news=bool(arrival.ticks))
        return arrival

    async def _ask(
        self, client: HttpClient, after: Cursor | None, *, wait_s: float
    ) -> tuple[TickPage, Answer]:
        params = about(
            self.request.symbols,
            after=None if after is None else str(after),
            limit=1 if after is None else LIMIT,
            wait=wait_s or None,
        )
        return await client.read(
            TickPage, "/v1/ticks", params, read_timeout_s=wait_s + READ_TIMEOUT_S
        )
