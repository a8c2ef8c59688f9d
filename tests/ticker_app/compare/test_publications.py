"""What is kept of what was published while lanes are compared."""

from __future__ import annotations

from tests.ticker_app.fakes import tick
from ticker_app.compare.publications import MOST, MOST_OF_ONE, Publications
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.running_counts import RunningCounts

NOW_US = 1_000


def publications(*symbols: str) -> Publications:
    return Publications(symbols, RunningCounts(), ClockOffset())


def test_ticks_are_kept_in_order_and_found_by_their_count() -> None:
    kept = publications("ACME", "BOLT")
    kept.keep("e1", [tick(1, "ACME", time=5), tick(2, "BOLT", time=6)], NOW_US)
    kept.keep("e1", [tick(3, "ACME", time=7)], NOW_US)
    assert [one.count for one in kept.of("ACME")] == [1, 3]
    assert [one.count for one in kept.behind("ACME", 1)] == [3]
    assert {name: one.count for name, one in kept.newest().items()} == {"ACME": 3, "BOLT": 2}


def test_a_symbol_that_was_not_there_at_the_beginning_is_left_out() -> None:
    kept = publications("ACME")
    assert kept.keep("e1", [tick(1, "MADE.UP", time=5)], NOW_US) == []
    assert list(kept.of("MADE.UP")) == []
    assert kept.newest() == {}


def test_what_was_told_was_published_by_then() -> None:
    """Else what lies in the future would wait for its time, and pile up."""
    kept = publications("ACME")
    (one,) = kept.keep("e1", [tick(1, "ACME", time=NOW_US + 5)], NOW_US)
    assert one.published_us == NOW_US


def test_many_symbols_share_the_room_of_all() -> None:
    kept = publications(*(f"S{number}" for number in range(10_000)))
    kept.keep("e1", [tick(seq, "S7", time=5) for seq in range(1, 100)], NOW_US)
    assert [one.count for one in kept.of("S7")] == [*range(100 - MOST // 10_000, 100)]


def test_few_symbols_have_all_they_may() -> None:
    kept = publications("ACME")
    kept.keep("e1", [tick(seq, "ACME", time=5) for seq in range(1, MOST_OF_ONE + 9)], NOW_US)
    assert len(kept.of("ACME")) == MOST_OF_ONE
