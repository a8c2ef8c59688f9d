"""How a lane is named and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.choice import (
    LONGEST_INTERVAL_S,
    SHORTEST_INTERVAL_S,
    ChoiceError,
    LaneChoice,
    Transport,
    lane_name,
    parse_lane,
)

intervals_s = st.floats(SHORTEST_INTERVAL_S, LONGEST_INTERVAL_S)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("websocket", LaneChoice(Transport.WEBSOCKET)),
        ("sse", LaneChoice(Transport.SSE)),
        ("long-poll", LaneChoice(Transport.LONG_POLL)),
        ("poll", LaneChoice(Transport.POLL, 1.0)),
        ("poll:2", LaneChoice(Transport.POLL, 2.0)),
        ("poll:0.25", LaneChoice(Transport.POLL, 0.25)),
        ("poll:0.5-5", LaneChoice(Transport.POLL, 0.5, 5.0)),
        ("poll:0.1-60", LaneChoice(Transport.POLL, 0.1, 60.0)),
    ],
)
def test_a_lane_is_a_transport_and_how_often_it_polls(text: str, choice: LaneChoice) -> None:
    assert parse_lane(text) == choice


@given(intervals_s, intervals_s)
def test_a_lane_is_read_as_it_is_named(one_s: float, other_s: float) -> None:
    shortest_s, longest_s = sorted((one_s, other_s))
    fixed = LaneChoice(Transport.POLL, one_s)
    adaptive = LaneChoice(Transport.POLL, shortest_s, longest_s)
    assert parse_lane(lane_name(fixed)) == fixed
    if shortest_s < longest_s:
        assert parse_lane(lane_name(adaptive)) == adaptive


def test_only_a_poll_is_named_with_its_interval() -> None:
    assert lane_name(LaneChoice(Transport.SSE, 2.0)) == "sse"
    assert lane_name(LaneChoice(Transport.POLL, 2)) == "poll:2"
    assert lane_name(LaneChoice(Transport.POLL, 0.5, 5)) == "poll:0.5-5"


@pytest.mark.parametrize(
    "given",
    ["", "0.05", "61", "0.05-1", "1-61", "5-1", "1-1", "1e-1", "nan", "-1", "1-", "1-2-3", "1_0"],
)
def test_intervals_out_of_bounds_are_refused_with_what_would_do(given: str) -> None:
    with pytest.raises(ChoiceError) as refused:
        parse_lane(f"poll:{given}")
    assert str(refused.value) == (
        f"{given!r} is not a number of seconds from 0.1 to 60, nor a range of them like 0.5-5"
    )


@pytest.mark.parametrize("text", ["", "pigeon", "sse:1", "POLL:1", "websocket "])
def test_what_is_no_lane_is_told_what_one_is(text: str) -> None:
    with pytest.raises(ChoiceError, match="long-poll, poll, poll:SECONDS or poll:SHORTEST") as no:
        parse_lane(text)
    assert repr(text) in str(no.value)
