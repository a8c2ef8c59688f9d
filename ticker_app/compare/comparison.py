"""Lanes side by side against one server: the same ticks, one clock, one window of time.

Knows no Qt and needs no screen. Lanes can be added, removed and paused while it runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence

from server.wire import Clock, Cursor, SourceInfo
from ticker_app.choice import LaneChoice
from ticker_app.clock_probe import ClockProbe
from ticker_app.compare.compared_lane import ComparedLane
from ticker_app.compare.publications import Publications
from ticker_app.compare.tape_reading import Opening, Stretch, TapeReading
from ticker_app.measures.clock_offset import ClockOffset, ClockReading
from ticker_app.measures.cost import Cost
from ticker_app.measures.running_counts import RunningCounts
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.traffic import Traffic
from ticker_app.measures.traffic_count import TrafficCount
from ticker_app.waiting import pause

CLOCK_PATIENCE_S = 2.0


class Comparison:
    """Runs lanes from one cursor on, and measures them against all that was published.

    All that run are measured over one window of time: it begins anew for all of them when one
    is added or goes on, as soon as that one has heard. A paused lane keeps what it measured
    until then, which is of another window.

    The reference reading has a connection of its own, and its cost is in no lane's.

    symbols: in the server's order; empty until the server was reached.
    charted: the symbol whose price steps the lanes keep; None until then.
    through_us: all that was published up to here is known, client clock; None before.
    began_us: when the window began, client clock; None before.
    trouble: why the reference reading cannot be had, a sentence; '' while all is well.

    Args:
        server_url: ``http://host:port``.
        choices: a lane for each.
        clock: the client's clock.
        tell: called with a sentence whenever something failed; all goes on regardless.
        offset: of the server's clock, if somebody else keeps asking; None: it asks by itself.
        on_begin: called whenever the window begins.
    """

    def __init__(
        self,
        server_url: str,
        choices: Sequence[LaneChoice],
        *,
        clock: Clock,
        tell: Callable[[str], None],
        offset: ClockOffset | None = None,
        on_begin: Callable[[], None] = lambda: None,
    ) -> None:
        self.server_url = server_url
        self._lane_url = server_url
        self.clock = clock
        self.symbols: tuple[str, ...] = ()
        self.source: SourceInfo | None = None
        self.charted: str | None = None
        self.through_us: int | None = None
        self.began_us: int | None = None
        self.lanes: list[ComparedLane] = []
        self.trouble = ""
        self._tell = tell
        self._on_begin = on_begin
        self._traffic: TrafficCount | None = None
        self._ended_us: int | None = None
        self._counts = RunningCounts()
        self._offset = ClockOffset() if offset is None else offset
        self._epoch: str | None = None
        self._cursor: Cursor | None = None
        self._published = Publications((), self._counts, self._offset)
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
            self._lane_url,
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

    def route(self, lane_url: str) -> None:
        """Let all lanes hear by another address; what is read beside them stays where it is."""
        self._lane_url = lane_url
        for lane in self.lanes:
            lane.route(lane_url)

    def remove(self, lane: ComparedLane) -> None:
        """One lane less."""
        lane.stop()
        self.lanes.remove(lane)

    def pause(self, lane: ComparedLane) -> None:
        """Close the lane's connections; its figures stay as they are."""
        if lane.is_running:
            lane.traffic = self.traffic()
            lane.stop()

    def resume(self, lane: ComparedLane) -> None:
        """Open the lane again; all are measured anew from its first arrival on."""
        if self._group is not None and self._cursor is not None and not lane.is_running:
            lane.start(self._group, self._cursor, self._published.newest())

    def begin(self) -> None:
        """The measuring window begins now, for every lane that runs.

        When it begins anew, a lane that has not heard yet is left out until it does.
        """
        is_first, self.began_us = self.began_us is None, self.clock()
        self._traffic = TrafficCount(self.symbols, self.began_us)
        for one in self._published.newest().values():
            self._traffic.publish(one.symbol, one.published_us)
        for lane in self.lanes:
            if lane.is_running:
                if is_first or lane.has_heard:
                    lane.begin(self.began_us, self.symbols, self._unheard(lane))
                else:
                    lane.scoring = None
        self._on_begin()

    def end(self) -> int:
        """The window ends now, for every lane; returns when that is, client clock."""
        self._ended_us = now_us = self.clock()
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

    def is_compared(self, lane: ComparedLane) -> bool:
        """Whether a lane is measured in the window, and not only in an earlier part of it."""
        measured = self.began_us is not None and lane.began_us == self.began_us
        return lane.is_running and measured

    def traffic(self) -> Traffic | None:
        """How ticks came in the window as far as is known; None: there were none yet."""
        if self._traffic is None or self.through_us is None:
            return None
        ends_us = self.through_us if self._ended_us is None else self._ended_us
        return self._traffic.traffic(min(self.through_us, ends_us))

    def traffic_of(self, lane: ComparedLane) -> Traffic | None:
        """How ticks came while a lane was measured; None: none came."""
        return self.traffic() if self.is_compared(lane) else lane.traffic

    def published(self, symbol: str) -> Sequence[Published]:
        """What is known to have been published of a symbol, oldest first; the last 20,000."""
        return self._published.of(symbol)

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
        self._published = Publications(self.symbols, self._counts, self._offset)
        self._published.keep(opening.cursor.epoch, opening.quotes.quotes, opening.quotes.now)
        for lane in self.lanes:
            lane.charted = self.charted
            self.resume(lane)

    def _publish(self, stretch: Stretch) -> None:
        self.trouble = ""
        for lane in self.lanes:
            lane.catch_up()
        if stretch.cursor.epoch != self._epoch:
            self._epoch = stretch.cursor.epoch
            self._offset.restart()
            self._tell("The server began anew; counting goes on where it ended")
        elif stretch.rewound:
            self._tell("The server put an older copy of its tape back; all is measured anew")
            self._counts.restart()
            self._published = Publications(self.symbols, self._counts, self._offset)
        elif not stretch.page.complete:
            self._tell("The server kept too few ticks to know all that was published (--retain)")
        self._cursor = stretch.cursor
        epoch, page = stretch.cursor.epoch, stretch.page
        for one in self._published.keep(epoch, page.ticks, page.now):
            self._count(one)
            for lane in self.lanes:
                lane.publish(one)
        # Nothing is known of the future, and what was known stays so, whatever a server says.
        through_us = min(self._offset.to_client_us(stretch.through_us), self.clock())
        self.through_us = max(self.through_us or 0, through_us)
        for lane in self.lanes:
            lane.advance(self.through_us)
        if stretch.rewound:
            self._restart_counts()
        self._changed.set()

    def _restart_counts(self) -> None:
        """The server counts as it did before what was known: nothing can be compared with that."""
        for lane in self.lanes:
            lane.restart_counts(self._published.newest())
        if self.began_us is not None and self._ended_us is None:
            self.begin()

    def _count(self, one: Published) -> None:
        ends_us = one.published_us if self._ended_us is None else self._ended_us
        if self._traffic is not None and one.published_us <= ends_us:
            self._traffic.publish(one.symbol, one.published_us)

    def _fail(self, sentence: str) -> None:
        if self.trouble != sentence:
            self.trouble = sentence
            self._tell(sentence)
        self._changed.set()

    # --- the lanes ---

    def _on_heard(self, lane: ComparedLane) -> None:
        if self.began_us is not None and lane.scoring is None and self._ended_us is None:
            self.begin()
        self._changed.set()

    def _unheard(self, lane: ComparedLane) -> Iterator[Published]:
        """What the lane has not delivered yet, and the newest of each symbol in any case."""
        for symbol, newest in self._published.newest().items():
            heard = min(lane.newest_count(symbol), newest.count - 1)
            yield from self._published.behind(symbol, heard)
