"""Listening to a feed from a test, without ever guessing how long something takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from server.wire import Cursor, Tick, monotonic_wall_clock
from ticker_app.arrival import Arrival
from ticker_app.choice import Transport
from ticker_app.feeds import FEEDS
from ticker_app.feeds.base import Feed, FeedRequest
from ticker_app.measures.cost import Cost

PATIENCE_S = 10.0
INTERVAL_S = 0.03


class Hearing:
    """What a feed delivered so far."""

    def __init__(self, feed: Feed) -> None:
        self.arrivals: list[Arrival] = []
        self.cost = feed.cost
        self.promise = feed.promise
        self._feed = feed
        self._news = asyncio.Event()

    @property
    def ticks(self) -> list[Tick]:
        """All that was delivered, in the order it came."""
        return [tick for arrival in self.arrivals for tick in arrival.ticks]

    @property
    def complete(self) -> bool:
        """Whether no arrival told of a gap."""
        return all(arrival.complete for arrival in self.arrivals)

    @property
    def cursor(self) -> Cursor:
        """Behind the newest arrival."""
        return self.arrivals[-1].cursor

    async def run(self) -> None:
        """Collect until cancelled or until the feed ends with its error."""
        async for arrival in self._feed.arrivals():
            self.arrivals.append(arrival)
            self._news.set()

    async def until(self, reached: Callable[[], object]) -> None:
        """Returns once ``reached`` holds; looked at after every arrival."""
        async with asyncio.timeout(PATIENCE_S):
            while not reached():
                self._news.clear()
                await self._news.wait()

    async def connected(self) -> None:
        """Returns with the first arrival."""
        await self.until(lambda: self.arrivals)

    async def heard(self, seq: int) -> None:
        """Returns once the tick of this seq was delivered."""
        await self.until(lambda: self.ticks and self.ticks[-1].seq >= seq)


def feed_of(
    transport: Transport,
    url: str,
    *,
    symbols: tuple[str, ...] | None = None,
    after: Cursor | None = None,
) -> Feed:
    """A feed that polls fast if it polls at all."""
    request = FeedRequest(url, symbols, after, INTERVAL_S)
    return FEEDS[transport](request, clock=monotonic_wall_clock(), cost=Cost())


@asynccontextmanager
async def hearing(
    transport: Transport,
    url: str,
    *,
    symbols: tuple[str, ...] | None = None,
    after: Cursor | None = None,
) -> AsyncIterator[Hearing]:
    """Hears a feed while the block runs; an error of the feed ends the block."""
    heard = Hearing(feed_of(transport, url, symbols=symbols, after=after))
    async with asyncio.TaskGroup() as group:
        task = group.create_task(heard.run())
        yield heard
        task.cancel()
