"""Reads pages of candles for the series that somebody looks at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NoReturn

from server.wire import Candles, Clock
from ticker_app.arrival import Arrival
from ticker_app.backoff import again_s
from ticker_app.candle_series import CandleSeries
from ticker_app.candle_shelf import CandleQuery, CandleShelf
from ticker_app.choice import Transport
from ticker_app.feeds import FEEDS
from ticker_app.feeds.base import FeedError, Promise, Sleep
from ticker_app.feeds.border import border
from ticker_app.feeds.http import HttpClient, about
from ticker_app.measures.cost import Cost
from ticker_app.waiting import pause

RETRY_S = 2.0
REST_S = 0.1
"""After a page that corrects, so that a lane full of holes does not become a flood of pages."""


class CandleReading:
    """One request at a time, on demand. It has a connection and costs of its own.

    shelf: the series; what is heard is told to it.

    Args:
        server_url: the server.
        clock: the client's clock.
        on_page: called after each page.
        on_problem: called with a sentence while nothing can be read.
        sleep: waits so many seconds, whatever happens.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        on_page: Callable[[], None],
        on_problem: Callable[[str], None],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.cost = Cost()
        self.shelf = CandleShelf()
        self._server_url = server_url
        self._clock = clock
        self._on_page = on_page
        self._on_problem = on_problem
        self._sleep = sleep
        self._wanted = asyncio.Event()
        self._hurried = asyncio.Event()

    def use(self, symbol: str, interval: str) -> CandleSeries:
        """A series to look at now; the pages that it wants are read.

        Raises:
            ValueError: an interval that has no candles.
        """
        now_us = self._clock()
        series = self.shelf.use(symbol, interval, now_us)
        if self.shelf.wanted(now_us) is not None:
            self._wanted.set()
        return series

    def follow(self, arrival: Arrival, transport: Transport) -> None:
        """Continue the candles with what came by a lane of this transport."""
        self.shelf.enter(arrival.cursor.epoch, rewound=arrival.rewound)
        if not arrival.complete:
            self.shelf.miss()
        every_tick = FEEDS[transport].promise is Promise.EVERY_TICK
        self.shelf.hear(arrival.ticks, arrival.as_of_us, every_tick=every_tick)

    def hurry(self) -> None:
        """Try again now, because the server is there again."""
        self._hurried.set()

    async def run(self) -> NoReturn:
        """Read until cancelled."""
        async with HttpClient(self._server_url, clock=self._clock, cost=self.cost) as client:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                while (query := self.shelf.wanted(self._clock())) is not None:
                    await self._read(client, query)

    async def _read(self, client: HttpClient, query: CandleQuery) -> None:
        """Read a page, then rest as long as is due."""
        self._hurried.clear()
        self.shelf.ask(query)
        try:
            is_used = await self._take(client, query)
        except FeedError as error:
            self.shelf.fail(query)
            await self._wait_after(error)
            return
        if not is_used:
            await pause(self._hurried, RETRY_S)
        elif query.wanted.corrects:
            await self._sleep(REST_S)

    async def _take(self, client: HttpClient, query: CandleQuery) -> bool:
        wanted = query.wanted
        params = about(
            None,
            symbol=query.symbol,
            interval=query.interval,
            limit=wanted.limit,
            before=wanted.before_us,
        )
        page, _ = await client.read(Candles, "/v1/candles", params)
        with border(self._server_url):
            is_used = self.shelf.take(query, page)
        self._on_page()
        return is_used

    async def _wait_after(self, error: FeedError) -> None:
        if error.limited:
            # A limit is no failure: the candles only come a little later.
            await self._sleep(again_s(RETRY_S, error.retry_after_s))
            return
        self._on_problem(str(error))
        await pause(self._hurried, again_s(RETRY_S, error.retry_after_s))
