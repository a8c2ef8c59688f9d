"""The sliding window, against a second computation from the definition."""

from __future__ import annotations

from copy import copy

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.alerts.extremes import STEPS, Extremes

WINDOW_US = 10 * STEPS

Prices = list[tuple[int, float]]


def times_apart(least_us: int) -> st.SearchStrategy[Prices]:
    """Moments and prices, at least so far apart."""
    steps = st.lists(
        st.tuples(st.integers(least_us, 3 * WINDOW_US // 2), st.integers(1, 30)), min_size=1
    )
    return steps.map(_summed)


def _summed(steps: list[tuple[int, int]]) -> Prices:
    moment_us, made = 0, []
    for step_us, price in steps:
        moment_us += step_us
        made.append((moment_us, float(price)))
    return made


def naive(prices: Prices, window_us: int) -> tuple[float, float]:
    """Of all prices that were in force at some moment of the window before the last one."""
    end_us = prices[-1][0]
    untils = [moment_us for moment_us, _ in prices[1:]] + [end_us]
    held = [
        price
        for (_, price), until_us in zip(prices, untils, strict=True)
        if until_us >= end_us - window_us
    ]
    return min(held), max(held)


@given(times_apart(WINDOW_US // STEPS))
def test_of_prices_a_step_apart_it_tells_exactly_the_extremes(prices: Prices) -> None:
    extremes = Extremes(WINDOW_US)
    for number, (at_us, price) in enumerate(prices, 1):
        assert extremes.add(price, at_us) == naive(prices[:number], WINDOW_US)


@given(times_apart(0))
def test_it_forgets_at_most_a_step_early_and_never_late(prices: Prices) -> None:
    extremes = Extremes(WINDOW_US)
    for number, (at_us, price) in enumerate(prices, 1):
        low, high = extremes.add(price, at_us)
        lowest, highest = naive(prices[:number], WINDOW_US)
        low_short, high_short = naive(prices[:number], WINDOW_US - WINDOW_US // STEPS)
        assert lowest <= low <= low_short
        assert high_short <= high <= highest


@given(st.lists(st.integers(0, 2), min_size=1), st.booleans())
def test_memory_is_bounded_however_fast_prices_come(steps_us: list[int], rises: bool) -> None:
    extremes = Extremes(STEPS)
    moment_us = 0
    for number in range(4 * STEPS):
        moment_us += steps_us[number % len(steps_us)]
        extremes.add(float(number if rises else -number), moment_us)
    assert len(extremes) <= STEPS + 3


def test_an_old_price_was_in_force_until_it_changed() -> None:
    extremes = Extremes(WINDOW_US)
    extremes.add(100.0, 0)
    assert extremes.add(103.0, 50 * WINDOW_US) == (100.0, 103.0)
    assert extremes.add(104.0, 51 * WINDOW_US) == (100.0, 104.0)
    assert extremes.add(105.0, 51 * WINDOW_US + 1) == (103.0, 105.0)


def test_behind_a_gap_the_price_before_is_only_known_where_it_came() -> None:
    extremes = Extremes(WINDOW_US)
    extremes.add(100.0, 0)
    assert extremes.add(103.0, WINDOW_US + 1, follows=False) == (103.0, 103.0)
    assert extremes.add(104.0, 2 * WINDOW_US, follows=False) == (103.0, 104.0)


def test_a_moment_before_the_newest_counts_as_that() -> None:
    extremes = Extremes(10)
    extremes.add(100.0, 20)
    extremes.add(101.0, 15)
    assert extremes.add(102.0, 30) == (100.0, 102.0)


def test_a_restart_leaves_the_newest_price() -> None:
    extremes = Extremes(WINDOW_US)
    extremes.add(100.0, 0)
    extremes.add(103.0, 1)
    extremes.restart()
    assert extremes.add(104.0, 2) == (103.0, 104.0)


def test_a_copy_goes_its_own_way() -> None:
    extremes = Extremes(WINDOW_US)
    extremes.add(100.0, 0)
    other = copy(extremes)
    other.add(90.0, 1)
    assert extremes.add(95.0, 2) == (95.0, 100.0)
