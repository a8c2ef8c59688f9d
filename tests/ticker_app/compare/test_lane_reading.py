"""What follows from the readings of lanes."""

from __future__ import annotations

import pytest

from ticker_app.choice import parse_lane
from ticker_app.compare.lane_reading import LaneReading, Spending, bytes_break_even


def lane(name: str, *, running: bool = True, requests_per_s: float = 1.0) -> LaneReading:
    spending = Spending(requests_per_s, 900.0, 100.0, None)
    return LaneReading(parse_lane(name), running, "live", spending=spending)


def test_the_present_point_is_what_was_measured() -> None:
    point = bytes_break_even([lane("sse"), lane("poll:2", requests_per_s=0.5)], 20.0)
    assert point is not None
    assert point.present == pytest.approx(2.0)
    assert point.push_now == pytest.approx(1_000)
    assert point.poll_now == pytest.approx(1_000)
    assert point.crossing == pytest.approx(2.0, rel=0.03)


@pytest.mark.parametrize(
    "lanes",
    [
        [lane("sse"), lane("websocket")],
        [lane("poll:1"), lane("long-poll")],
        [lane("sse"), lane("poll:1", running=False)],
        [lane("sse"), lane("poll:1", requests_per_s=0.0)],
        [lane("sse"), lane("poll:0.5-5")],
    ],
)
def test_there_is_none_without_a_push_and_a_steady_poll(lanes: list[LaneReading]) -> None:
    assert bytes_break_even(lanes, 20.0) is None
