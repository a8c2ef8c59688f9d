"""A comparison that runs against the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from unittest.mock import patch

from server.wire import monotonic_wall_clock
from tests.ticker_app.live import LiveServer, live_server
from ticker_app.choice import parse_lane
from ticker_app.compare import tape_reading
from ticker_app.compare.compared_lane import ComparedLane
from ticker_app.compare.comparison import Comparison
from ticker_app.measures.clock_offset import ClockOffset


class Comparing:
    """A comparison that runs, and what it told."""

    def __init__(self, url: str, lanes: tuple[str, ...], offset: ClockOffset | None) -> None:
        self.told: list[str] = []
        self._told = asyncio.Event()
        choices = [parse_lane(name) for name in lanes]
        clock = monotonic_wall_clock()
        self.comparison = Comparison(url, choices, clock=clock, tell=self._tell, offset=offset)

    def _tell(self, sentence: str) -> None:
        self.told.append(sentence)
        self._told.set()

    @property
    def lanes(self) -> list[ComparedLane]:
        return self.comparison.lanes

    async def until(self, reached: Callable[[], object]) -> None:
        """Looked at whenever something was read of the server."""
        async with asyncio.timeout(10):
            while not reached():
                await self.comparison.settle(self.comparison.clock())

    async def heard(self, reached: Callable[[], object]) -> None:
        """Looked at whenever something was told."""
        async with asyncio.timeout(10):
            while not reached():
                self._told.clear()
                await self._told.wait()

    async def end(self) -> int:
        ended_us = self.comparison.end()
        await self.until(lambda: (self.comparison.through_us or 0) >= ended_us)
        return ended_us

    async def past_doubt(self) -> None:
        """Returns once what comes from now on is later than all before, however clocks differ."""
        reading = self.comparison.clock_reading()
        assert reading is not None
        await asyncio.sleep(2 * reading.bound_us / 1e6)

    def seen(self, lane: ComparedLane) -> int:
        figures = lane.figures(self.comparison.through_us or 0)
        return 0 if figures is None else figures.seen


@asynccontextmanager
async def comparing(
    url: str, *lanes: str, offset: ClockOffset | None = None
) -> AsyncIterator[Comparing]:
    running = Comparing(url, lanes, offset)
    with patch.object(tape_reading, "PERIOD_S", 0.01):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(running.comparison.run())
            yield running
            task.cancel()


async def warm(running: Comparing) -> None:
    async with asyncio.timeout(10):
        await running.comparison.warm()


@asynccontextmanager
async def warmed(*lanes: str) -> AsyncIterator[tuple[LiveServer, Comparing]]:
    async with live_server() as server:
        server.publish("ACME", "BOLT", "CORE")
        async with comparing(server.url, *lanes) as running:
            await warm(running)
            yield server, running
