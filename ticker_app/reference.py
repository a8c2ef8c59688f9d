"""A second reading of one symbol, to know what was published and not only what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NoReturn

from msgspec import Struct

from server.wire import Clock, Cursor, Tick, TickPage
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.border import border
from ticker_app.feeds.http import HttpClient, about
from ticker_app.measures.cost import Cost
from ticker_app.waiting import pause

PERIOD_S = 0.5
RETRY_S = 2.0
LIMIT = 10_000


class Reading(Struct, frozen=True):
    """What was learnt of a symbol.

    ticks: oldest first; a history, or what followed the reading before without a hole.
    through_us: all that was published up to here is known now, server clock.
    """

    symbol: str
    epoch: str
    ticks: list[Tick]
    through_us: int
    is_history: bool


class ReferenceReading:
    """Reads the history of a symbol, then twice a second all that was published since.

    It has a connection and costs of its own, so it changes nothing that a lane measures.
    Switched off it still reads the history.

    Args:
        server_url: the server.
        clock: the client's clock.
        on_reading: called with whatever was learnt.
        on_problem: called with a sentence while nothing can be read.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        on_reading: Callable[[Reading], None],
        on_problem: Callable[[str], None],
    ) -> None:
        self.cost = Cost()
        self.on = True
        self._server_url = server_url
        self._clock = clock
        self._on_reading = on_reading
        self._on_problem = on_problem
        self._symbol: str | None = None
        self._cursor: Cursor | None = None
        self._asked = asyncio.Event()

    def follow(self, symbol: str) -> None:
        """Read this symbol from its history on."""
        self._symbol = symbol
        self._cursor = None
        self._asked.set()

    def switch(self, on: bool) -> None:
        """Read on, or only histories; what was published meanwhile is read when on again."""
        self.on = on
        self._asked.set()

    def hurry(self) -> None:
        """Read now, because the server is there again."""
        self._asked.set()

    async def run(self) -> NoReturn:
        """Read until cancelled."""
        async with HttpClient(self._server_url, clock=self._clock, cost=self.cost) as client:
            wait_s: float | None = None
            while True:
                await pause(self._asked, wait_s)
                self._asked.clear()
                try:
                    wait_s = await self._read(client)
                except FeedError as error:
                    wait_s = max(RETRY_S, error.retry_after_s or 0.0)
                    # A limit is no failure: what was published is only known a little later.
                    if not error.limited:
                        self._on_problem(str(error))

    async def _read(self, client: HttpClient) -> float | None:
        """Read once; returns how long to wait then, None: until asked."""
        symbol, after = self._symbol, self._cursor
        if symbol is None or not (self.on or after is None):
            return None
        params = about([symbol], limit=LIMIT, after=None if after is None else str(after))
        page, _ = await client.read(TickPage, "/v1/ticks", params)
        if (symbol, after) != (self._symbol, self._cursor):
            return 0.0
        if after is not None and not page.complete:
            self._cursor = None
            return 0.0
        with border(self._server_url):
            self._cursor = cursor = Cursor.parse(page.cursor)
        is_history = after is None
        # A history that is full was cut at its old end, anything else at its new one.
        is_cut = not is_history and len(page.ticks) == LIMIT
        through_us = page.ticks[-1].time if is_cut else page.now
        self._on_reading(Reading(symbol, cursor.epoch, page.ticks, through_us, is_history))
        return 0.0 if is_cut else PERIOD_S
