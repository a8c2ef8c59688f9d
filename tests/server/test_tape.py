"""The tape against a plain list that forgets nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.sources.base import Print
from server.tape import Page, Tape
from server.wire import Cursor, Tick

SYMBOLS = ("A", "B", "C")
subsets = st.lists(st.sampled_from(SYMBOLS), min_size=1, unique=True)
batches = st.lists(st.builds(Print, st.sampled_from(SYMBOLS), st.none(), st.just(1.0)), max_size=6)


def tape_of(retain: int = 10) -> Tape:
    return Tape(SYMBOLS, retain=retain, clock=lambda: 7, epoch="e")


def prints(symbols: str) -> list[Print]:
    return [Print(symbol, None, 1.0) for symbol in symbols]


class AgainstAPlainList(RuleBasedStateMachine):
    """Every reading of the tape, compared with one that is too simple to be wrong."""

    @initialize(retain=st.integers(1, 6))
    def begin(self, retain: int) -> None:
        self.retain = retain
        self.now_us = 0
        self.all: list[Tick] = []
        self.tape = Tape(SYMBOLS, retain=retain, clock=lambda: self.now_us, epoch="e")

    def of(self, symbols: Sequence[str]) -> list[Tick]:
        return [tick for tick in self.all if tick.symbol in symbols]

    def held(self, symbols: Sequence[str]) -> list[Tick]:
        kept = [tick for symbol in symbols for tick in self.of([symbol])[-self.retain :]]
        return sorted(kept, key=lambda tick: tick.seq)

    @rule(batch=batches, later_us=st.integers(0, 5))
    def publish(self, batch: list[Print], later_us: int) -> None:
        self.now_us += later_us
        ticks = self.tape.publish(batch)
        assert [(t.symbol, t.price) for t in ticks] == [(p.symbol, p.price) for p in batch]
        for tick in ticks:
            self.all.append(tick)
            assert tick.seq == len(self.all)
            assert tick.count == len(self.of([tick.symbol]))
            assert tick.time == self.now_us

    @invariant()
    def the_ends_are_right(self) -> None:
        assert self.tape.cursor == Cursor("e", len(self.all))
        for symbol in SYMBOLS:
            mine = self.of([symbol])
            assert self.tape.newest([symbol]) == mine[-1:]
            assert self.tape.first(symbol) == (mine[0] if mine else None)

    @rule(symbols=subsets, limit=st.integers(1, 20))
    def read_the_last(self, symbols: list[str], limit: int) -> None:
        page = self.tape.last(symbols, limit)
        ticks = self.held(symbols)[-limit:]
        assert page == Page(ticks, self.tape.cursor, complete=True, more=False)

    @rule(symbols=subsets, limit=st.integers(1, 20), data=st.data())
    def read_after(self, symbols: list[str], limit: int, data: st.DataObject) -> None:
        seq = data.draw(st.integers(0, len(self.all)))
        page = self.tape.after(symbols, Cursor("e", seq), limit)
        published = [tick for tick in self.of(symbols) if tick.seq > seq]
        held = [tick for tick in self.held(symbols) if tick.seq > seq]
        assert page.ticks == held[:limit]
        assert page.complete == (held == published)
        assert page.more == (len(held) > limit)

    @rule(symbols=subsets, limit=st.integers(1, 3), data=st.data())
    def read_page_by_page(self, symbols: list[str], limit: int, data: st.DataObject) -> None:
        cursor = Cursor("e", data.draw(st.integers(0, len(self.all))))
        expected = [tick for tick in self.held(symbols) if tick.seq > cursor.seq]
        read: list[Tick] = []
        more = True
        while more:
            page = self.tape.after(symbols, cursor, limit)
            read += page.ticks
            cursor, more = page.cursor, page.more
        assert read == expected
        assert cursor == self.tape.cursor

    @rule(symbols=subsets, ahead=st.integers(1, 5), epoch=st.sampled_from(["e", "other"]))
    def read_after_a_cursor_of_no_use(self, symbols: list[str], ahead: int, epoch: str) -> None:
        page = self.tape.after(symbols, Cursor(epoch, len(self.all) + ahead), 100)
        assert page == Page(self.held(symbols), self.tape.cursor, complete=False, more=False)


TestAgainstAPlainList = AgainstAPlainList.TestCase


def test_a_cursor_of_another_epoch_is_never_complete_even_if_nothing_was_missed() -> None:
    assert not tape_of().after(["A"], Cursor("other", 0), 10).complete


def test_only_what_was_forgotten_of_the_symbols_asked_for_makes_a_page_incomplete() -> None:
    tape = tape_of(retain=1)
    tape.publish(prints("AABCC"))
    assert tape.after(["B"], Cursor("e", 0), 10).complete
    assert not tape.after(["B", "C"], Cursor("e", 0), 10).complete
    assert tape.after(["B", "C"], Cursor("e", 4), 10).complete


def test_the_newest_come_in_the_order_asked_for_and_without_those_that_have_none() -> None:
    tape = tape_of()
    tape.publish(prints("AB"))
    assert [tick.symbol for tick in tape.newest(["B", "C", "A"])] == ["B", "A"]


def test_the_first_tick_is_remembered_when_it_is_no_longer_held() -> None:
    tape = tape_of(retain=1)
    first, *_ = tape.publish(prints("AAA"))
    assert tape.first("A") == first


def test_what_the_source_said_stays_as_it_was() -> None:
    (tick,) = tape_of().publish([Print("B", 5, 1.25, 3.0, 1.0, 1.5)])
    assert tick == Tick("B", 1, 1, 7, 5, 1.25, 3.0, 1.0, 1.5)


def test_a_batch_is_of_one_moment() -> None:
    moments = iter([10, 20])
    tape = Tape(SYMBOLS, retain=5, clock=lambda: next(moments))
    assert [tick.time for tick in tape.publish(prints("ABC"))] == [10, 10, 10]


def test_listeners_hear_every_batch_until_they_end_it() -> None:
    tape, heard = tape_of(), list[Sequence[Tick]]()
    end = tape.listen(heard.append)
    first = tape.publish(prints("AB"))
    end()
    tape.publish(prints("C"))
    assert heard == [first]


def test_a_listener_finds_on_the_tape_what_it_hears() -> None:
    tape, found = tape_of(), list[bool]()
    tape.listen(lambda ticks: found.append(tape.newest(["A"]) == [ticks[-1]]))
    tape.publish(prints("A"))
    assert found == [True]


def test_a_listener_may_leave_while_it_is_called() -> None:
    tape, heard = tape_of(), list[str]()

    def once(ticks: Sequence[Tick]) -> None:
        heard.append("once")
        end()

    end = tape.listen(once)
    tape.listen(lambda ticks: heard.append("always"))
    tape.publish(prints("A"))
    tape.publish(prints("A"))
    assert heard == ["once", "always", "always"]


def test_each_tape_has_its_own_epoch() -> None:
    epochs = {Tape("A", retain=1, clock=lambda: 0).epoch for _ in range(20)}
    assert len(epochs) == 20


def test_symbols_keep_the_order_of_the_source() -> None:
    assert Tape(["Z", "A", "M"], retain=1, clock=lambda: 0).symbols == ("Z", "A", "M")


def test_a_tape_knows_which_symbols_are_on_it() -> None:
    assert "A" in tape_of()
    assert "Z" not in tape_of()


def test_a_symbol_that_is_not_on_the_tape_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        tape_of().publish(prints("Z"))
    with pytest.raises(KeyError):
        tape_of().newest(["Z"])
