"""The delays between tries."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.backoff import LONGEST_S, Backoff

OUTAGE_S = 3.0


def test_delays_double_up_to_half_a_minute() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.next_s() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_jitter_cuts_up_to_half() -> None:
    assert Backoff(lambda: 0.999).next_s() < 0.26


def test_what_the_server_asked_for_is_kept() -> None:
    backoff = Backoff(lambda: 0.5)
    assert backoff.next_s(at_least_s=12.0) == 12.0
    assert backoff.next_s(at_least_s=0.1) == 0.75


def test_after_a_reset_it_begins_anew() -> None:
    backoff = Backoff(lambda: 0.0)
    for _ in range(5):
        backoff.next_s()
    backoff.reset()
    assert backoff.next_s() == 0.5


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=40, max_size=40))
def test_after_a_short_outage_the_next_try_is_within_four_seconds(jitter: Sequence[float]) -> None:
    rest = iter(jitter)
    backoff = Backoff(lambda: next(rest))
    tried_s = 0.0
    while tried_s < OUTAGE_S:
        delay_s = backoff.next_s()
        assert delay_s <= LONGEST_S
        tried_s += delay_s
    assert tried_s - OUTAGE_S <= 4.0
