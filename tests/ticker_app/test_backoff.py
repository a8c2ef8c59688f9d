"""The delays between tries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.backoff import FIRST_S, LONGEST_S, Backoff, again_s, spread_s

OUTAGE_S = 3.0
CLIENTS = 200
ANY_LUCK = st.lists(st.floats(0, 1, exclude_max=True), min_size=60, max_size=60)


def come_back_s(outage_s: float, random: Random) -> float:
    """How long after the end of an outage one client is back."""
    backoff = Backoff(random.random)
    waited_s = 0.0
    while waited_s < outage_s:
        waited_s += backoff.next_s()
    return waited_s - outage_s


def test_with_no_luck_delays_double_up_to_half_a_minute() -> None:
    backoff = Backoff(lambda: 1.0)
    assert [backoff.next_s() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_jitter_is_full() -> None:
    assert Backoff(lambda: 0.0).next_s() == 0
    assert Backoff(lambda: 0.25).next_s() == 0.25 * FIRST_S


def test_what_the_server_asked_for_is_kept_and_not_by_all_at_once() -> None:
    backoff = Backoff(lambda: 0.5)
    assert backoff.next_s(at_least_s=12.0) == 15.25
    assert backoff.next_s(at_least_s=0.0) == 1.875


def test_after_a_reset_it_begins_anew() -> None:
    backoff = Backoff(lambda: 1.0)
    for _ in range(5):
        backoff.next_s()
    backoff.reset()
    assert backoff.next_s() == 0.5


@given(ANY_LUCK)
def test_no_delay_is_longer_than_half_a_minute(jitter: Sequence[float]) -> None:
    backoff = Backoff(iter(jitter).__next__)
    assert all(0 <= backoff.next_s() <= LONGEST_S for _ in jitter)


@given(ANY_LUCK)
def test_an_outage_at_most_doubles_whatever_the_luck(jitter: Sequence[float]) -> None:
    # When all luck is used up there is none left to be lucky with.
    luck = iter([*jitter, *[1.0] * 60])
    backoff = Backoff(luck.__next__)
    waited_s = 0.0
    while waited_s < OUTAGE_S:
        waited_s += backoff.next_s()
    assert waited_s - OUTAGE_S <= OUTAGE_S + FIRST_S


@pytest.mark.parametrize("outage_s", [5.0, 60.0, 600.0])
def test_no_herd_comes_when_the_server_returns(outage_s: float) -> None:
    backs_s = [come_back_s(outage_s, Random(seed)) for seed in range(CLIENTS)]
    window_s = min(outage_s + FIRST_S, LONGEST_S)
    parts = Counter(int(10 * back_s / window_s) for back_s in backs_s)
    assert max(backs_s) <= window_s
    # An even spread puts 20 of 200 into each tenth; a herd would put nearly all into one.
    assert max(parts.values()) <= 2.5 * CLIENTS / 10
    assert len(parts) >= 8


def test_a_server_that_asks_all_of_them_to_come_back_meets_no_herd() -> None:
    asked_s = 5.0
    backs_s = [Backoff(Random(seed).random).next_s(asked_s) for seed in range(CLIENTS)]
    parts = Counter(int(10 * (back_s - asked_s) / spread_s(asked_s)) for back_s in backs_s)
    assert min(backs_s) >= asked_s
    assert spread_s(asked_s) == 3.0
    assert max(parts.values()) <= 2 * CLIENTS / 10


@given(st.floats(0, 3600), st.floats(0, 3600) | st.none(), st.floats(0, 1, exclude_max=True))
def test_what_could_not_be_read_is_read_again_no_sooner_than_asked(
    usual_s: float, asked_s: float | None, luck: float
) -> None:
    wait_s = max(usual_s, asked_s or 0.0)
    again = again_s(usual_s, asked_s, jitter=lambda: luck)
    assert wait_s <= again <= wait_s + min(wait_s / 2, LONGEST_S)
    assert luck or again == wait_s


def test_a_cut_alone_brings_no_herd_either() -> None:
    first_s = [Backoff(Random(seed).random).next_s() for seed in range(CLIENTS)]
    parts = Counter(int(10 * delay_s / FIRST_S) for delay_s in first_s)
    assert max(parts.values()) <= 2 * CLIENTS / 10
