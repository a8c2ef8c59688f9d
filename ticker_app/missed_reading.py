"""A reading on demand of what was published and not delivered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NoReturn

from msgspec import Struct

from server.wire import Clock, Cursor, Tick, TickPage
from ticker_app.backoff import again_s
from ticker_app.feeds.base import FeedError, Sleep
from ticker_app.feeds.border import border
from ticker_app.feeds.http import HttpClient, about
from ticker_app.measures.cost import Cost

PERIOD_S = 0.5
"""What comes to be wanted meanwhile is read in one."""
RETRY_S = 2.0
LIMIT = 10_000
MOST_PAGES = 10


class Stretch(Struct, frozen=True):
    """A piece of a tape, for some of its symbols: behind one seq, through another."""

    symbols: frozenset[str]
    epoch: str
    after_seq: int
    through_seq: int

    def with_(self, other: Stretch) -> Stretch:
        """The least stretch of their tape that holds both."""
        return Stretch(
            self.symbols | other.symbols,
            self.epoch,
            min(self.after_seq, other.after_seq),
            max(self.through_seq, other.through_seq),
        )

    def holds(self, other: Stretch) -> bool:
        """Whether the other lies within this one."""
        return (
            self.epoch == other.epoch
            and self.symbols >= other.symbols
            and self.after_seq <= other.after_seq
            and self.through_seq >= other.through_seq
        )


class MissedReading:
    """Reads stretches of the tape when they are wanted, at most twice a second.

    It has a connection and costs of its own, so it changes nothing that a lane measures. A
    server that cannot answer is asked again later; the lane tells the user if it is gone.

    cost: what these readings cost.

    Args:
        server_url: the server.
        clock: the client's clock.
        on_read: called with each stretch and the ticks that the tape still held of it.
        sleep: waits between two readings.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        on_read: Callable[[Stretch, list[Tick]], None],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.cost = Cost()
        self._server_url = server_url
        self._clock = clock
        self._on_read = on_read
        self._sleep = sleep
        self._wanted: dict[str, Stretch] = {}
        """By epoch; never more than one, for the server has only one tape."""
        self._asked = asyncio.Event()

    def want(self, stretch: Stretch) -> None:
        """Read this as soon as possible; of another tape nothing is wanted any more."""
        before = self._wanted.get(stretch.epoch)
        self._wanted = {stretch.epoch: stretch if before is None else before.with_(stretch)}
        self._asked.set()

    async def run(self) -> NoReturn:
        """Read until cancelled."""
        async with HttpClient(self._server_url, clock=self._clock, cost=self.cost) as client:
            while True:
                await self._asked.wait()
                self._asked.clear()
                wanted, self._wanted = self._wanted, {}
                wait_s = PERIOD_S
                for stretch in wanted.values():
                    try:
                        self._on_read(stretch, await self._read(client, stretch))
                    except FeedError as error:
                        self._want_again(stretch)
                        wait_s = again_s(RETRY_S, error.retry_after_s)
                await self._sleep(wait_s)

    def _want_again(self, stretch: Stretch) -> None:
        """Together with what came to be wanted meanwhile."""
        meanwhile, self._wanted = self._wanted, {}
        for each in (stretch, *meanwhile.values()):
            self.want(each)

    async def _read(self, client: HttpClient, wanted: Stretch) -> list[Tick]:
        after = Cursor(wanted.epoch, wanted.after_seq)
        ticks: list[Tick] = []
        for _ in range(MOST_PAGES):
            params = about(sorted(wanted.symbols), limit=LIMIT, after=str(after))
            page, _ = await client.read(TickPage, "/v1/ticks", params)
            with border(self._server_url):
                after = Cursor.parse(page.cursor)
            if after.epoch != wanted.epoch:
                return []
            ticks += page.ticks
            if after.seq >= wanted.through_seq:
                break
        return ticks
