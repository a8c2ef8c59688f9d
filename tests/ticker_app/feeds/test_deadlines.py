"""When polls are due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.feeds.deadlines import Deadlines

SHORTEST_US, LONGEST_US = 500_000, 5_000_000

intervals_us = st.integers(1, 10**8)
phases = st.floats(0, 1, exclude_max=True)


def adaptive(first_us: int = 0) -> Deadlines:
    return Deadlines(SHORTEST_US, LONGEST_US, first_us=first_us, phase=0.0)


@given(st.integers(0, 10**9), intervals_us, phases, st.lists(st.integers(0, 10**7), min_size=2))
def test_deadlines_lie_on_one_grid_however_late_the_answers_are(
    first_us: int, interval_us: int, phase: float, answered_after_us: list[int]
) -> None:
    deadlines = Deadlines(interval_us, None, first_us=first_us, phase=phase)
    now_us = first_us
    dues_us = []
    for late_us in answered_after_us:
        now_us += late_us
        due_us = deadlines.next_due_us(now_us)
        assert now_us < due_us <= now_us + interval_us
        dues_us.append(due_us)
        now_us = due_us
    assert all((due_us - dues_us[0]) % interval_us == 0 for due_us in dues_us)


@given(intervals_us, phases)
def test_the_second_poll_comes_early_by_at_most_a_second_and_an_interval(
    interval_us: int, phase: float
) -> None:
    due_us = Deadlines(interval_us, None, first_us=0, phase=phase).next_due_us(0)
    assert 0 < due_us <= interval_us
    assert interval_us - due_us <= 1_000_000


def test_by_how_much_is_left_to_chance() -> None:
    dues_us = [Deadlines(400_000, None, first_us=0, phase=n / 4).next_due_us(0) for n in range(4)]
    assert dues_us == [400_000, 300_000, 200_000, 100_000]


def test_a_steady_interval_stays_whatever_comes() -> None:
    deadlines = Deadlines(1_000_000, None, first_us=0, phase=0.0)
    deadlines.adapt(had_news=False)
    assert deadlines.interval_us == 1_000_000


def test_it_slows_down_by_half_while_nothing_comes_and_stops_at_the_longest() -> None:
    deadlines = adaptive()
    grown = []
    for _ in range(7):
        deadlines.adapt(had_news=False)
        grown.append(deadlines.interval_us)
    assert grown[:3] == [750_000, 1_125_000, 1_687_500]
    assert grown[-2:] == [LONGEST_US, LONGEST_US]


def test_news_halves_it_down_to_the_shortest() -> None:
    deadlines = adaptive()
    for _ in range(7):
        deadlines.adapt(had_news=False)
    shrunk = []
    for _ in range(5):
        deadlines.adapt(had_news=True)
        shrunk.append(deadlines.interval_us)
    assert shrunk == [2_500_000, 1_250_000, 625_000, 500_000, 500_000]


def test_an_adapted_interval_counts_from_the_last_deadline_not_from_the_answer() -> None:
    deadlines = adaptive()
    assert deadlines.next_due_us(0) == 500_000
    deadlines.adapt(had_news=False)
    assert deadlines.next_due_us(510_000) == 1_250_000
    deadlines.adapt(had_news=True)
    assert deadlines.next_due_us(1_300_000) == 1_750_000


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10**7))))
def test_it_stays_within_its_bounds(answers: list[tuple[bool, int]]) -> None:
    deadlines = adaptive()
    now_us = 0
    for had_news, late_us in answers:
        deadlines.adapt(had_news=had_news)
        due_us = deadlines.next_due_us(now_us + late_us)
        assert SHORTEST_US <= deadlines.interval_us <= LONGEST_US
        assert now_us + late_us < due_us <= now_us + late_us + LONGEST_US
        now_us = due_us


@pytest.mark.parametrize("after_us", [0, 499_999])
def test_a_deadline_that_is_now_has_passed(after_us: int) -> None:
    deadlines = adaptive()
    assert deadlines.next_due_us(after_us) == 500_000
    assert deadlines.next_due_us(500_000) == 1_000_000
