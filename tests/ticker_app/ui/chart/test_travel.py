"""Moving through time: nothing is lost, and whoever moved the view is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.chart_settings import Timeframe
from ticker_app.ui.chart.ranges import RIGHT_MARGIN, TimeWindow
from ticker_app.ui.chart.travel import PAN_SHARE, ZOOM, Travel, view_bounds_s

NOW_S = 1_732_242_000.0
FIRST_S = NOW_S - 3600


def travel(span_s: float = 60.0) -> Travel:
    """An hour of history, a minute of it in view."""
    made = Travel(TimeWindow(span_s))
    made.frame(NOW_S, FIRST_S, 600)
    return made


def view(made: Travel, now_s: float = NOW_S) -> tuple[float, float]:
    frame = made.frame(now_s, FIRST_S, 600)
    return frame.left_s, frame.right_s


def test_panning_back_stays_there_while_time_goes_on() -> None:
    made = travel()
    right_s = view(made)[1]
    made.pan(-0.5)
    assert not made.following
    assert view(made, NOW_S + 100)[1] == pytest.approx(right_s - 30)


def test_panning_on_to_now_follows_again() -> None:
    made = travel()
    made.pan(-0.15)
    made.pan(PAN_SHARE)
    assert not made.following
    made.pan(PAN_SHARE)
    assert made.following
    made.pan(PAN_SHARE)
    assert made.following


def test_zooming_while_following_goes_on_following() -> None:
    made = travel()
    assert made.zoom(2.0) == pytest.approx(120)
    assert made.following


def test_zooming_a_held_view_keeps_its_middle() -> None:
    made = travel()
    made.pan(-2.0)
    middle_s = sum(view(made)) / 2
    made.zoom(1 / ZOOM)
    left_s, right_s = view(made)
    assert (left_s + right_s) / 2 == pytest.approx(middle_s)
    assert right_s - left_s == pytest.approx(60 / ZOOM)


def test_zooming_at_the_pointer_keeps_what_is_there() -> None:
    made = travel()
    left_s, _ = view(made)
    assert made.zoom_at(0.5, 15.0) == pytest.approx(30)
    assert view(made)[0] == pytest.approx(left_s + 7.5)


def test_the_oldest_is_shown_from_its_beginning() -> None:
    made = travel()
    made.to_oldest()
    left_s, right_s = view(made)
    assert left_s < FIRST_S < left_s + 5
    assert right_s - left_s == pytest.approx(60)


def test_without_anything_there_is_no_oldest() -> None:
    made = Travel(TimeWindow(60))
    made.frame(NOW_S, None, 600)
    made.to_oldest()
    assert made.following


@given(st.lists(st.sampled_from(["back", "on", "in", "out", "oldest", "point"]), max_size=30))
def test_something_is_always_in_view(steps: list[str]) -> None:
    made = travel()
    ways: dict[str, Callable[[], object]] = {
        "back": lambda: made.pan(-3.0),
        "on": lambda: made.pan(3.0),
        "in": lambda: made.zoom(0.3),
        "out": lambda: made.zoom(4.0),
        "oldest": made.to_oldest,
        "point": lambda: made.zoom_at(0.2, 5.0),
    }
    for step in steps:
        ways[step]()
        left_s, right_s = made.frame(NOW_S, FIRST_S, 600)[:2]
        assert left_s < NOW_S
        assert right_s > FIRST_S
        assert 5 - 1e-6 <= right_s - left_s <= 86_400 + 1e-6


def test_the_bounds_are_those_of_the_candles() -> None:
    assert view_bounds_s(Timeframe.TICK) == (5, 86_400)
    least_s, most_s = view_bounds_s(Timeframe.M1)
    assert (least_s, most_s) == (600, 1_200_000)
    made = travel()
    made.set_bounds(least_s, most_s)
    assert made.zoom(0.001) == 600


def test_a_span_chosen_elsewhere_is_shown() -> None:
    made = travel()
    made.set_span_s(300.0, 300.0)
    assert made.frame(NOW_S, FIRST_S, 600).right_s - NOW_S == pytest.approx(300 * RIGHT_MARGIN)
    assert made.width_s == pytest.approx(300)
    assert made.now_s == NOW_S
