"""One run of a comparison: warm up, measure, and see what it came to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from server.wire import Clock
from ticker_app.choice import LaneChoice
from ticker_app.compare.compared_lane import ComparedLane
from ticker_app.compare.comparison import Comparison
from ticker_app.compare.outcome import Outcome, outcome_of
from ticker_app.compare.server_cost import ServerStats, server_stats, spent
from ticker_app.feeds.base import FeedError
from ticker_app.waiting import pause

WARM_UP_S = 10.0
SETTLE_S = 3.0
SHOW_EVERY_S = 0.25


class NothingMeasuredError(Exception):
    """The run ended before anything was measured: a sentence that says why."""


class CompareRun:
    """Measures lanes for a while, or until it is stopped.

    Args:
        server_url: the server.
        choices: the lanes.
        for_s: how long to measure after the warm-up.
        clock: the client's clock.
        stop: set it to end early; what was measured so far is the outcome.
        show: called several times a second with what is going on, a few words.
        tell: called with a sentence when something failed.
    """

    def __init__(
        self,
        server_url: str,
        choices: Sequence[LaneChoice],
        for_s: float,
        *,
        clock: Clock,
        stop: asyncio.Event,
        show: Callable[[str], None],
        tell: Callable[[str], None],
    ) -> None:
        self._for_s = for_s
        self._clock = clock
        self._stop = stop
        self._show = show
        self._tell = tell
        self._said = ""
        self._comparison = Comparison(server_url, choices, clock=clock, tell=self._pass_on)

    async def run(self) -> Outcome:
        """Measure.

        Raises:
            NothingMeasuredError: it was stopped too early, or the server cannot be read.
        """
        async with asyncio.TaskGroup() as group:
            running = group.create_task(self._comparison.run())
            outcome = await self._measured()
            running.cancel()
        if isinstance(outcome, str):
            raise NothingMeasuredError(outcome)
        return outcome

    async def _measured(self) -> Outcome | str:
        """What it came to, or why it came to nothing."""
        await self._warm_up()
        if self._stop.is_set():
            return "it was stopped before anything was measured"
        if not self._comparison.symbols:
            return self._said or "the server cannot be read"
        before = await self._stats()
        self._comparison.begin()
        await self._measure()
        ended_us = self._comparison.end()
        after = await self._stats()
        await self._settle(ended_us)
        cost = None if before is None or after is None else spent(before, after)
        return outcome_of(self._comparison, ended_us, asked_s=self._for_s, server_cost=cost)

    async def _warm_up(self) -> None:
        self._show(f"warming up {len(self._comparison.lanes)} lanes")
        async with asyncio.TaskGroup() as group:
            either = {
                group.create_task(self._comparison.warm()),
                group.create_task(self._stop.wait()),
            }
            await asyncio.wait(either, timeout=WARM_UP_S, return_when=asyncio.FIRST_COMPLETED)
            for task in either:
                task.cancel()

    async def _measure(self) -> None:
        began_us = self._clock()
        while not self._stop.is_set():
            passed_s = (self._clock() - began_us) / 1e6
            if passed_s >= self._for_s:
                return
            self._show(f"measuring {passed_s:.0f} of {self._for_s:g} s · {self._states()}")
            await pause(self._stop, min(SHOW_EVERY_S, self._for_s - passed_s))

    def _states(self) -> str:
        """How old what each lane shows was on average, or that it has no connection."""
        through_us = self._comparison.through_us
        if through_us is None:
            return ""
        return " · ".join(
            f"{lane.name} {_state(lane, through_us)}" for lane in self._comparison.lanes
        )

    async def _settle(self, ended_us: int) -> None:
        try:
            async with asyncio.timeout(SETTLE_S):
                await self._comparison.settle(ended_us)
        except TimeoutError:
            self._tell("What was published last is not known; figures end where it is")

    async def _stats(self) -> ServerStats | None:
        try:
            return await server_stats(self._comparison.server_url, clock=self._clock)
        except FeedError:
            return None

    def _pass_on(self, sentence: str) -> None:
        self._said = sentence
        self._tell(sentence)


def _state(lane: ComparedLane, through_us: int) -> str:
    """Its mean age so far, or that it has no connection."""
    if lane.trouble:
        return "no connection"
    figures = lane.figures(through_us)
    if figures is None or figures.age_mean_us is None:
        return "waiting"
    return f"{figures.age_mean_us.value / 1e3:.0f} ms"
