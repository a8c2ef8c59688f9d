"""The verdict: sentences that follow from figures."""

from __future__ import annotations

import numpy as np
import pytest

from ticker_app.choice import parse_lane
from ticker_app.measures.batches import Estimate
from ticker_app.measures.break_even import PollCost, PushCost, break_even
from ticker_app.measures.verdict import Contender, break_even_sentence, verdict


def lane(
    name: str,
    age_s: float | None = 0.2,
    *,
    error_s: float | None = 0.001,
    seen: float | None = 1.0,
    bytes_per_s: float = 1000.0,
) -> Contender:
    age = None if age_s is None else Estimate(age_s * 1e6, error_s and error_s * 1e6)
    share = None if seen is None else Estimate(seen, None)
    return Contender(parse_lane(name), age, share, bytes_per_s)


def test_polling_beside_push() -> None:
    polled = lane("poll:1", 2.4, seen=0.37, bytes_per_s=400)
    sentence, about_bytes = verdict(5.02, [lane("websocket"), polled])
    assert sentence == (
        "At 5 ticks a second and a poll every 1 s, polling was 12 times as stale as the "
        "WebSocket, used 0.4 times the bytes and missed 63 % of the ticks."
    )
    assert about_bytes == (
        "In bytes push was the dearer one: the WebSocket took 2.5 times what polling every 1 s "
        "took."
    )


def test_push_is_said_to_be_cheaper_where_it_is() -> None:
    polled = lane("poll:0.5-5", 0.7, bytes_per_s=110_000)
    sentence, about_bytes = verdict(0.996, [polled, lane("sse")])
    assert sentence == (
        "At 1 tick a second and a poll every 0.5 to 5 s, polling was 3.5 times as stale as "
        "the event stream, used 110 times the bytes and missed none of the ticks."
    )
    assert about_bytes == (
        "In bytes push was the cheaper one: the event stream took 0.0091 times what polling "
        "every 0.5 to 5 s took."
    )


def test_the_cheapest_of_each_kind_are_held_against_each_other() -> None:
    lanes = [
        lane("websocket", bytes_per_s=900),
        lane("sse", bytes_per_s=1500),
        lane("long-poll", bytes_per_s=7000),
        lane("poll:2", bytes_per_s=909),
    ]
    *others, about_bytes = verdict(1.0, lanes)
    assert len(others) == 3
    assert about_bytes == "In bytes neither push nor pull was clearly the cheaper one."


@pytest.mark.parametrize(
    ("bytes_per_s", "used"), [(1040.0, "about as many"), (1060.0, "1.1 times the")]
)
def test_bytes_that_differ_by_little_are_alike(bytes_per_s: float, used: str) -> None:
    [sentence] = verdict(2, [lane("websocket"), lane("sse", bytes_per_s=bytes_per_s)])
    assert f"used {used} bytes" in sentence


def test_one_tick_is_singular() -> None:
    [sentence] = verdict(1.0, [lane("websocket"), lane("sse")])
    assert sentence == (
        "At 1 tick a second, the event stream showed no clear difference in age from the "
        "WebSocket, used about as many bytes and missed none of the ticks."
    )


def test_a_difference_within_the_error_is_not_clear() -> None:
    [sentence] = verdict(2, [lane("websocket", error_s=0.01), lane("sse", 0.224, error_s=0.01)])
    assert "no clear difference in age" in sentence
    [sentence] = verdict(2, [lane("websocket", error_s=0.001), lane("sse", 0.224, error_s=0.01)])
    assert "1.1 times as stale" in sentence


def test_a_fresher_lane_is_less_stale() -> None:
    [sentence] = verdict(2, [lane("websocket", 0.4), lane("sse", 0.2)])
    assert "0.5 times as stale" in sentence


@pytest.mark.parametrize(
    "other", [lane("sse", None), lane("sse", error_s=None)], ids=["no age", "no error"]
)
def test_what_was_hardly_measured_is_not_compared(other: Contender) -> None:
    for lanes in ([lane("websocket"), other], [other, lane("websocket")]):
        [sentence] = verdict(2, lanes)
        assert "not measured long enough" in sentence


def test_what_is_not_known_is_not_said() -> None:
    [sentence] = verdict(2, [lane("websocket", bytes_per_s=0), lane("sse", seen=None)])
    assert sentence == (
        "At 2 ticks a second, the event stream showed no clear difference in age from the "
        "WebSocket."
    )
    assert len(verdict(2, [lane("websocket", bytes_per_s=0), lane("poll:1")])) == 1


def test_without_push_the_first_lane_is_the_measure() -> None:
    [sentence] = verdict(2, [lane("poll:1", 1.0, seen=0.4), lane("poll:2", 1.5, seen=0.2)])
    assert sentence == (
        "At 2 ticks a second and a poll every 2 s, polling was 1.5 times as stale as polling "
        "every 1 s, used about as many bytes and missed 80 % of the ticks "
        "(polling every 1 s: 60 %)."
    )


def test_a_lane_alone_has_no_verdict() -> None:
    assert verdict(2, [lane("websocket")]) == []
    assert verdict(2, []) == []


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (1.0, "missed none of"),
        (0.999, "missed under 1 % of"),
        (0.5, "missed 50 % of"),
        (0.001, "missed over 99 % of"),
        (0.0, "missed all of"),
    ],
)
def test_nearly_all_is_not_all(seen: float, words: str) -> None:
    sentence, _ = verdict(2, [lane("websocket"), lane("poll:1", seen=seen)])
    assert words in sentence


# --- break-even ---

PUSH, POLL = PushCost(per_tick=150.0), PollCost(full=600.0, empty=300.0)


def test_costs_are_equal_where_they_cross() -> None:
    point = break_even("interval_s", PUSH, POLL, rate_hz=5.0, interval_s=0.5)
    assert point.crossing is not None
    assert POLL.at(5.0, point.crossing) == pytest.approx(PUSH.at(5.0))
    point = break_even("rate_hz", PUSH, POLL, rate_hz=5.0, interval_s=1.0)
    assert point.crossing is not None
    assert POLL.at(point.crossing, 1.0) == pytest.approx(PUSH.at(point.crossing))
    assert point.push_now > point.poll_now


def test_without_ticks_a_poll_costs_what_an_empty_one_costs() -> None:
    assert POLL.at(0.0, 2.0) == 150
    assert PushCost(per_tick=10, per_s=3).at(0.0) == 3


def test_messages_cross_where_there_is_a_tick_for_each_poll() -> None:
    one = PollCost(full=1.0, empty=1.0)
    point = break_even("interval_s", PushCost(1.0), one, rate_hz=4.0, interval_s=1.0)
    assert point.crossing == pytest.approx(0.25)


@pytest.mark.parametrize("interval_s", [0.01, 0.8, 20.0])
def test_the_chart_holds_the_present_point_and_the_crossing(interval_s: float) -> None:
    point = break_even("interval_s", PUSH, POLL, rate_hz=5.0, interval_s=interval_s)
    assert point.crossing is not None
    assert point.present == interval_s
    assert point.at[0] < min(point.present, point.crossing)
    assert point.at[-1] > max(point.present, point.crossing)
    assert point.push.shape == point.poll.shape == point.at.shape
    assert np.all(np.diff(point.poll) < 0)
    assert np.interp(interval_s, point.at, point.poll) == pytest.approx(point.poll_now, rel=0.1)


def test_of_two_crossings_the_nearer_one_counts() -> None:
    """With heartbeats dearer than empty polls push wins only in between."""
    push = PushCost(per_tick=1.0, per_s=12.0)
    poll = PollCost(full=100.0, empty=10.0)
    low = break_even("rate_hz", push, poll, rate_hz=0.03, interval_s=1.0).crossing
    high = break_even("rate_hz", push, poll, rate_hz=50.0, interval_s=1.0).crossing
    assert low is not None
    assert high is not None
    assert low < 0.1
    assert high > 50


def test_the_crossing_in_words() -> None:
    point = break_even("interval_s", PushCost(1.0), PollCost(1.0, 1.0), rate_hz=4.0, interval_s=1.0)
    assert break_even_sentence("messages", point) == (
        "Push and polling take equally many messages at a poll every 0.25 s."
    )
    point = break_even("rate_hz", PushCost(1.0), PollCost(1.0, 1.0), rate_hz=4.0, interval_s=1.0)
    assert break_even_sentence("messages", point) == (
        "Push and polling take equally many messages at 1 tick a second, all symbols together."
    )


def test_where_nothing_crosses_the_words_say_so() -> None:
    free = break_even("rate_hz", PushCost(0.0), POLL, rate_hz=5.0, interval_s=1.0)
    assert free.crossing is None
    assert break_even_sentence("bytes", free) == (
        "At no tick rate near this one would push stop taking fewer bytes."
    )
    dear = break_even("interval_s", PushCost(1e9), PollCost(1.0, 1.0), rate_hz=5.0, interval_s=1.0)
    assert break_even_sentence("bytes", dear) == (
        "At no interval near this one would polling stop taking fewer bytes."
    )
