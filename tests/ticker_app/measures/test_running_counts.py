"""Counts over several lives of a tape."""

from __future__ import annotations

from tests.ticker_app.fakes import tick
from ticker_app.measures.running_counts import LIVES_KEPT, MOST_SYMBOLS, RunningCounts


def test_within_one_life_counts_are_the_servers() -> None:
    counts = RunningCounts()
    assert [counts.count("e1", tick(seq)) for seq in (7, 8, 12)] == [7, 8, 12]


def test_a_new_life_goes_on_where_the_one_before_ended() -> None:
    counts = RunningCounts()
    counts.count("e1", tick(9, "ACME"))
    assert counts.count("e2", tick(1, "ACME")) == 10
    assert counts.count("e2", tick(2, "BOLT")) == 2


def test_a_late_tick_of_the_life_before_keeps_its_count() -> None:
    counts = RunningCounts()
    counts.count("e1", tick(9))
    counts.count("e2", tick(1))
    assert counts.count("e1", tick(8)) == 8
    assert counts.count("e3", tick(1)) == 11


def test_a_server_that_begins_anew_again_and_again_takes_no_more_memory() -> None:
    counts = RunningCounts()
    for life in range(3 * LIVES_KEPT):
        assert counts.count(f"e{life}", tick(1)) == life + 1
    assert len(counts._begun) == LIVES_KEPT


def test_symbols_beyond_those_that_a_server_may_have_count_as_it_says() -> None:
    counts = RunningCounts()
    for number in range(MOST_SYMBOLS):
        counts.count("e1", tick(5, f"S{number}"))
    counts.count("e1", tick(5, "LATE"))
    assert counts.count("e2", tick(1, "S7")) == 6
    assert counts.count("e2", tick(1, "LATE")) == 1
