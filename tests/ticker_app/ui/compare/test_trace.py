"""Following what lanes deliver and what is published."""

from __future__ import annotations

from collections import deque

import pytest

from ticker_app.compare.compared_lane import Step
from ticker_app.measures.symbol_score import Published
from ticker_app.ui.compare.trace import LaneTrace, PublishedTrace


def step(count: int) -> Step:
    return Step(count * 1000 + 5, count * 1000, 100.0 + count, count)


def test_nothing_is_read_twice() -> None:
    trace, steps = LaneTrace(), deque([step(1), step(2)])
    assert trace.follow(steps)
    assert not trace.follow(steps)
    steps.append(step(3))
    assert trace.follow(steps)
    assert trace.seen.key.tolist() == [1, 2, 3]
    assert trace.seen.shown_us.tolist() == [1005, 2005, 3005]


def test_a_lane_that_begins_anew_is_read_anew() -> None:
    trace, steps = LaneTrace(), deque([step(1), step(2)])
    trace.follow(steps)
    steps.clear()
    assert trace.follow(steps)
    assert not len(trace.seen.key)
    steps.append(step(7))
    trace.follow(steps)
    assert trace.seen.key.tolist() == [7]


def test_what_a_full_ring_forgets_is_kept() -> None:
    trace, steps = LaneTrace(), deque([step(1), step(2)], maxlen=2)
    trace.follow(steps)
    steps.append(step(3))
    trace.follow(steps)
    assert trace.seen.key.tolist() == [1, 2, 3]


@pytest.mark.parametrize("second_us", [900, 1000, 1100])
def test_moments_never_go_back(second_us: int) -> None:
    trace = PublishedTrace()
    trace.follow([Published("A", 1, 1000, 9.0), Published("A", 2, second_us, 9.5)])
    assert trace.published.published_us.tolist() == [1000, max(1000, second_us)]


def test_another_symbol_begins_anew() -> None:
    trace = PublishedTrace()
    trace.follow([Published("A", 1, 1000, 9.0)])
    trace.follow([Published("B", 4, 1000, 7.0)])
    assert trace.published.price.tolist() == [7.0]
