"""A lane on a bad line to the real server.

All in this loop: the server, whose tape a test writes by hand and which can be started again
with or without its journal, the fault desk before it, and the lanes. Nothing is timed; what
waits for seconds in life waits for hundredths here (`hurried`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from unittest.mock import patch

from server.app import Serving, serving
from server.journal import Journal
from server.limits import Limits
from server.sources.base import Print
from server.wire import monotonic_wall_clock
from tests.ticker_app.judging import BrokenPromiseError, Judge
from tests.ticker_app.live import SYMBOLS, ByHand
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice
from ticker_app.faults.plan import Faults
from ticker_app.faults.proxy import FaultDesk
from ticker_app.lanes import Lanes
from ticker_app.measures.clock_offset import ClockOffset

RETAIN = 20
PATIENCE_S = 20.0
BLACK_HOLE = Faults(silent_after_s=0)
BLOCKED = Faults(blocks_websocket=True)


@contextmanager
def hurried() -> Iterator[None]:
    """Seconds become hundredths while the block runs, and pages of a recovery short."""
    with (
        patch("ticker_app.hearing.patience_s", lambda _: 0.5),
        patch("ticker_app.hearing.LASTED_US", 10_000),
        patch("ticker_app.backoff.FIRST_S", 0.02),
        patch("ticker_app.feeds.waits.LONGEST_S", 0.2),
        patch("ticker_app.feeds.waits.SHORTEST_S", 0.2),
        patch("ticker_app.feeds.recovery.LIMIT", 3),
        patch("ticker_app.feeds.interval_poll.BREAK_US", 20_000),
        patch("ticker_app.choice.SHORTEST_INTERVAL_S", 0.01),
    ):
        yield


class World:
    """What can happen to a lane. Every method returns once the lane is at the tape's end again.

    Args:
        folder: for the journal.
        choice: how the lane begins.
    """

    def __init__(self, folder: Path, choice: LaneChoice) -> None:
        self.judge = Judge()
        self.choice = choice
        self._journal_file = folder / "tape"
        self._life = AsyncExitStack()
        self._port = 0
        # One clock for both sides: whether a tick came before a connection is judged by it.
        self._clock = monotonic_wall_clock()
        self._serving: Serving | None = None
        self._news = asyncio.Event()
        self._failure: BrokenPromiseError | None = None
        self._desk: FaultDesk | None = None
        self._lanes: Lanes | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[World]:
        """The server, the desk and the lane, while the block runs."""
        await self._start()
        desk = FaultDesk(f"http://127.0.0.1:{self._port}")
        async with desk.serving() as self._desk:
            self._lanes = Lanes(
                self._desk.url,
                self.choice,
                clock=self._clock,
                offset=ClockOffset(),
                hear=self._hear,
                lose=self._lose,
                begin=lambda: None,
                fall=lambda _: None,
            )
            try:
                async with asyncio.TaskGroup() as group:
                    task = group.create_task(self._lanes.run(lambda: None))
                    await self._arrived()
                    yield self
                    task.cancel()
            finally:
                await self._life.aclose()

    # --- what happens ---

    async def publish(self, count: int = 3) -> None:
        """Prices come."""
        self._publish(count)
        await self._arrived()

    async def cut(self) -> None:
        """The network goes away for a moment, while prices come."""
        self._publish(2)
        self._desk_now.cut()
        self._publish(2)
        await self._arrived()

    async def stall(self) -> None:
        """Nothing passes until the lane has given its connection up, while prices come."""
        breaks = self.judge.tally.breaks
        self._desk_now.set(BLACK_HOLE)
        self._publish(4)
        await self._until(lambda: self.judge.tally.breaks > breaks)
        self._desk_now.set(Faults())
        await self._arrived()

    async def blink(self) -> None:
        """Nothing passes for a moment that no lane minds."""
        self._desk_now.set(BLACK_HOLE)
        self._publish(2)
        await asyncio.sleep(0.01)
        self._desk_now.set(Faults())
        await self._arrived()

    async def restart(self) -> None:
        """The server is started again and has its journal."""
        self._publish(2)
        await self._stop()
        await self._start()
        self._publish(2)
        await self._arrived()

    async def begin_anew(self) -> None:
        """The server is started again and has forgotten everything."""
        await self._stop()
        self._journal_file.unlink()
        self.judge.may_be_told = True
        await self._start()
        self._publish(3)
        await self._arrived()

    async def restore(self) -> None:
        """An older copy of the journal is put back: the tape ends before what came of it."""
        await self._stop()
        kept = {file: file.read_bytes() for file in self._journal_files()}
        await self._start()
        self._publish(6)
        await self._arrived()
        await self._stop()
        for file in self._journal_files():
            file.unlink()
        for file, data in kept.items():
            file.write_bytes(data)
        self.judge.may_be_told = True
        await self._start()
        tape = self._serving_now.parts.tape
        del self.judge.published[tape.epoch][tape.seq :]
        self._publish(2)
        await self._arrived()

    async def miss_too_much(self) -> None:
        """The lane is away for longer than the tape remembers."""
        await self._away(3 * RETAIN, may_be_told=True)

    async def stay_away(self) -> None:
        """The lane is away for as long as the tape remembers."""
        await self._away(len(SYMBOLS), may_be_told=False)

    async def switch(self, choice: LaneChoice) -> None:
        """The user takes another transport, while prices come."""
        self._publish(2)
        self.choice = choice
        self._lanes_now.choose(choice)
        self._publish(2)
        await self._arrived()

    async def block_websocket(self) -> None:
        """WebSockets are forbidden and allowed again, with a cut in between."""
        self._desk_now.set(BLOCKED)
        await self.cut()
        self._desk_now.set(Faults())
        self._lanes_now.reconnect()
        await self._arrived()

    # --- how ---

    @property
    def _desk_now(self) -> FaultDesk:
        assert self._desk is not None
        return self._desk

    @property
    def _lanes_now(self) -> Lanes:
        assert self._lanes is not None
        return self._lanes

    @property
    def _serving_now(self) -> Serving:
        assert self._serving is not None
        return self._serving

    async def _away(self, count: int, *, may_be_told: bool) -> None:
        """Nobody answers until the lane has noticed, and for so many prices more."""
        breaks = self.judge.tally.breaks
        self._desk_now.set(Faults(refuses=True))
        self._desk_now.cut()
        await self._until(lambda: self.judge.tally.breaks > breaks)
        self.judge.may_be_told |= may_be_told
        self._publish(count)
        self._desk_now.set(Faults())
        await self._arrived()

    def _publish(self, count: int) -> None:
        tape = self._serving_now.parts.tape
        seqs = range(tape.seq + 1, tape.seq + 1 + count)
        prints = [Print(SYMBOLS[seq * seq % len(SYMBOLS)], None, 100.0 + seq) for seq in seqs]
        self.judge.published.setdefault(tape.epoch, []).extend(tape.publish(prints))

    async def _start(self) -> None:
        journal = Journal(self._journal_file, RETAIN)
        self._life.callback(journal.close)
        limits = Limits(heartbeat_s=0.05, shutdown_s=0.2, close_s=0.05, back_s=0)
        self._serving = await self._life.enter_async_context(
            serving(
                ByHand(),
                host="127.0.0.1",
                port=self._port,
                retain=RETAIN,
                limits=limits,
                journal=journal,
                clock=self._clock,
            )
        )
        self._port = int(self._serving.url.rpartition(":")[2])
        self.judge.published.setdefault(self._serving.parts.tape.epoch, [])

    def _journal_files(self) -> list[Path]:
        return [*self._journal_file.parent.glob(f"{self._journal_file.name}*")]

    async def _stop(self) -> None:
        await self._life.aclose()
        self._life = AsyncExitStack()

    def _hear(self, choice: LaneChoice, arrival: Arrival) -> None:
        try:
            self.judge.hear(choice, arrival)
        except BrokenPromiseError as error:
            self._failure = error
        self._news.set()

    def _lose(self, _sentence: str) -> None:
        self.judge.tally.breaks += 1
        self._news.set()

    async def _until(self, reached: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not reached():
                    self._news.clear()
                    await self._news.wait()
                    if self._failure is not None:
                        raise self._failure
        except TimeoutError:
            raise BrokenPromiseError(
                f"{self.choice} stands at {self.judge.at} for ever, the tape at "
                f"{self._serving_now.parts.tape.cursor}"
            ) from None

    async def _arrived(self) -> None:
        tape = self._serving_now.parts.tape
        await self._until(lambda: self.judge.at == tape.cursor)
        self.judge.arrive()
