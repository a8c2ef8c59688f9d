"""Where push and polling cost the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.break_even import Axis, BreakEven, PollCost, PushCost, break_even

PUSH, POLL = PushCost(per_tick=150.0), PollCost(full=600.0, empty=300.0)
ONE = PollCost(full=1.0, empty=1.0)
costs = st.floats(0.01, 1e4)


def even(
    axis: Axis,
    push: PushCost = PUSH,
    poll: PollCost = POLL,
    *,
    rate_hz: float = 5.0,
    symbols: int = 1,
    interval_s: float = 1.0,
) -> BreakEven:
    return break_even(axis, push, poll, rate_hz=rate_hz, symbols=symbols, interval_s=interval_s)


def test_costs_are_equal_where_they_cross() -> None:
    point = even(Axis.INTERVAL, interval_s=0.5)
    assert point.crossing is not None
    assert POLL.at(5.0, point.crossing) == pytest.approx(PUSH.at(5.0))
    point = even(Axis.RATE)
    assert point.crossing is not None
    assert POLL.at(point.crossing, 1.0) == pytest.approx(PUSH.at(point.crossing))
    assert point.push_now > point.poll_now
    assert not point.push_is_cheaper


@given(axis=st.sampled_from(Axis), per_tick=costs, per_heartbeat=costs, full=costs, empty=costs)
def test_whoever_is_cheaper_changes_at_the_crossing(
    axis: Axis, per_tick: float, per_heartbeat: float, full: float, empty: float
) -> None:
    push, poll = PushCost(per_tick, per_heartbeat), PollCost(full, min(full, empty))
    point = even(axis, push, poll)
    if point.crossing is not None:
        beyond = {"rate_hz": 5.0, "interval_s": 1.0}
        beyond["rate_hz" if axis is Axis.RATE else "interval_s"] = point.crossing
        there = even(axis, push, poll, **beyond)  # type: ignore[arg-type]  # by name
        assert there.push_now == pytest.approx(there.poll_now, rel=1e-3)


def test_a_rate_is_that_of_each_symbol() -> None:
    alone, many = even(Axis.RATE), even(Axis.RATE, symbols=12)
    assert many.present == alone.present
    assert many.push_now == pytest.approx(12 * alone.push_now)
    assert many.crossing == pytest.approx((alone.crossing or 0) / 12)


def test_without_ticks_a_poll_costs_what_an_empty_one_costs() -> None:
    assert POLL.at(0.0, 2.0) == 150


def test_without_ticks_a_push_costs_a_heartbeat_a_second() -> None:
    push = PushCost(per_tick=10, per_heartbeat=3)
    assert push.at(0.0) == pytest.approx(3)
    # Half the gaps are longer than a second: λ e^-λ / (1 - e^-λ) = ln 2.
    assert push.at(np.log(2)) == pytest.approx(10 * np.log(2) + 3 * np.log(2))
    assert push.at(1e6) == pytest.approx(1e7)


def test_where_ticks_come_in_bursts_more_polls_are_in_vain() -> None:
    assert PollCost(600.0, 300.0, news_per_tick=0.1).at(5.0, 1.0) < POLL.at(5.0, 1.0)


def test_messages_cross_where_there_is_a_tick_for_each_poll() -> None:
    point = even(Axis.INTERVAL, PushCost(1.0), ONE, rate_hz=4.0)
    assert point.crossing == pytest.approx(0.25)


@pytest.mark.parametrize("interval_s", [0.01, 0.8, 20.0])
def test_the_chart_holds_the_present_point_and_the_crossing(interval_s: float) -> None:
    point = even(Axis.INTERVAL, interval_s=interval_s)
    assert point.crossing is not None
    assert point.present == interval_s
    assert point.at[0] < min(point.present, point.crossing)
    assert point.at[-1] > max(point.present, point.crossing)
    assert point.push.shape == point.poll.shape == point.at.shape
    assert np.all(np.diff(point.poll) < 0)
    assert np.interp(interval_s, point.at, point.poll) == pytest.approx(point.poll_now, rel=0.1)


def test_of_two_crossings_the_nearer_one_counts() -> None:
    """With heartbeats dearer than empty polls push wins only in between."""
    push = PushCost(per_tick=1.0, per_heartbeat=12.0)
    poll = PollCost(full=100.0, empty=10.0)
    low = even(Axis.RATE, push, poll, rate_hz=0.03).crossing
    high = even(Axis.RATE, push, poll, rate_hz=50.0).crossing
    assert low is not None
    assert high is not None
    assert low < 0.1
    assert high > 50


def test_what_never_crosses_has_no_crossing() -> None:
    free = even(Axis.RATE, PushCost(0.0))
    assert free.crossing is None
    assert free.push_is_cheaper
    assert even(Axis.INTERVAL, PushCost(1e9), ONE).crossing is None
