"""Ranges: they follow, they hold, and they do not twitch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui.chart.ranges import (
    RIGHT_MARGIN,
    SHORTEST_S,
    AgeRange,
    HeldRange,
    TimeWindow,
    ValueRange,
)

NOW_S = 1_732_242_000.0


def test_a_window_shows_its_span_and_a_margin_behind_now() -> None:
    left_s, right_s = TimeWindow(60).view(NOW_S, NOW_S - 3600)
    assert right_s - left_s == pytest.approx(60)
    assert right_s - NOW_S == pytest.approx(60 * RIGHT_MARGIN)


@pytest.mark.parametrize("first_s", [None, NOW_S - 2])
def test_little_history_shows_the_shortest_window(first_s: float | None) -> None:
    left_s, right_s = TimeWindow(300).view(NOW_S, first_s)
    assert right_s - left_s == pytest.approx(SHORTEST_S)


def test_a_growing_history_fills_the_window() -> None:
    left_s, _ = TimeWindow(300).view(NOW_S, NOW_S - 100)
    assert left_s == pytest.approx(NOW_S - 100)


def test_a_window_that_was_moved_stays() -> None:
    window = TimeWindow(60)
    window.hold(NOW_S - 500, NOW_S - 400)
    assert not window.following
    assert window.view(NOW_S, None) == (NOW_S - 500, NOW_S - 400)


def test_a_window_that_was_moved_keeps_its_right_end_when_the_span_changes() -> None:
    window = TimeWindow(60)
    window.hold(NOW_S - 500, NOW_S - 400)
    window.set_span_s(300)
    assert window.view(NOW_S, None) == (NOW_S - 700, NOW_S - 400)


def test_following_again_scrolls_with_time() -> None:
    window = TimeWindow(60)
    window.hold(0, 1)
    window.follow()
    assert window.following
    assert window.view(NOW_S, 0)[1] > NOW_S


@given(st.lists(st.tuples(st.floats(90, 110), st.floats(0, 5)), min_size=1, max_size=20))
def test_values_are_always_inside_their_range(extents: list[tuple[float, float]]) -> None:
    values = ValueRange(0.08)
    for low, height in extents:
        bottom, top = values.fit((low, low + height))
        assert bottom <= low <= low + height <= top
        assert top - bottom >= 0.08


def test_a_range_stands_still_while_values_stay_well_inside() -> None:
    values = ValueRange(0.08)
    before = values.fit((10.0, 11.0))
    assert values.fit((10.02, 10.98)) == before
    assert values.fit(None) == before


def test_a_range_follows_values_that_leave_it() -> None:
    values = ValueRange(0.08)
    before = values.fit((10.0, 11.0))
    assert values.fit((10.0, 12.0)) != before


def test_a_range_closes_in_on_values_that_nearly_vanish_in_it() -> None:
    values = ValueRange(0.08)
    values.fit((10.0, 20.0))
    bottom, top = values.fit((14.0, 15.0))
    assert top - bottom < 2


def test_without_values_there_is_a_range_nevertheless() -> None:
    assert ValueRange(0.08).fit(None) == (0, 0.08)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=20))
def test_ages_are_always_inside_their_range(highest: list[float]) -> None:
    ages = AgeRange(0.5)
    for age_s in highest:
        bottom, top = ages.fit(age_s)
        assert bottom == 0
        assert top >= max(age_s, 0.5)


def test_the_scale_of_ages_waits_before_it_closes_in() -> None:
    ages = AgeRange(0.5)
    before = ages.fit(7.0)
    assert ages.fit(4.0) == before
    assert ages.fit(1.0)[1] < before[1]


@given(
    st.lists(
        st.one_of(st.tuples(st.floats(0.01, 100), st.floats(0, 1)), st.tuples(st.floats(-3, 3)))
    )
)
def test_a_held_range_never_leaves_what_there_is_to_see(moves: list[tuple[float, ...]]) -> None:
    held = HeldRange()
    assert held.view((10.0, 12.0), least=0.01) == (10.0, 12.0)
    for move in moves:
        if len(move) == 2:
            held.stretch(*move)
        else:
            held.move(*move)
        bottom, top = held.view((10.0, 12.0), least=0.01)
        assert 0.0099 <= top - bottom <= 40.001
        assert bottom < 12
        assert top > 10
    held.fit()
    assert held.view((5.0, 6.0), least=0.01) == (5.0, 6.0)


def test_a_stretched_range_keeps_what_is_pointed_at() -> None:
    held = HeldRange()
    held.view((10.0, 20.0), least=0.01)
    held.stretch(0.5, share=0.2)
    bottom, top = held.view((10.0, 20.0), least=0.01)
    assert (bottom + 0.2 * (top - bottom), top - bottom) == pytest.approx((12, 5))
