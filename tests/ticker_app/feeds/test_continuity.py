"""Where a reader of every tick stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.wire import Tick, WireError
from tests.ticker_app.fakes import cursor, tick
from ticker_app.feeds.continuity import Continuity


def test_without_a_cursor_it_begins_where_the_tape_stands() -> None:
    continuity = Continuity(None)
    assert continuity.enter(cursor(7))
    assert continuity.cursor == cursor(7)


def test_ticks_before_any_cursor_are_not_of_the_contract() -> None:
    with pytest.raises(WireError, match="before any cursor"):
        Continuity(None).accept([tick(1)])


def test_the_cursor_asked_for_stands_until_ticks_come() -> None:
    continuity = Continuity(cursor(3))
    assert continuity.enter(cursor(9))
    assert continuity.cursor == cursor(3)


def test_another_epoch_is_not_complete_and_begins_before_its_first_tick() -> None:
    continuity = Continuity(cursor(9))
    assert not continuity.enter(cursor(4, "e2"))
    assert continuity.accept([tick(1)]) == ([tick(1)], True)
    assert continuity.cursor == cursor(1, "e2")


def test_a_jump_of_a_count_is_a_hole() -> None:
    continuity = Continuity(cursor(0))
    assert continuity.accept([tick(1), tick(2)])[1]
    assert not continuity.accept([tick(5, count=4)])[1]


def test_a_heartbeat_moves_on_but_never_back() -> None:
    continuity = Continuity(cursor(5))
    continuity.advance(cursor(8))
    continuity.advance(cursor(6))
    assert continuity.cursor == cursor(8)


@given(
    st.lists(st.sampled_from("AB"), max_size=30), st.lists(st.integers(0, 30)), st.integers(0, 5)
)
def test_however_batches_overlap_every_tick_comes_once_and_in_order(
    symbols: list[str], cuts: list[int], overlap: int
) -> None:
    counts = {"A": 0, "B": 0}
    tape: list[Tick] = []
    for seq, symbol in enumerate(symbols, 1):
        counts[symbol] += 1
        tape.append(tick(seq, symbol, count=counts[symbol]))
    continuity = Continuity(cursor(0))
    delivered: list[Tick] = []
    begin = 0
    for end in [*sorted(min(cut, len(tape)) for cut in cuts), len(tape)]:
        new, complete = continuity.accept(tape[max(0, begin - overlap) : end])
        assert complete
        delivered += new
        begin = end
    assert delivered == tape
