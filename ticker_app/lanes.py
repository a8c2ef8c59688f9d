"""One lane after the other: the next begins when the last has closed its connections."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import NoReturn

from server.wire import Clock, Cursor, Tick
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Mode
from ticker_app.health import Health, State
from ticker_app.lane import Lane, LaneFigures
from ticker_app.measures.breaks import BreakFigures
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.tick_path import Part, TickPath
from ticker_app.series import Published

Hear = Callable[[LaneChoice, Arrival], None]


class Lanes:
    """The running lane, and what the one before it measured.

    running: None before the first lane and between two.
    is_new: nothing was heard of the running lane yet.
    cursor: the next lane continues behind it; None: nothing was heard yet.

    Args:
        server_url: the server.
        choice: how to begin.
        clock: the client's clock.
        offset: of the server's clock.
        hear: called with every arrival and what brought it.
        lose: called with a sentence whenever a connection ended or could not be had.
        begin: called when another lane is ``running``, before it hears anything.
        fall: called with a sentence when another transport takes the place of a blocked one,
            and with None when the chosen one is heard again; None: none takes its place.
    """

    def __init__(
        self,
        server_url: str,
        choice: LaneChoice,
        *,
        clock: Clock,
        offset: ClockOffset,
        hear: Hear,
        lose: Callable[[str], None],
        begin: Callable[[], None],
        fall: Callable[[str | None], None] | None = None,
    ) -> None:
        self.running: Lane | None = None
        self.is_new = True
        self.cursor: Cursor | None = None
        self._server_url = server_url
        self._choice = choice
        self._clock = clock
        self._offset = offset
        self._hear = hear
        self._lose = lose
        self._begin = begin
        self._fall = fall
        self._last_figures: dict[Mode, LaneFigures] = {}
        self._switched = asyncio.Event()

    def choose(self, choice: LaneChoice) -> None:
        """End the running lane; one of this choice continues."""
        self._choice = choice
        self._switched.set()

    def reconnect(self) -> None:
        """Connect anew or at once, without waiting any longer."""
        if self.running is not None:
            self.running.hurry()

    def retry(self) -> None:
        """The way to the server may be free again: wait no longer for the next try."""
        if self.running is not None:
            self.running.retry()

    def route(self, server_url: str) -> None:
        """Hear the same server by another address, this lane and those that follow."""
        self._server_url = server_url
        if self.running is not None:
            self.running.route(server_url)

    def breaks(self) -> BreakFigures:
        """What bad connections cost the running lane."""
        return BreakFigures() if self.running is None else self.running.breaks.figures()

    def health(self, now_us: int) -> Health:
        """The state in words, from the age of the data."""
        if self.running is None:
            return Health(State.CONNECTING, "Connecting")
        return self.running.health(now_us)

    def figures(self, mode: Mode, now_us: int, symbol: str | None) -> LaneFigures | None:
        """The running lane's figures, or those of the other mode's last run; None: never ran."""
        if self.running is not None and self.running.choice.mode is mode:
            return self.running.figures(now_us, symbol)
        return self._last_figures.get(mode)

    def path(self, source: Part | None) -> TickPath | None:
        """The way of ticks on the running lane, from what is known of their source on."""
        if self.running is None:
            return None
        path = self.running.measures.path
        path.source = source
        return path

    def seed(self, ticks: Iterable[Tick], at_us: int) -> None:
        """What is on the screen is where the running lane's measures begin."""
        if self.running is not None and self.cursor is not None:
            shown = [tick for tick in ticks if tick.seq <= self.cursor.seq]
            self.running.measures.seed(shown, at_us)

    def publish(self, published: Iterable[Published], through_us: int) -> None:
        """What the reference reading learnt: all that was published up to then."""
        if self.running is not None:
            unseen = self.running.measures.unseen
            for one in published:
                unseen.publish(one.tick.count, one.published_us)
            unseen.advance(through_us)

    async def run(self, symbol: Callable[[], str | None]) -> NoReturn:
        """Hear until cancelled. symbol: whose age a lane that ends is asked for."""
        while True:
            self._switched.clear()
            lane = self._begin_lane()
            async with asyncio.TaskGroup() as group:
                hearing = group.create_task(lane.run())
                await self._switched.wait()
                hearing.cancel()
            self._last_figures[lane.choice.mode] = lane.figures(self._clock(), symbol())
            self.running = None

    def _begin_lane(self) -> Lane:
        choice = self._choice

        def hear(arrival: Arrival) -> None:
            self.cursor = arrival.cursor
            self._hear(lane.spoken, arrival)
            self.is_new = False

        self.running = lane = Lane(
            choice,
            self._server_url,
            clock=self._clock,
            offset=self._offset,
            hear=hear,
            lose=self._lose,
            after=self.cursor,
            fall=self._fall,
        )
        self.is_new = True
        self._begin()
        return lane
