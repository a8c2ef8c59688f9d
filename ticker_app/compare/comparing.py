"""The comparison behind the compare view: it runs only while the view is open. Knows no Qt."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from msgspec.structs import replace

from server.wire import Clock
from ticker_app.choice import LaneChoice, Mode, parse_lane
from ticker_app.compare.argument import Argument, Rival, ServerCpu, argue
from ticker_app.compare.compared_lane import ComparedLane, Scoring
from ticker_app.compare.comparison import Comparison
from ticker_app.compare.lane_reading import LaneReading, Spending, Verdict
from ticker_app.compare.outcome import Measured, measured
from ticker_app.compare.predictions import prediction_of
from ticker_app.compare.server_cost import ServerCost, ServerWatch
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.score import Published, ScoreFigures
from ticker_app.measures.theory import Prediction, Traffic

FIRST_LANES = ("websocket", "sse", "long-poll", "poll:1")
MOST_LANES = 4
WARM_UP_S = 5.0
THEORY_EVERY_US = 1_000_000
"""Often enough for what creeps."""

logger = logging.getLogger(__name__)


class Comparing:
    """Opens and closes a comparison, and reads it for a screen.

    Args:
        server_url: the server.
        clock: the client's clock.
        choices: the lanes to begin with.
        server_options: the server, as ``compare`` is told of it; by its URL if nothing is said.
        offset: of the server's clock, if somebody else keeps asking; None: it asks by itself.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        choices: Sequence[LaneChoice] = tuple(map(parse_lane, FIRST_LANES)),
        server_options: Sequence[str] = (),
        offset: ClockOffset | None = None,
    ) -> None:
        self._server_url = server_url
        self.server_options = server_options or (f"--server={server_url}",)
        self._clock = clock
        self._choices = list(choices)
        self._offset = offset
        self._comparison: Comparison | None = None
        self._watch = ServerWatch(server_url, clock=clock)
        self._paused: set[ComparedLane] = set()
        self._asked = asyncio.Event()
        self._is_open = False
        self._traffic: Traffic | None = None
        self._theory_due_us = 0

    # --- what a user asks for; each returns at once ---

    @property
    def is_open(self) -> bool:
        """Whether the lanes shall run."""
        return self._is_open

    def open(self) -> None:
        """Run the lanes."""
        if not self._is_open:
            self._is_open = True
            self._asked.set()

    def close(self) -> None:
        """Close every connection; the choice of lanes stays."""
        self._is_open = False
        self._asked.set()

    def add(self) -> None:
        """One lane more: the first of the usual ones that is not there yet."""
        comparison = self._comparison
        if comparison is not None and len(comparison.lanes) < MOST_LANES:
            there = [lane.choice for lane in comparison.lanes]
            usual = map(parse_lane, (*FIRST_LANES, "poll:5"))
            comparison.add(next(choice for choice in usual if choice not in there))
            self._remember()

    def remove(self, index: int) -> None:
        """One lane less."""
        if self._comparison is not None:
            self._paused.discard(self._comparison.lanes[index])
            self._comparison.remove(self._comparison.lanes[index])
            self._remember()

    def change(self, index: int, choice: LaneChoice) -> None:
        """Another lane in the place of this one."""
        if self._comparison is not None:
            lanes = self._comparison.lanes
            self._paused.discard(lanes[index])
            self._comparison.remove(lanes[index])
            lanes.insert(index, self._comparison.add(choice))
            lanes.pop()
            self._remember()

    def pause(self, index: int, on: bool) -> None:
        """Pause this lane, or let it go on."""
        if self._comparison is not None:
            lane = self._comparison.lanes[index]
            if on:
                self._comparison.pause(lane)
                self._paused.add(lane)
            else:
                self._comparison.resume(lane)
                self._paused.discard(lane)

    def chart(self, symbol: str) -> None:
        """Draw the steps of this symbol from now on."""
        comparison = self._comparison
        if comparison is None or comparison.charted == symbol or symbol not in comparison.symbols:
            return
        comparison.charted = symbol
        for lane in comparison.lanes:
            lane.charted = symbol
            lane.steps.clear()

    # --- what is there ---

    @property
    def lanes(self) -> Sequence[ComparedLane]:
        """In their order; none before it is open."""
        return [] if self._comparison is None else self._comparison.lanes

    @property
    def through_us(self) -> int | None:
        """All that was published up to here is known, client clock."""
        return None if self._comparison is None else self._comparison.through_us

    def published(self) -> Sequence[Published]:
        """Of the charted symbol, oldest first."""
        comparison = self._comparison
        if comparison is None or comparison.charted is None:
            return ()
        return comparison.published(comparison.charted)

    def readings(self, now_us: int) -> list[LaneReading]:
        """Every lane as it is now."""
        self._look_at_traffic(now_us)
        return [self._reading(lane) for lane in self.lanes]

    def verdict(self, lanes: Sequence[LaneReading]) -> Verdict:
        """What follows from these readings."""
        traffic = self._traffic
        if self._comparison is None or traffic is None or self._comparison.trouble:
            form = "" if self._comparison is None else self._comparison.trouble
            return Verdict(Argument(), form)
        # A paused lane was measured in another window than those that run.
        told = [lane.rival for lane in lanes if lane.is_running and lane.rival is not None]
        cost = self._watch.since_begun()
        argument = argue(told, traffic, ServerCpu() if cost is None else cost.cpu)
        if traffic.poisson:
            return Verdict(argument, "Predicted for Poisson ticks.")
        return Verdict(argument, "The ticks are not Poisson: predicted by the general form.")

    def measured(self) -> Measured | None:
        """What it came to until now, all that a report says; None before anything was measured."""
        comparison = self._comparison
        if comparison is None or comparison.began_us is None or comparison.through_us is None:
            return None
        now_us = self._clock()
        seconds = (now_us - comparison.began_us) / 1e6
        cost = self._watch.since_begun()
        return measured(comparison, now_us, asked_s=seconds, server_cost=cost)

    def server_cost(self) -> ServerCost | None:
        """What the server spent in the last seconds on all its clients; None: not known yet."""
        return None if self._comparison is None else self._watch.lately()

    # --- running ---

    async def run(self) -> NoReturn:
        """Run until cancelled; no connection is left open afterwards, nor while it is closed."""
        while True:
            self._asked.clear()
            if self._is_open:
                await self._compare()
            else:
                await self._asked.wait()

    async def _compare(self) -> None:
        self._comparison = comparison = Comparison(
            self._server_url,
            self._choices,
            clock=self._clock,
            tell=logger.info,
            offset=self._offset,
            on_begin=self._on_begin,
        )
        self._watch = ServerWatch(self._server_url, clock=self._clock)
        try:
            async with asyncio.TaskGroup() as group:
                running = group.create_task(comparison.run())
                watching = group.create_task(self._begin(comparison))
                await self._asked.wait()
                watching.cancel()
                running.cancel()
        finally:
            self._comparison = self._traffic = None
            self._paused.clear()

    async def _begin(self, comparison: Comparison) -> NoReturn:
        """Measure once every lane has delivered, or has had its time to; then ask the server."""
        with suppress(TimeoutError):
            await asyncio.wait_for(comparison.warm(), WARM_UP_S)
        comparison.begin()
        await self._watch.run()

    def _on_begin(self) -> None:
        """What follows from the window before is void."""
        self._watch.begin()
        self._traffic = None
        self._theory_due_us = 0

    def _remember(self) -> None:
        self._choices = [lane.choice for lane in self.lanes]

    def _reading(self, lane: ComparedLane) -> LaneReading:
        through_us = self.through_us
        score = None if through_us is None else lane.figures(through_us)
        return LaneReading(
            lane.choice,
            lane not in self._paused,
            "paused" if lane in self._paused else _state(lane),
            lane.trouble,
            score,
            None if through_us is None else _spending(lane, self._clock()),
            self._prediction(lane),
            None if score is None else _rival(lane, score, self._clock()),
        )

    def _look_at_traffic(self, now_us: int) -> None:
        if self._comparison is not None and now_us >= self._theory_due_us:
            self._traffic = self._comparison.traffic()
            self._theory_due_us = 0 if self._traffic is None else now_us + THEORY_EVERY_US

    def _prediction(self, lane: ComparedLane) -> Prediction | None:
        # The traffic goes on after a pause, and the lane's figures do not.
        if self._traffic is None or lane.scoring is None or lane in self._paused:
            return None
        pace = lane.scoring.pace.reading()
        traffic = replace(self._traffic, delay_s=pace.delay_s)
        return prediction_of(lane.choice, pace, traffic)


def _rival(lane: ComparedLane, score: ScoreFigures, now_us: int) -> Rival | None:
    scoring = lane.scoring
    if scoring is None:
        return None
    return Rival(
        lane.choice,
        _measured_s(lane, scoring, now_us),
        scoring.outlay.reading(),
        score.age_mean_us,
        score.seen_share,
        scoring.pace.reading().period_s,
    )


def _measured_s(lane: ComparedLane, scoring: Scoring, now_us: int) -> float:
    until_us = now_us if lane.ended_us is None else lane.ended_us
    return max(until_us - scoring.began_us, 1) / 1e6


def _state(lane: ComparedLane) -> str:
    if lane.trouble:
        return "reconnecting"
    return "live" if lane.has_heard else "connecting"


def _spending(lane: ComparedLane, now_us: int) -> Spending | None:
    if lane.scoring is None:
        return None
    seconds = _measured_s(lane, lane.scoring, now_us)
    cost = lane.spent()
    pulled = lane.choice.mode is Mode.PULL and cost.requests
    return Spending(
        cost.requests / seconds,
        cost.bytes_down / seconds,
        cost.bytes_up / seconds,
        cost.empty / cost.requests if pulled else None,
    )
