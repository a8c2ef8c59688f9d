"""What one lane of a comparison holds while nobody knows what was published."""

from __future__ import annotations

import pytest

from ticker_app.choice import parse_lane
from ticker_app.compare import compared_lane
from ticker_app.compare.compared_lane import ComparedLane
from ticker_app.measures import score
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.running_counts import RunningCounts
from ticker_app.measures.symbol_score import Published


@pytest.fixture
def lane(monkeypatch: pytest.MonkeyPatch) -> ComparedLane:
    """It is measured from 0 on, and holds four ticks at most."""
    monkeypatch.setattr(compared_lane, "MOST_HELD", 4)
    monkeypatch.setattr(compared_lane, "MUCH_HELD", 2)
    monkeypatch.setattr(score, "MUCH_HELD", 2)
    made = ComparedLane(
        parse_lane("sse"),
        "http://127.0.0.1:1",
        clock=lambda: 0,
        offset=ClockOffset(),
        counts=RunningCounts(),
        on_heard=lambda lane: None,
        on_trouble=lambda lane, sentence: None,
    )
    made.begin(0, ["ACME"], [Published("ACME", 1, 0, 100.0)])
    return made


def publish(lane: ComparedLane, *counts: int) -> None:
    for count in counts:
        lane.publish(Published("ACME", count, count, 100.0))


def test_a_lane_that_holds_too_much_is_measured_anew(lane: ComparedLane) -> None:
    publish(lane, 2, 3, 4)
    lane.catch_up()
    assert lane.scoring is not None
    publish(lane, 5)
    lane.catch_up()
    assert lane.scoring is None


def test_what_is_known_up_to_a_moment_is_held_no_longer(lane: ComparedLane) -> None:
    assert lane.scoring is not None
    lane.scoring.score.deliver(7, [Published("ACME", 6, 6, 100.0)])
    publish(lane, 2, 3)
    lane.advance(10)
    assert lane.scoring.score.held == 0
