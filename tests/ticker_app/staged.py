"""A lane on a stage: it hears what a script says, by a clock of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeAlias

import pytest
from typing_extensions import override

from server.wire import Clock, Cursor
from tests.ticker_app.fakes import FakeClock, cursor, tick
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Transport
from ticker_app.feeds.base import Feed, FeedError, FeedRequest, Promise
from ticker_app.health import Health
from ticker_app.lane import Lane
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.cost import Cost

Scene: TypeAlias = Arrival | FeedError | None


class Stage:
    """Plays scripts: each connection of the lane gets the next one.

    An arrival is delivered at its ``received_us``, an error ends the connection, None hangs.

    shown: what it said of itself whenever it began to wait.
    """

    def __init__(self, *scripts: Sequence[Scene]) -> None:
        self.clock = FakeClock(0)
        self.scripts = list(scripts)
        self.asked_after: list[Cursor | None] = []
        self.waited_s: list[float] = []
        self.shown: list[Health] = []
        self.heard: list[Arrival] = []
        self.lost: list[str] = []
        self.open = 0
        self.hanging = asyncio.Event()
        self.lane = self._lane(LaneChoice())

    def _lane(self, choice: LaneChoice) -> Lane:
        stage = self

        class Scripted(Feed):
            promise = Promise.EVERY_TICK

            def __init__(self, request: FeedRequest, *, clock: Clock, cost: Cost) -> None:
                super().__init__(request, clock=clock, cost=cost)
                stage.asked_after.append(request.after)
                cost.requests += 1

            @override
            async def arrivals(self) -> AsyncGenerator[Arrival, None]:
                stage.open += 1
                try:
                    async for arrival in stage.play():
                        yield arrival
                finally:
                    stage.open -= 1

        return Lane(
            choice,
            "http://desk:8765",
            clock=self.clock,
            offset=ClockOffset(),
            hear=self.heard.append,
            lose=self.lost.append,
            feeds=dict.fromkeys(Transport, Scripted),
            sleep=self.wait,
            jitter=lambda: 1.0,
        )

    async def play(self) -> AsyncGenerator[Arrival, None]:
        for scene in self.scripts.pop(0):
            if isinstance(scene, FeedError):
                raise scene
            if scene is None:
                self.hanging.set()
                await asyncio.Event().wait()
            else:
                self.clock.now_us = scene.received_us
                yield scene

    async def wait(self, seconds: float) -> None:
        self.waited_s.append(seconds)
        self.shown.append(self.lane.health(self.clock()))
        await self.clock.sleep(seconds)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The lane, from when a script hangs until the block ends."""
        running = asyncio.create_task(self.lane.run())
        await self.hangs()
        yield
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    async def hangs(self) -> None:
        """Wait until a script hangs; the next one may again."""
        async with asyncio.timeout(5):
            await self.hanging.wait()
        self.hanging.clear()

    async def until_it_hangs(self) -> None:
        """Run the lane until a script hangs, then cancel it."""
        async with self.running():
            pass


def heard(at_s: float, seq: int) -> Arrival:
    at_us = round(at_s * 1e6)
    return Arrival([tick(seq, time=at_us)], at_us, at_us, cursor(seq), at_us)
