"""What one window watches: a server, one running lane, the reference reading, the clock.

Knows no Qt. The window reads it on a timer and calls `choose`, `select` and so on; nothing
here ever calls the window.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import NoReturn

from server.wire import Clock, Cursor, Quotes, SourceInfo, SymbolInfo, Symbols
from ticker_app.arrival import Arrival
from ticker_app.board import Board, Quote
from ticker_app.candle_series import CandleSeries
from ticker_app.choice import LaneChoice, Mode, Switch
from ticker_app.day_stats import DayStats
from ticker_app.health import Health
from ticker_app.lane import LaneFigures
from ticker_app.lanes import Hear, Lanes
from ticker_app.measures.breaks import BreakFigures
from ticker_app.measures.clock_offset import ClockOffset, ClockReading
from ticker_app.measures.tick_path import TickPath
from ticker_app.notices import Notices, Trouble
from ticker_app.readings import Readings
from ticker_app.selection import Selection
from ticker_app.series import Kind, Published, SymbolSeries
from ticker_app.spark import Spark
from ticker_app.waiting import pause

CLOCK_PATIENCE_S = 2.0
"""How long the first lane waits for the first exchange of clocks."""
_KINDS = {Mode.PUSH: Kind.PUSHED, Mode.PULL: Kind.POLLED}


class Session:
    """One window's view of one server. All moments are µs on the client clock.

    Args:
        server_url: ``http://host:port``.
        choice: how to begin.
        symbol: the one on the chart at the start; None: the remembered one.
        remembered_symbol: may be of another server; the server's first if it has no such.
        clock: the client's clock.
    """

    def __init__(
        self,
        server_url: str,
        choice: LaneChoice,
        *,
        symbol: str | None = None,
        remembered_symbol: str | None = None,
        clock: Clock,
    ) -> None:
        self.server_url = server_url
        self.clock = clock
        self.choice = choice
        self.revision = 0
        self.listeners = []
        self.symbols = {}
        self.source = None
        self.selected = None
        self.switches = []
        self.notice = None
        self.reference_on = True
        self.clock_offset = ClockOffset()
        self._board = Board(self.clock_offset.to_client_us)
        self.quotes = self._board.quotes
        self.series = self._board.series
        self.sparks = self._board.sparks
        self._selection = Selection(symbol, remembered_symbol)
        self._notices = Notices(self._touch)
        self._lanes = Lanes(
            server_url,
            choice,
            clock=clock,
            offset=self.clock_offset,
            hear=self._on_arrival,
            lose=partial(self._notices.tell, Trouble.LANE),
            begin=self._on_lane,
            fall=partial(self._notices.show, Trouble.FALLBACK),
        )
        self._readings = Readings(
            server_url,
            clock=clock,
            offset=self.clock_offset,
            board=self._board,
            on_picture=self._on_picture,
            on_published=self._on_published,
            on_days=self._touch,
            on_page=partial(self._notices.clear, Trouble.CANDLES),
            on_problem=self._notices.tell,
        )
        self.days = self._readings.days.stats

    # --- what is there; cheap to read on every frame ---
    # No value here: a Moment reads what it does not hold from the session it was made of.

    server_url: str
    clock: Clock
    choice: LaneChoice
    clock_offset: ClockOffset
    revision: int
    """Grows whenever anything below may have changed (not with the mere passing of time)."""
    listeners: list[Hear]
    """Each is told what the lane delivered, before it is on the screen."""
    symbols: Mapping[str, SymbolInfo]
    """Empty until the server was reached."""
    source: SourceInfo | None
    selected: str | None
    """The symbol on the chart."""
    quotes: Mapping[str, Quote]
    series: Mapping[str, SymbolSeries]
    """Of every symbol heard so far."""
    sparks: Mapping[str, Spark]
    """Where the price of each symbol on the screen was lately."""
    days: DayStats
    """The day so far of every symbol."""
    switches: list[Switch]
    notice: str | None
    """One sentence for the user: what failed and what to do; None if all is well."""
    reference_on: bool
    """Whether more than history is read apart from the lane."""

    def reference_through(self, symbol: str | None) -> int | None:
        """All that was published of this symbol up to here is known; None: nothing is."""
        return self._readings.charts.through_us(symbol)

    def clock_reading(self) -> ClockReading | None:
        """How well the clocks agree; None before the first exchange."""
        return self.clock_offset.reading()

    def health(self, now_us: int) -> Health:
        """The state in words, from the age of the data."""
        return self._lanes.health(now_us)

    def figures(self, mode: Mode, now_us: int) -> LaneFigures | None:
        """The running lane's figures, or those of the other mode's last run; None: never ran."""
        return self._lanes.figures(mode, now_us, self.selected)

    def breaks(self) -> BreakFigures:
        """What bad connections cost the running lane."""
        return self._lanes.breaks()

    def tick_path(self) -> TickPath | None:
        """The way of the selected symbol's ticks on the running lane; whoever paints tells it."""
        return self._lanes.path(self._readings.lateness.part)

    def to_client_us(self, server_us: int) -> int:
        """A moment of the server's clock on ours."""
        return self.clock_offset.to_client_us(server_us)

    def candles(self, symbol: str, interval: str) -> CandleSeries:
        """Candles, from ``1s`` to ``1h``; read from the server while they are looked at.

        Raises:
            ValueError: an interval that has no candles.
        """
        return self._readings.candles.use(symbol, interval)

    # --- what a user asks for; each returns at once ---

    def want_older(self, symbol: str, interval: str) -> None:
        """Read a page of older candles, if there are any."""
        self.candles(symbol, interval).want_older()

    def choose(self, choice: LaneChoice) -> None:
        """Switch the lane: the old one's connections close, the new one continues."""
        if choice == self.choice:
            return
        self.choice = choice
        self._lanes.choose(choice)
        self.switches.append(Switch(self.clock(), choice))
        self.revision += 1

    def reconnect(self) -> None:
        """Connect the lane now: anew, or without waiting for the next try."""
        self._lanes.reconnect()

    def retry(self) -> None:
        """The way to the server may be free again: a lane that waits for its next try tries now."""
        self._lanes.retry()

    def route(self, lane_url: str) -> None:
        """Let the lane hear by another address; what is read beside it stays where it is."""
        self._lanes.route(lane_url)

    def select(self, symbol: str) -> None:
        """Put another symbol on the chart; its history is fetched. Unknown: a notice."""
        self._selection.want(symbol)
        if self.symbols:
            self._show_wanted()

    def chart(self, symbols: tuple[str, ...]) -> None:
        """These are on charts beside the selected one: what was published of them is read too."""
        self._readings.charts.show(symbols)

    def set_reference(self, on: bool) -> None:
        """Switch the reference reading on or off."""
        self.reference_on = on
        self._readings.switch(on)
        self._watch()
        self._notices.clear(Trouble.REFERENCE)

    def see_charts(self, seen: bool) -> None:
        """Whether anybody looks at the charts; what only they show is read seldom if not."""
        self._readings.charts.see(seen)

    def dismiss_notice(self) -> None:
        """The user has read it."""
        self._notices.dismiss()

    async def run(self) -> None:
        """Run until cancelled; no connection is left open afterwards."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._readings.run())
            group.create_task(self._run_lanes())

    # --- the lane ---

    async def _run_lanes(self) -> NoReturn:
        # Without the offset the first ticks would be drawn in the wrong place.
        await pause(self._readings.probe.tried, CLOCK_PATIENCE_S)
        await self._lanes.run(lambda: self.selected)

    def _on_lane(self) -> None:
        self._watch()
        self._notices.clear(Trouble.FALLBACK)

    def _watch(self) -> None:
        """Measure the way of what is selected, the unseen age of what the reference reads."""
        if (lane := self._lanes.running) is not None:
            watched = self.selected if self.reference_on else None
            lane.measures.watch(watched, self.clock())
            lane.measures.follow(self.selected)

    def _on_arrival(self, choice: LaneChoice, arrival: Arrival) -> None:
        for hear in self.listeners:
            hear(choice, arrival)
        is_other_tape = self._board.enter(arrival.cursor.epoch, rewound=arrival.rewound)
        if is_other_tape:
            self.clock_offset.restart()
        elif not arrival.complete:
            self._board.break_lines()
        self._board.deliver(arrival, _KINDS[choice.mode])
        self._readings.hear(choice, arrival)
        self._recover()
        has_gap = is_other_tape or not arrival.complete
        if self._lanes.is_new or has_gap:
            self._readings.pictures.want()
            self._lanes.seed(self._board.newest(), arrival.received_us)
        if has_gap:
            self._readings.charts.again()
        self._touch()

    def _recover(self) -> None:
        """The server is there again: what else could not be read is read now."""
        if self._notices.has(Trouble.LANE):
            self._notices.clear(*set(Trouble) - {Trouble.SYMBOL, Trouble.FALLBACK})
            self._readings.hurry()

    # --- the picture and the reference reading ---

    def _on_picture(self, symbols: Symbols, quotes: Quotes) -> None:
        self._notices.clear(Trouble.PICTURE)
        self.symbols = {info.symbol: info for info in symbols.symbols}
        self._readings.candles.shelf.symbols = self.symbols
        self.source = symbols.source
        if Cursor.parse(quotes.cursor).epoch == self._board.epoch:
            self._board.quote(quotes.quotes)
            self._lanes.seed(self._board.newest(), self.clock())
        if self.selected not in self.symbols or self._selection.is_open:
            self._show_wanted()
        self._touch()

    def _show_wanted(self) -> None:
        before = self.selected
        problem = self._selection.settle(self.symbols)
        self.selected = self._selection.symbol
        if self.selected is not None and self.selected != before:
            self._readings.charts.select(self.selected)
            self._watch()
        self._notices.show(Trouble.SYMBOL, problem)

    def _on_published(self, symbol: str, published: list[Published], through_us: int) -> None:
        if symbol == self.selected and self.reference_on:
            self._lanes.publish(published, through_us)
        self._notices.clear(Trouble.REFERENCE)

    def _touch(self) -> None:
        self.notice = self._notices.current
        self.revision += 1
