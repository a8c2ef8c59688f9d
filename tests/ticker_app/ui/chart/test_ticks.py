"""Ticks: round values where a person expects them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui.chart.ticks import (
    countdown_text,
    moment_text,
    nice_step,
    time_step_s,
    time_ticks,
    value_ticks,
)
from ticker_app.ui.local_text import clock_text

NOW_S = 1_732_242_000


@pytest.mark.parametrize(
    ("least", "step"),
    [(0.1, 0.1), (0.11, 0.2), (0.3, 0.5), (0.6, 1), (1.0, 1), (7, 10), (0.2 / 0.1, 2), (0, 1)],
)
def test_a_step_is_one_two_or_five(least: float, step: float) -> None:
    assert nice_step(least) == pytest.approx(step)


def test_prices_stand_on_their_own_grid() -> None:
    assert value_ticks(98.296, 98.331, 20, finest=0.01) == pytest.approx(
        [98.3, 98.31, 98.32, 98.33]
    )


@given(st.floats(-1000, 1000), st.floats(0.01, 500), st.integers(1, 30))
def test_values_lie_in_the_range_and_are_not_too_many(
    bottom: float, height: float, count: int
) -> None:
    ticks = value_ticks(bottom, bottom + height, count)
    assert len(ticks) <= count + 1
    assert all(bottom - 1e-6 <= tick <= bottom + height + 1e-6 for tick in ticks)


@given(st.floats(NOW_S, NOW_S + 9e6), st.floats(5, 86_400), st.integers(2, 15))
def test_moments_lie_in_the_range_and_are_not_too_many(
    left_s: float, width_s: float, count: int
) -> None:
    ticks = time_ticks(left_s, left_s + width_s, count)
    assert len(ticks) <= count + 1
    assert all(left_s <= tick <= left_s + width_s for tick in ticks)


def test_moments_are_round_on_the_local_clock() -> None:
    for tick in time_ticks(NOW_S, NOW_S + 4 * 3600, 5):
        local = time.localtime(tick)
        assert (local.tm_min, local.tm_sec) == (0, 0)


def test_a_moment_reads_as_the_local_time_of_day() -> None:
    moment_s = time.mktime((2024, 11, 22, 3, 4, 5, 0, 0, -1))
    assert clock_text(moment_s) == "03:04:05"


def test_moments_a_day_apart_read_as_days_and_midnight_does_too() -> None:
    midnight_s = time.mktime((2024, 11, 22, 0, 0, 0, 0, 0, -1))
    assert moment_text(midnight_s, 86_400) == moment_text(midnight_s, 3600) != ""
    assert moment_text(midnight_s + 3600, 3600) != moment_text(midnight_s, 3600)
    assert moment_text(midnight_s, 10) == clock_text(midnight_s)
    assert moment_text(midnight_s + 3600, 60) in moment_text(midnight_s + 3600, 1)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0:01"), (0, "0:00"), (-3, "0:00"), (42, "0:42"), (61, "1:01"), (3600, "1:00:00")],
)
def test_a_countdown_ends_with_the_last_second(seconds: float, text: str) -> None:
    assert countdown_text(seconds) == text


def test_steps_of_a_long_time_are_whole_days() -> None:
    assert time_step_s(0, 90 * 86_400, 10) == 10 * 86_400
    assert time_step_s(0, 1e12, 2) == 1000 * 86_400
