"""One lane of a comparison, and what is measured of it in a window of time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from msgspec import Struct

from server.wire import Clock, Cursor, Tick
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, lane_name
from ticker_app.compare.scoring import Heard, Scoring
from ticker_app.health import Health
from ticker_app.hearing import Hearing
from ticker_app.measures.breaks import BreakFigures
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.cost import Cost
from ticker_app.measures.outlay import OutlayMeter
from ticker_app.measures.pace import Pace
from ticker_app.measures.running_counts import RunningCounts
from ticker_app.measures.score import MUCH_HELD, LaneScore, ScoreFigures
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.traffic import Traffic

STEPS_KEPT = 20_000
MOST_HEARD = 1_000
"""Arrivals that wait to be measured."""
MOST_HELD = 500_000
"""Ticks that a score may hold; more than that comes only of what has no end."""


class Step(Struct, frozen=True, gc=False):
    """From ``received_us`` on a lane showed a price that was published then; client clock.

    count: the symbol's running number, by which it can be found among what was published.
    """

    received_us: int
    published_us: int
    price: float
    count: int


class ComparedLane:
    """A lane, running or paused, and its score in the window that was begun last.

    What arrives is measured when somebody wants to know, and whenever more was learnt of the
    tape: many arrivals at a stretch take half of what they take one by one between two frames.

    name: as on the command line.
    steps: of the charted symbol, oldest first.
    trouble: what ended the last connection, a sentence; '' while all is well.
    is_paused: whether it was stopped and may go on.
    has_heard: whether anything has arrived since it was started.
    traffic: how ticks came until it was paused; None: it is not, or none came.

    Args:
        choice: the way to hear.
        server_url: the server.
        clock: the client's clock.
        offset: of the server's clock.
        counts: shared by all lanes, so that they agree on numbers.
        on_heard: called after every arrival.
        on_trouble: called with a sentence whenever a connection ended or could not be had.
    """

    def __init__(
        self,
        choice: LaneChoice,
        server_url: str,
        *,
        clock: Clock,
        offset: ClockOffset,
        counts: RunningCounts,
        on_heard: Callable[[ComparedLane], None],
        on_trouble: Callable[[ComparedLane, str], None],
    ) -> None:
        self.choice = choice
        self.name = lane_name(choice)
        self.steps: deque[Step] = deque(maxlen=STEPS_KEPT)
        self.charted: str | None = None
        self.trouble = ""
        self.is_paused = False
        self.has_heard = False
        self.scoring: Scoring | None = None
        self.ended_us: int | None = None
        self.traffic: Traffic | None = None
        self.cost = Cost()
        self._server_url = server_url
        self._clock = clock
        self._offset = offset
        self._counts = counts
        self._on_heard = on_heard
        self._on_trouble = on_trouble
        self._heard: list[Heard] = []
        self._newest: dict[str, Published] = {}
        self._opened_us: int | None = None
        self._task: asyncio.Task[None] | None = None
        self._hearing: Hearing | None = None

    @property
    def began_us(self) -> int | None:
        """When its window began, client clock; None: it is not measured yet."""
        return None if self.scoring is None else self.scoring.began_us

    def measured_s(self, now_us: int) -> float | None:
        """For how long it was measured by now, or until its window ended; None: not yet."""
        if self.scoring is None:
            return None
        until_us = now_us if self.ended_us is None else self.ended_us
        return max(until_us - self.scoring.began_us, 1) / 1e6

    @property
    def is_running(self) -> bool:
        """Whether it hears or tries to; False before its start and while paused."""
        return self._task is not None

    def start(
        self, group: asyncio.TaskGroup, after: Cursor, newest: Mapping[str, Published]
    ) -> None:
        """Hear what follows the cursor, as a task of the group; up to there it knows all."""
        hearing = Hearing(
            self.choice,
            self._server_url,
            clock=self._clock,
            offset=self._offset,
            hear=self._hear,
            lose=self._lose,
            after=after,
        )
        self.cost = hearing.cost
        self.is_paused = self.has_heard = False
        self.scoring = self.ended_us = self.traffic = self._opened_us = None
        self.steps.clear()
        self._heard.clear()
        self._newest = dict(newest)
        if self.charted is not None and self.charted in newest:
            self._keep_step(self._clock(), newest[self.charted])
        self._hearing = hearing
        self._task = group.create_task(hearing.run())

    def stop(self) -> None:
        """Close its connections; what was measured stays."""
        if self._task is not None:
            self.end(self._clock())
            self._task.cancel()
            self._task = self._hearing = None
            self.is_paused = True

    def reconnect(self) -> None:
        """Connect anew, or at once if it waits for its next try."""
        if self._hearing is not None:
            self._hearing.hurry()

    def retry(self) -> None:
        """The way to the server may be free again: wait no longer for the next try."""
        if self._hearing is not None:
            self._hearing.retry()

    def route(self, server_url: str) -> None:
        """Hear the same server by another address from now on."""
        self._server_url = server_url
        if self._hearing is not None:
            self._hearing.route(server_url)

    def breaks(self) -> BreakFigures:
        """What bad connections cost it since it was started; nothing while paused."""
        return BreakFigures() if self._hearing is None else self._hearing.breaks.figures()

    def health(self, now_us: int) -> Health | None:
        """The state in words; None while paused."""
        return None if self._hearing is None else self._hearing.health(now_us)

    def newest_count(self, symbol: str) -> int:
        """The running number of the newest tick that it knows of a symbol; 0: it knows none."""
        self.catch_up()
        newest = self._newest.get(symbol)
        return 0 if newest is None else newest.count

    # --- the window ---

    def begin(self, at_us: int, symbols: Sequence[str], known: Iterable[Published]) -> None:
        """Measure from now on.

        Args:
            at_us: now, client clock.
            symbols: all there are.
            known: what was published and not delivered, in order per symbol.
        """
        self.catch_up()
        score = LaneScore(symbols, at_us)
        for one in self._newest.values():
            if one.symbol in symbols:
                score.start_from(one.symbol, one.count, one.published_us, one.price)
        pace = Pace(self.choice.mode, self._offset.to_client_us)
        outlay = OutlayMeter(_wire_bytes(self.cost))
        self.scoring = Scoring(at_us, score, pace, outlay, replace(self.cost))
        self.ended_us = None
        for one in known:
            self.publish(one)

    def end(self, at_us: int) -> None:
        """The window ends now: what arrives later does not count."""
        self.catch_up()
        if self.scoring is not None and self.ended_us is None:
            self.ended_us = at_us
            self.cost = replace(self.cost)

    def restart_counts(self, newest: Mapping[str, Published]) -> None:
        """Another numbering begins, in which these are the newest; it goes on behind them."""
        self.scoring = None
        self._newest = dict(newest)

    def publish(self, published: Published) -> None:
        """A tick was published, by the reference reading; in order per symbol."""
        if self.scoring is not None:
            self.scoring.score.publish(published)

    def advance(self, through_us: int) -> None:
        """All that was published up to here is known: if much waits for that, it is added up."""
        if self.scoring is not None and self.scoring.score.held > MUCH_HELD:
            self.figures(through_us)

    def figures(self, through_us: int) -> ScoreFigures | None:
        """What was measured so far; None before the window began.

        through_us: what was published is known up to here.
        """
        self.catch_up()
        if self.scoring is None:
            return None
        until_us = through_us if self.ended_us is None else min(through_us, self.ended_us)
        return self.scoring.score.figures(until_us)

    def spent(self) -> Cost:
        """The cost since the window began."""
        since = Cost() if self.scoring is None else self.scoring.cost
        return Cost(
            bytes_down=self.cost.bytes_down - since.bytes_down,
            bytes_up=self.cost.bytes_up - since.bytes_up,
            requests=self.cost.requests - since.requests,
            empty=self.cost.empty - since.empty,
        )

    # --- the lane ---

    def _hear(self, arrival: Arrival) -> None:
        self.trouble = ""
        self.has_heard = True
        if self._opened_us is None:
            self._opened_us = arrival.opened_us
        is_other_tape = self._heard and self._heard[-1].arrival.cursor.epoch != arrival.cursor.epoch
        if is_other_tape or len(self._heard) == MOST_HEARD:
            self.catch_up()
        clock = self._offset.reading()
        bound_us = 0 if clock is None else clock.bound_us
        self._heard.append(Heard(arrival, _wire_bytes(self.cost), bound_us))
        for tick in arrival.ticks:
            if tick.symbol == self.charted:
                self._keep_step(arrival.received_us, self._place(arrival, tick))
        self._on_heard(self)

    def _place(self, arrival: Arrival, tick: Tick) -> Published:
        return published(self._counts, self._offset, arrival.cursor.epoch, tick)

    def _keep_step(self, at_us: int, one: Published) -> None:
        self.steps.append(Step(at_us, one.published_us, one.price, one.count))

    def catch_up(self) -> None:
        """Measure what has arrived."""
        heard, self._heard = self._heard, []
        for each in heard:
            ticks = [self._place(each.arrival, tick) for tick in each.arrival.ticks]
            is_behind = self.ended_us is not None and each.arrival.received_us > self.ended_us
            if self.scoring is not None and not is_behind:
                self.scoring.take(each, ticks, self._opened_us or 0)
            for one in ticks:
                self._newest[one.symbol] = one
        if self.scoring is not None and self.scoring.score.held > MOST_HELD:
            # Nobody knows any more what was published: all are measured anew from here on.
            self.scoring = None

    def _lose(self, sentence: str) -> None:
        self.trouble = sentence
        self._on_trouble(self, sentence)


def _wire_bytes(cost: Cost) -> int:
    return cost.bytes_down + cost.bytes_up


def published(counts: RunningCounts, offset: ClockOffset, epoch: str, tick: Tick) -> Published:
    """A tick of a life of the tape, numbered and on the client's clock."""
    return Published(
        tick.symbol, counts.count(epoch, tick), offset.to_client_us(tick.time), tick.price
    )
