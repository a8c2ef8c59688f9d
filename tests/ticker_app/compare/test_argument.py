"""What the measured lanes say for push and for pull."""

from __future__ import annotations

import pytest

from ticker_app.choice import parse_lane
from ticker_app.compare.argument import HEARTBEAT_BYTES, Rival, ServerCpu, argue, costs_of
from ticker_app.measures.break_even import Axis, What
from ticker_app.measures.outlay import Outlay
from ticker_app.measures.traffic import Traffic

TRAFFIC = Traffic((5.0, 5.0), 0.001, True, 0.2)
PUSHED = Outlay(news=50, ticks=100, news_bytes=15_000)
POLLED = Outlay(news=6, ticks=20, news_bytes=6_000, idle=4, idle_bytes=2_000)
CPU = ServerCpu(per_message=0.0001, per_poll=0.0004, per_long_poll=0.0008)


def rival(name: str, outlay: Outlay | None = None, period_s: float | None = None) -> Rival:
    """Measured for 10 s."""
    choice = parse_lane(name)
    is_poll = name.startswith("poll")
    used = outlay or (POLLED if is_poll else PUSHED)
    return Rival(choice, 10.0, used, period_s=period_s or (1.0 if is_poll else None))


def test_what_a_lane_takes_is_counted_in_all_that_is_known() -> None:
    assert costs_of(rival("sse"), CPU) == pytest.approx(
        {What.BYTES: 1_500.0, What.MESSAGES: 5.0, What.CPU: 0.0005}
    )
    assert costs_of(rival("poll:1"), CPU) == pytest.approx(
        {What.BYTES: 800.0, What.MESSAGES: 2.0, What.CPU: 0.0004}
    )
    assert What.CPU not in costs_of(rival("sse"), ServerCpu())
    assert costs_of(rival("long-poll"), CPU)[What.CPU] == pytest.approx(0.004)
    assert costs_of(rival("sse", Outlay()), CPU) == {}


def test_the_present_point_is_what_was_measured() -> None:
    points = argue([rival("sse"), rival("poll:1")], TRAFFIC, CPU).points
    assert list(points) == [What.BYTES, What.MESSAGES, What.CPU]
    for axis in Axis:
        by_bytes = points[What.BYTES][axis]
        assert by_bytes.push_now == pytest.approx(1_500, rel=0.01)
        assert points[What.MESSAGES][axis].push_now == pytest.approx(5, rel=0.01)
        assert points[What.MESSAGES][axis].poll_now == pytest.approx(2)
        assert points[What.CPU][axis].poll_now == pytest.approx(0.0004)
    assert points[What.BYTES][Axis.INTERVAL].present == 1.0
    assert points[What.BYTES][Axis.RATE].present == 5.0


def test_as_many_polls_are_in_vain_as_were() -> None:
    """Of ten Poisson ticks a second one would be in 22,000; these come in bursts."""
    points = argue([rival("sse"), rival("poll:1")], TRAFFIC, CPU).points
    assert points[What.BYTES][Axis.INTERVAL].poll_now == pytest.approx(800)
    never = rival("poll:1", Outlay(news=10, ticks=50, news_bytes=10_000))
    points = argue([rival("sse"), never], TRAFFIC, CPU).points
    assert points[What.BYTES][Axis.INTERVAL].poll_now == pytest.approx(1_000)
    always = rival("poll:1", Outlay(idle=10, idle_bytes=4_000))
    points = argue([rival("sse"), always], TRAFFIC, CPU).points
    assert points[What.BYTES][Axis.INTERVAL].poll_now == pytest.approx(400)


def test_without_ticks_a_push_still_costs_its_heartbeats() -> None:
    quiet = Traffic((0.0001,), 0.001, True, 1.0)
    heard = rival("sse", Outlay(news=1, ticks=1, news_bytes=150, idle=9, idle_bytes=900))
    point = argue([heard, rival("poll:1")], quiet, CPU).points[What.BYTES][Axis.INTERVAL]
    assert point.push_now == pytest.approx(100, rel=0.01)
    point = argue([rival("sse"), rival("poll:1")], quiet, CPU).points[What.BYTES][Axis.INTERVAL]
    assert point.push_now == pytest.approx(HEARTBEAT_BYTES, rel=0.01)


def test_what_the_server_does_not_tell_is_not_made_up() -> None:
    points = argue([rival("sse"), rival("poll:1")], TRAFFIC, ServerCpu()).points
    assert list(points) == [What.BYTES, What.MESSAGES]


def test_the_sentences_end_with_where_they_cross_over() -> None:
    argument = argue([rival("sse"), rival("poll:1")], TRAFFIC, CPU)
    assert argument.sentences[-1].startswith("Push would become the cheaper one in bytes with")
    assert argument.rivals == (parse_lane("sse"), parse_lane("poll:1"))


@pytest.mark.parametrize(
    "lanes",
    [
        [rival("sse"), rival("websocket")],
        [rival("poll:1"), rival("long-poll")],
        [rival("sse"), rival("poll:0.5-5")],
        [rival("sse"), rival("poll:1", Outlay())],
        [rival("sse", Outlay(idle=3)), rival("poll:1")],
    ],
)
def test_there_is_no_cross_over_without_a_push_and_a_steady_poll(lanes: list[Rival]) -> None:
    assert argue(lanes, TRAFFIC, CPU).points == {}


def test_before_anything_was_published_there_is_no_argument() -> None:
    assert argue([rival("sse"), rival("poll:1")], None, CPU).sentences == ()
