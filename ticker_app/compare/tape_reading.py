"""The reference reading of a comparison: everything that is published, of all symbols."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NoReturn

from msgspec import Struct

from server.wire import Clock, Cursor, Quotes, Symbols, TickPage
from ticker_app.backoff import again_s
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.border import border
from ticker_app.feeds.http import HttpClient, about
from ticker_app.measures.cost import Cost
from ticker_app.waiting import pause

PERIOD_S = 1.0
RETRY_S = 1.0
LIMIT = 10_000


class Opening(Struct, frozen=True):
    """Where a reading began: the newest tick of each symbol, and the cursor behind them."""

    symbols: Symbols
    quotes: Quotes
    cursor: Cursor


class Stretch(Struct, frozen=True):
    """What followed the reading before, without a hole unless ``page.complete`` is False.

    page: ticks of all symbols, oldest first.
    cursor: continues behind them.
    through_us: all that was published up to here is known now, server clock.
    rewound: the same tape ends before what was read of it: an older copy was put back.
    """

    page: TickPage
    cursor: Cursor
    through_us: int
    rewound: bool = False


class TapeReading:
    """Reads all that is published, once a second, on a connection and costs of its own.

    Args:
        server_url: the server.
        clock: the client's clock.
        on_opening: called once, before any reading.
        on_stretch: called with whatever was learnt.
        on_problem: called with a sentence while nothing can be read.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        on_opening: Callable[[Opening], None],
        on_stretch: Callable[[Stretch], None],
        on_problem: Callable[[str], None],
    ) -> None:
        self.cost = Cost()
        self._server_url = server_url
        self._clock = clock
        self._on_opening = on_opening
        self._on_stretch = on_stretch
        self._on_problem = on_problem
        self._cursor: Cursor | None = None
        self._asked = asyncio.Event()

    def hurry(self) -> None:
        """Read now."""
        self._asked.set()

    async def run(self) -> NoReturn:
        """Read until cancelled."""
        async with HttpClient(self._server_url, clock=self._clock, cost=self.cost) as client:
            while True:
                self._asked.clear()
                try:
                    wait_s = await self._read(client)
                except FeedError as error:
                    wait_s = again_s(RETRY_S, error.retry_after_s)
                    self._on_problem(str(error))
                await pause(self._asked, wait_s)

    async def _read(self, client: HttpClient) -> float:
        """Read once; returns how long to wait then."""
        if self._cursor is None:
            self._cursor = await self._open(client)
        params = about(None, after=str(self._cursor), limit=LIMIT)
        page, _ = await client.read(TickPage, "/v1/ticks", params)
        with border(self._server_url):
            before, self._cursor = self._cursor, Cursor.parse(page.cursor)
        rewound = before.epoch == self._cursor.epoch and self._cursor.seq < before.seq
        # A full page was cut, perhaps between two ticks of the same moment.
        is_cut = len(page.ticks) == LIMIT
        through_us = page.ticks[-1].time - 1 if is_cut else page.now
        self._on_stretch(Stretch(page, self._cursor, through_us, rewound))
        return 0.0 if is_cut else PERIOD_S

    async def _open(self, client: HttpClient) -> Cursor:
        symbols, _ = await client.read(Symbols, "/v1/symbols")
        quotes, _ = await client.read(Quotes, "/v1/quotes")
        with border(self._server_url):
            opening = Opening(symbols, quotes, Cursor.parse(quotes.cursor))
        self._on_opening(opening)
        return opening.cursor
