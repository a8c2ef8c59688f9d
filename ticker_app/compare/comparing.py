"""The comparison behind the compare view: it runs only while the view is open. Knows no Qt."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from server.wire import Clock
from ticker_app.choice import LaneChoice, parse_lane
from ticker_app.compare.compared_lane import ComparedLane
from ticker_app.compare.comparison import Comparison
from ticker_app.compare.lane_reading import LaneReading, Verdict
from ticker_app.compare.onlooker import Onlooker
from ticker_app.compare.outcome import Outcome
from ticker_app.compare.server_cost import ServerCost, ServerWatch
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.symbol_score import Published

FIRST_LANES = ("websocket", "sse", "long-poll", "poll:1")
MOST_LANES = 4
WARM_UP_S = 5.0

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
        self._server_url = self._lane_url = server_url
        self.server_options = server_options or (f"--server={server_url}",)
        self._clock = clock
        self._choices = list(choices)
        self._offset = offset
        self._comparison: Comparison | None = None
        self._onlooker: Onlooker | None = None
        self._asked = asyncio.Event()
        self._is_open = False

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
            self._comparison.remove(self._comparison.lanes[index])
            self._remember()

    def change(self, index: int, choice: LaneChoice) -> None:
        """Another lane in the place of this one."""
        if self._comparison is not None:
            lanes = self._comparison.lanes
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
            else:
                self._comparison.resume(lane)

    def reconnect(self) -> None:
        """Connect every running lane anew, or at once if it waits for its next try."""
        for lane in self.lanes:
            lane.reconnect()

    def retry(self) -> None:
        """The way to the server may be free again: lanes that wait for their next try, try now."""
        for lane in self.lanes:
            lane.retry()

    def route(self, lane_url: str) -> None:
        """Let all lanes hear by another address; what is read beside them stays where it is."""
        self._lane_url = lane_url
        if self._comparison is not None:
            self._comparison.route(lane_url)

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
        return [] if self._onlooker is None else self._onlooker.readings(now_us)

    def verdict(self, lanes: Sequence[LaneReading]) -> Verdict:
        """What follows from these readings."""
        return Verdict() if self._onlooker is None else self._onlooker.verdict(lanes)

    def outcome(self) -> Outcome | None:
        """What it came to until now, all that a report says; None before anything was measured."""
        return None if self._onlooker is None else self._onlooker.outcome()

    def server_cost(self) -> ServerCost | None:
        """What the server spent in the last seconds on all its clients; None: not known yet."""
        return None if self._onlooker is None else self._onlooker.server_cost()

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
        watch = ServerWatch(self._server_url, clock=self._clock)
        self._comparison = comparison = Comparison(
            self._server_url,
            self._choices,
            clock=self._clock,
            tell=logger.info,
            offset=self._offset,
            on_begin=watch.begin,
        )
        comparison.route(self._lane_url)
        self._onlooker = Onlooker(comparison, watch, clock=self._clock)
        try:
            async with asyncio.TaskGroup() as group:
                running = group.create_task(comparison.run())
                watching = group.create_task(self._begin(comparison, watch))
                await self._asked.wait()
                watching.cancel()
                running.cancel()
        finally:
            self._comparison = self._onlooker = None

    async def _begin(self, comparison: Comparison, watch: ServerWatch) -> NoReturn:
        """Measure once every lane has delivered, or has had its time to; then ask the server."""
        with suppress(TimeoutError):
            await asyncio.wait_for(comparison.warm(), WARM_UP_S)
        comparison.begin()
        await watch.run()

    def _remember(self) -> None:
        self._choices = [lane.choice for lane in self.lanes]
