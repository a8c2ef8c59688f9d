"""How late prices leave their source, asked of the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from server.sources.lateness import LateFigures
from server.wire import monotonic_wall_clock
from tests.ticker_app.live import live_server
from ticker_app.lateness_reading import PERIOD_S, LatenessReading
from ticker_app.measures.tick_path import Part, Stage


class Turns:
    """Sleeps until the test has looked."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[float] = asyncio.Queue()
        self.goes_on = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.asked.put_nowait(seconds)
        await self.goes_on.wait()
        self.goes_on.clear()

    async def next(self) -> float:
        """Returns once it sleeps again."""
        self.goes_on.set()
        async with asyncio.timeout(10):
            return await self.asked.get()


@asynccontextmanager
async def running(url: str) -> AsyncIterator[tuple[LatenessReading, Turns]]:
    turns = Turns()
    reading = LatenessReading(url, clock=monotonic_wall_clock(), sleep=turns.sleep)
    task = asyncio.create_task(reading.run())
    yield reading, turns
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_what_the_server_says_is_known_until_it_says_otherwise() -> None:
    async with live_server() as server, running(server.url) as (reading, turns):
        server.say_late(LateFigures(p50=120, p99=900, max=2_000, prints=50))
        assert await turns.next() == PERIOD_S
        assert reading.part is None
        await turns.next()
        assert reading.part == Part(Stage.AT_SOURCE, 120, 900)
        server.say_late(None)
        await turns.next()
        assert reading.part is None


async def test_of_a_server_that_is_gone_nothing_is_known() -> None:
    async with live_server() as server:
        url = server.url
    async with running(url) as (reading, turns):
        await turns.next()
        await turns.next()
        assert reading.part is None
