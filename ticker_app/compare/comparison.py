"""Lanes side by side against one server: the same ticks, one clock, one window of time.

Knows no Qt and needs no screen. Lanes can be added, removed and paused while it runs.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from server.wire import Clock, Cursor, SourceInfo, Tick
from ticker_app.choice import LaneChoice
from ticker_app.clock_probe import ClockProbe
from ticker_app.compare.compared_lane import ComparedLane, published
from ticker_app.compare.tape_reading import Opening, Stretch, TapeReading
from ticker_app.measures.clock_offset import ClockOffset, ClockReading
from ticker_app.measures.cost import Cost
from ticker_app.measures.running_counts import RunningCounts
from ticker_app.measures.score import Published
from ticker_app.waiting import pause

PUBLICATIONS_KEPT = 20_000
"""Per symbol, newest last."""
CLOCK_PATIENCE_S = 2.0


class Comparison:
    """Runs lanes from one cursor on, and measures them against all that was published.

    The reference reading has a connection of its own, and its cost is in no lane's.

    symbols: in the server's order; empty until the server was reached.
    charted: the symbol whose price steps the lanes keep; None until then.
    through_us: all that was published up to here is known, client clock; None before.
    trouble: why the reference reading cannot be had, a sentence; '' while all is well.

    Args:
        server_url: ``http://host:port``.
        choices: a lane for each.
        clock: the client's clock.
        tell: called with a sentence whenever something failed; all goes on regardless.
        offset: of the server's clock, if somebody else keeps asking; None: it asks by itself.
    """

    def __init__(
        self,
        server_url: str,
        choices: Sequence[LaneChoice],
        *,
        clock: Clock,
        tell: Callable[[str], None],
        offset: ClockOffset | None = None,
    ) -> None:
        self.server_url = server_url
        self.clock = clock
        self.symbols: tuple[str, ...] = ()
        self.source: SourceInfo | None = None
        self.charted: str | None = None
        self.through_us: int | None = None
        self.began_us: int | None = None
        self.lanes: list[ComparedLane] = []
        self.trouble = ""
        self._tell = tell
        self._counts = RunningCounts()
        self._offset = ClockOffset() if offset is None else offset
        self._epoch: str | None = None
        self._cursor: Cursor | None = None
        self._published: dict[str, deque[Published]] = {}
        self._group: asyncio.TaskGroup | None = None
        self._changed = asyncio.Event()
        self._probe = (
            ClockProbe(server_url, clock=clock, offset=self._offset) if offset is None else None
        )
        self._reading = TapeReading(
            server_url,
            clock=clock,
            on_opening=self._open,
            on_stretch=self._publish,
            on_problem=self._fail,
        )
        for choice in choices:
            self.add(choice)

    # --- what a user asks for; each returns at once ---

    def add(self, choice: LaneChoice) -> ComparedLane:
        """One lane more, from now on."""
        lane = ComparedLane(
            choice,
            self.server_url,
            clock=self.clock,
            offset=self._offset,
            counts=self._counts,
            on_heard=self._on_heard,
            on_trouble=lambda lane, sentence: self._tell(f"{lane.name}: {sentence}"),
        )
        lane.charted = self.charted
        self.lanes.append(lane)
        self.resume(lane)
        return lane

    def remove(self, lane: ComparedLane) -> None:
        """One lane less."""
        lane.stop()
        self.lanes.remove(lane)

    def pause(self, lane: ComparedLane) -> None:
        """Close the lane's connections; its figures stay as they are."""
        lane.stop()

    def resume(self, lane: ComparedLane) -> None:
        """Open the lane again; it is measured anew from its first arrival on."""
        if self._group is not None and self._cursor is not None and not lane.is_running:
            lane.start(self._group, self._cursor, self._newest())

    def begin(self) -> None:
        """The measuring window begins now, for every lane that runs."""
        self.began_us = self.clock()
        for lane in self.lanes:
            if lane.is_running:
                self._begin(lane, self.began_us)

    def end(self) -> int:
        """The window ends now, for every lane; returns when that is, client clock."""
        now_us = self.clock()
        for lane in self.lanes:
            lane.end(now_us)
        return now_us

    # --- what is there ---

    @property
    def reference_cost(self) -> Cost:
        """Of the reference reading, since its start."""
        return self._reading.cost

    def clock_reading(self) -> ClockReading | None:
        """How well the clocks agree; None before the first exchange."""
        return self._offset.reading()

    def published(self, symbol: str) -> Sequence[Published]:
        """What is known to have been published of a symbol, oldest first; the last 20,000."""
        return self._published.get(symbol, ())

    # --- running ---

    async def run(self) -> None:
        """Run until cancelled; no connection is left open afterwards."""
        async with asyncio.TaskGroup() as group:
            if self._probe is not None:
                group.create_task(self._probe.run())
                # Without the offset the first ticks would be put at the wrong moment.
                await pause(self._probe.tried, CLOCK_PATIENCE_S)
            self._group = group
            group.create_task(self._reading.run())

    async def warm(self) -> None:
        """Returns once the clocks were compared and every lane has delivered."""
        while not self._is_warm():
            self._changed.clear()
            await self._changed.wait()

    async def settle(self, until_us: int) -> None:
        """Returns once all that was published up to then (client clock) is known."""
        while self.through_us is None or self.through_us < until_us:
            self._changed.clear()
            self._reading.hurry()
            await self._changed.wait()

    def _is_warm(self) -> bool:
        compared = self._offset.reading() is not None
        return (
            compared
            and self._cursor is not None
            and all(lane.has_heard for lane in self.lanes if lane.is_running)
        )

    # --- the reference reading ---

    def _open(self, opening: Opening) -> None:
        self._epoch = opening.cursor.epoch
        self._cursor = opening.cursor
        self.source = opening.symbols.source
        self.symbols = tuple(info.symbol for info in opening.symbols.symbols)
        self.charted = next(iter(self.symbols), None)
        self._keep(opening.cursor.epoch, opening.quotes.quotes)
        for lane in self.lanes:
            lane.charted = self.charted
            self.resume(lane)

    def _publish(self, stretch: Stretch) -> None:
        self.trouble = ""
        if stretch.cursor.epoch != self._epoch:
            self._epoch = stretch.cursor.epoch
            self._offset.restart()
            self._tell("The server began anew; counting goes on where it ended")
        elif not stretch.page.complete:
            self._tell("The server kept too few ticks to know all that was published (--retain)")
        self._cursor = stretch.cursor
        for one in self._keep(stretch.cursor.epoch, stretch.page.ticks):
            for lane in self.lanes:
                lane.publish(one)
        self.through_us = self._offset.to_client_us(stretch.through_us)
        self._changed.set()

    def _keep(self, epoch: str, ticks: Sequence[Tick]) -> list[Published]:
        place = partial(published, self._counts, self._offset, epoch)
        kept = [place(tick) for tick in ticks]
        for one in kept:
            self._published.setdefault(one.symbol, deque(maxlen=PUBLICATIONS_KEPT)).append(one)
        return kept

    def _fail(self, sentence: str) -> None:
        if self.trouble != sentence:
            self.trouble = sentence
            self._tell(sentence)
        self._changed.set()

    # --- the lanes ---

    def _on_heard(self, lane: ComparedLane) -> None:
        if self.began_us is not None and lane.scoring is None:
            self._begin(lane, self.clock())
        self._changed.set()

    def _begin(self, lane: ComparedLane, at_us: int) -> None:
        known: Iterator[Published] = chain.from_iterable(self._published.values())
        lane.begin(at_us, self.symbols, known)

    def _newest(self) -> dict[str, Published]:
        return {symbol: ticks[-1] for symbol, ticks in self._published.items()}
