"""What a reader missed, then live: nothing lost, doubled or out of order."""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from msgspec.structs import replace
from typing_extensions import override

from server.catch_up import CatchUp
from server.limits import Limits
from server.reader import Reader
from server.wire import Cursor
from tests.server.fakes import FakeWire, Stage

SMALL = replace(Limits(), page_ticks=2)


class Running:
    """A catch-up that goes one step at a time."""

    def __init__(self, stage: Stage, reader: Reader, symbols: str, cursor: Cursor) -> None:
        self.reports: list[bool] = []
        self.wire = reader.wire
        self.done = False
        catch_up = CatchUp(
            stage.tape, stage.fanout, stage.limits, reader, self._drain, self.reports.append
        )
        self._steps: Coroutine[Any, Any, None] = catch_up.run(symbols, cursor)

    async def _drain(self) -> None:
        while self.wire.get_write_buffer_size():
            await _someone_else_runs()

    def step(self) -> None:
        """Run to the next place where others may run."""
        if not self.done:
            try:
                self._steps.send(None)
            except StopIteration:
                self.done = True

    def finish(self) -> None:
        while not self.done:
            self.step()

    def cancel(self) -> None:
        self._steps.close()


@coroutine
def _someone_else_runs() -> Generator[None]:
    yield


@pytest.fixture
def stage() -> Stage:
    return Stage("ABC", limits=SMALL, retain=8)


def test_what_was_missed_comes_in_pages_and_then_live(stage: Stage) -> None:
    stage.publish("ABABAB")
    reader, fake = stage.reader()
    running = Running(stage, reader, "AB", Cursor("e", 1))
    running.finish()
    stage.publish("A")
    stage.loop.turn()
    assert fake.batches() == [[2, 3], [4, 5], [6], [7]]
    assert running.reports == [True]


def test_ticks_that_come_meanwhile_are_neither_lost_nor_doubled(stage: Stage) -> None:
    stage.publish("AAA")
    reader, fake = stage.reader()
    running = Running(stage, reader, "A", Cursor("e", 0))
    running.step()
    stage.publish("A")
    stage.loop.turn()
    running.finish()
    stage.publish("A")
    stage.loop.advance(1)
    assert fake.batches() == [[1, 2], [3, 4], [5]]


def test_symbols_that_are_live_go_on_meanwhile(stage: Stage) -> None:
    stage.publish("AAA")
    reader, fake = stage.reader("B")
    running = Running(stage, reader, "A", Cursor("e", 0))
    running.step()
    stage.publish("B")
    stage.loop.turn()
    running.finish()
    assert fake.batches() == [[1, 2], [4], [3]]


def test_a_cursor_of_another_life_gets_all_that_is_held_and_is_told(stage: Stage) -> None:
    stage.publish("AAA")
    reader, fake = stage.reader()
    running = Running(stage, reader, "A", Cursor("other", 2))
    running.finish()
    assert running.reports == [False]
    assert fake.batches() == [[1, 2], [3]]


def test_ticks_forgotten_while_catching_up_are_told(stage: Stage) -> None:
    stage.publish("A" * 8)
    reader, fake = stage.reader()
    running = Running(stage, reader, "A", Cursor("e", 0))
    running.step()
    stage.publish("AAA")
    running.finish()
    assert running.reports == [True, False]
    assert [tick.seq for tick in fake.ticks()] == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]


def test_a_full_transport_is_waited_for(stage: Stage) -> None:
    stage.publish("AAAA")
    reader, fake = stage.reader()
    fake.blocked = True
    running = Running(stage, reader, "A", Cursor("e", 0))
    for _ in range(10):
        running.step()
    assert fake.batches() == [[1, 2]]
    fake.unblock()
    running.finish()
    assert fake.batches() == [[1, 2], [3, 4]]


def test_with_max_rate_only_the_newest_missed_tick_of_each_symbol_comes(stage: Stage) -> None:
    stage.publish("ABABC")
    reader, fake = stage.reader()
    stage.fanout.set_max_rate(reader, 1)
    running = Running(stage, reader, "ABC", Cursor("e", 3))
    running.finish()
    assert running.reports == [True]
    assert fake.batches() == [[4, 5]]


def test_with_max_rate_a_cursor_of_another_life_gets_the_newest_of_all(stage: Stage) -> None:
    stage.publish("ABAB")
    reader, fake = stage.reader()
    stage.fanout.set_max_rate(reader, 1)
    running = Running(stage, reader, "AB", Cursor("other", 9))
    running.finish()
    assert running.reports == [False]
    assert fake.batches() == [[3, 4]]


def test_a_cancelled_catch_up_leaves_its_symbols_out(stage: Stage) -> None:
    stage.publish("AAA")
    reader, fake = stage.reader("A")
    running = Running(stage, reader, "A", Cursor("e", 0))
    running.step()
    running.cancel()
    stage.publish("A")
    stage.loop.advance(1)
    assert fake.batches()[-1] == [1, 2]
    assert reader.catching_up == 0


SYMBOLS = st.sampled_from("ABC")


class FanoutMachine(RuleBasedStateMachine):
    """Any interleaving of publishing, subscribing, catching up, blocking and time.

    ``steady`` takes everything at once; ``moody`` stops taking now and then.
    """

    @initialize()
    def begin(self) -> None:
        limits = replace(SMALL, buffer_bytes=300, resume_bytes=100)
        self.stage = Stage("ABC", limits=limits, retain=10_000)
        self.stage.fanout.start()
        self.steady, self.steady_wire = self.stage.reader()
        self.moody, self.moody_wire = self.stage.reader("ABC")
        self.left_at: dict[str, int] = dict.fromkeys("ABC", 0)
        """By symbol: the seq up to which steady was given it when it last left."""
        self.catching_up: dict[str, Running] = {}

    @rule(symbols=st.text("ABC", min_size=1, max_size=8))
    def publish(self, symbols: str) -> None:
        self.stage.publish(symbols)

    @rule(symbol=SYMBOLS)
    def subscribe_again_from_where_it_left(self, symbol: str) -> None:
        if symbol in self.catching_up:
            return
        live = symbol in self.steady.symbols
        seq = self.stage.tape.seq if live else self.left_at[symbol]
        running = Running(self.stage, self.steady, symbol, Cursor("e", seq))
        running.step()
        if not running.done:
            self.catching_up[symbol] = running

    @rule(symbol=SYMBOLS)
    def unsubscribe(self, symbol: str) -> None:
        if symbol in self.steady.symbols:
            self.stage.fanout.unsubscribe(self.steady, symbol)
            self.left_at[symbol] = self.stage.tape.seq

    @rule(symbol=SYMBOLS)
    def catch_up_goes_on(self, symbol: str) -> None:
        running = self.catching_up.get(symbol)
        if running is not None:
            running.step()
            if running.done:
                del self.catching_up[symbol]

    @rule(seconds=st.sampled_from([0.0, 0.002, 0.005, 0.3]))
    def time_passes(self, seconds: float) -> None:
        self.stage.loop.advance(seconds)

    @precondition(lambda self: not self.moody_wire.blocked)
    @rule()
    def moody_stops_taking(self) -> None:
        self.moody_wire.blocked = True

    @precondition(lambda self: self.moody_wire.blocked)
    @rule()
    def moody_takes_again(self) -> None:
        self.moody_wire.unblock()

    @invariant()
    def steady_has_no_hole_and_nothing_twice(self) -> None:
        counts: dict[str, int] = dict.fromkeys("ABC", 0)
        for tick in self.steady_wire.ticks():
            assert tick.count == counts[tick.symbol] + 1
            counts[tick.symbol] = tick.count

    @invariant()
    def moody_gets_nothing_twice_or_out_of_order(self) -> None:
        counts: dict[str, int] = dict.fromkeys("ABC", 0)
        for tick in self.moody_wire.ticks():
            assert tick.count > counts[tick.symbol]
            counts[tick.symbol] = tick.count

    @override
    def teardown(self) -> None:
        """In the end everybody has the newest of everything they want."""
        self.moody_wire.unblock()
        for running in self.catching_up.values():
            running.finish()
        self.stage.loop.advance(1)
        if not self.stage.slow:
            self._check_newest(self.moody_wire, self.moody.symbols)
        self._check_newest(self.steady_wire, self.steady.symbols)

    def _check_newest(self, fake: FakeWire, symbols: frozenset[str]) -> None:
        got = {tick.symbol: tick for tick in fake.ticks()}
        assert [got[tick.symbol] for tick in self.stage.tape.newest(symbols)] == (
            self.stage.tape.newest(symbols)
        )


TestFanoutMachine = FanoutMachine.TestCase
TestFanoutMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
