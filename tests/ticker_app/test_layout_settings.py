from __future__ import annotations

import pytest

from ticker_app.choice import LaneChoice, Transport
from ticker_app.layout_settings import WatchedSettings, watched


@pytest.mark.parametrize(
    "choice",
    [LaneChoice(), LaneChoice(Transport.POLL, 0.5), LaneChoice(Transport.POLL, 0.5, 5.0)],
)
def test_a_lane_comes_back_as_it_was(choice: LaneChoice) -> None:
    assert watched(choice, "AAA", reference=False).choice == choice


@pytest.mark.parametrize("lane", ["", "poll:0", "carrier pigeon", "poll:9-1"])
def test_a_lane_that_does_not_exist_is_the_usual_one(lane: str) -> None:
    assert WatchedSettings(lane).choice == LaneChoice()
