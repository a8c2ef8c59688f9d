"""Counts over several lives of a tape."""

from __future__ import annotations

from tests.ticker_app.fakes import tick
from ticker_app.measures.running_counts import RunningCounts


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
