"""How long a long poll may wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.feeds.waits import LONGEST_S, SHORTEST_S, Waits


def test_the_first_request_may_wait_for_long() -> None:
    assert Waits().next_s == LONGEST_S


def test_where_news_is_frequent_silence_is_noticed_soon() -> None:
    waits = Waits()
    for _ in range(50):
        waits.answered(0.02, had_news=True)
    assert waits.next_s == SHORTEST_S


def test_a_market_that_falls_quiet_is_asked_no_more_than_a_few_times_more() -> None:
    waits = Waits()
    for _ in range(50):
        waits.answered(0.02, had_news=True)
    waits.answered(waits.next_s, had_news=False)
    assert waits.next_s == LONGEST_S


def test_between_the_bounds_it_is_ten_times_what_is_usual() -> None:
    waits = Waits()
    for _ in range(100):
        waits.answered(0.25, had_news=True)
    assert waits.next_s == pytest.approx(2.5, rel=1e-3)


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans())))
def test_it_keeps_within_its_bounds(answers: list[tuple[float, bool]]) -> None:
    waits = Waits()
    for after_s, had_news in answers:
        waits.answered(after_s, had_news=had_news)
        assert SHORTEST_S <= waits.next_s <= LONGEST_S
