"""A second reading of some symbols, to know what was published and not only what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NoReturn

from msgspec import Struct

from server.wire import Clock, Cursor, Tick, TickPage
from ticker_app.backoff import again_s
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.border import border
from ticker_app.feeds.http import HttpClient, about
from ticker_app.measures.cost import Cost
from ticker_app.waiting import pause

PERIOD_S = 0.5
UNSEEN_PERIOD_S = 10.0
"""While nobody looks: seldom, but often enough that little piles up which waits for it."""
RETRY_S = 2.0
REST_S = 0.05
"""Between two pages, of which a server could have any number."""
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
    """Reads the history of each symbol, then twice a second all that was published since.

    While nobody looks at it, it reads every 10 s; nothing is lost by that, only known later.

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
        self._cursors: dict[str, Cursor | None] = {}
        self._asked_times = 0
        self._seen = True
        self._asked = asyncio.Event()

    def follow(self, *symbols: str) -> None:
        """Read these, the first of them first: from their history on, or on as before."""
        if [*symbols] != [*self._cursors]:
            self._cursors = {symbol: self._cursors.get(symbol) for symbol in symbols}
            self._ask()

    def again(self) -> None:
        """Read all from their history on, because something is missing."""
        self._cursors = dict.fromkeys(self._cursors)
        self._ask()

    def switch(self, on: bool) -> None:
        """Read on, or only histories; what was published meanwhile is read when on again."""
        self.on = on
        self._asked.set()

    def see(self, seen: bool) -> None:
        """Whether anybody looks: who looks again sees at once what was published meanwhile."""
        self._seen = seen
        if seen:
            self._asked.set()

    def hurry(self) -> None:
        """Read now, because the server is there again."""
        self._asked.set()

    def _ask(self) -> None:
        self._asked_times += 1
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
                    wait_s = again_s(RETRY_S, error.retry_after_s)
                    # A limit is no failure: what was published is only known a little later.
                    if not error.limited:
                        self._on_problem(str(error))

    async def _read(self, client: HttpClient) -> float | None:
        """Read once; returns how long to wait then, None: until asked."""
        begun = {symbol: after for symbol, after in self._cursors.items() if after is not None}
        new = next((symbol for symbol in self._cursors if symbol not in begun), None)
        if new is not None:
            return await self._read_history(client, new)
        if not (begun and self.on):
            return None
        return await self._read_on(client, begun)

    async def _read_history(self, client: HttpClient, symbol: str) -> float:
        page = await self._page(client, [symbol], None)
        if page is not None:
            with border(self._server_url):
                self._cursors[symbol] = cursor = Cursor.parse(page.cursor)
            self._on_reading(Reading(symbol, cursor.epoch, page.ticks, page.now, is_history=True))
        return 0.0

    async def _read_on(self, client: HttpClient, begun: dict[str, Cursor]) -> float:
        # One page for all: those that stand further ahead leave out what they have.
        after = min(begun.values(), key=lambda cursor: cursor.seq)
        page = await self._page(client, [*begun], after)
        if page is None:
            return 0.0
        if not page.complete:
            self._cursors = dict.fromkeys(self._cursors)
            return REST_S
        with border(self._server_url):
            cursor = Cursor.parse(page.cursor)
        # A history that is full was cut at its old end, anything else at its new one.
        is_cut = len(page.ticks) == LIMIT
        through_us = page.ticks[-1].time if is_cut else page.now
        for symbol, known in begun.items():
            ticks = [tick for tick in page.ticks if tick.symbol == symbol and tick.seq > known.seq]
            self._cursors[symbol] = Cursor(cursor.epoch, max(cursor.seq, known.seq))
            self._on_reading(Reading(symbol, cursor.epoch, ticks, through_us, is_history=False))
        if is_cut:
            return REST_S
        return PERIOD_S if self._seen else UNSEEN_PERIOD_S

    async def _page(
        self, client: HttpClient, symbols: list[str], after: Cursor | None
    ) -> TickPage | None:
        """What the server has; None: something else was asked for meanwhile."""
        asked = self._asked_times
        params = about(symbols, limit=LIMIT, after=None if after is None else str(after))
        page, _ = await client.read(TickPage, "/v1/ticks", params)
        return page if asked == self._asked_times else None
