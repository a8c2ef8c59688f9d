"""The state in words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ticker_app.choice import LaneChoice, Transport
from ticker_app.health import Health, Pulse, State, judge

NOW_US = 100_000_000
LIVE = Pulse(LaneChoice(), 1.0, heard_us=NOW_US, transit_us=2_000)
LOST = replace(LIVE, lost_us=NOW_US - 3_000_000, error="it is gone")


def in_words(pulse: Pulse, after_s: float = 0.0) -> tuple[State, str]:
    health = judge(pulse, NOW_US + round(after_s * 1e6))
    return health.state, health.text


def polling(interval_s: float) -> Pulse:
    return replace(LIVE, choice=LaneChoice(Transport.POLL, interval_s), silence_s=interval_s)


def test_before_anything_was_heard_it_is_connecting() -> None:
    assert judge(Pulse(LaneChoice(), 1.0), NOW_US) == Health(State.CONNECTING, "Connecting")
    first_try = Pulse(LaneChoice(), 1.0, lost_us=NOW_US)
    assert in_words(first_try) == (State.CONNECTING, "Connecting")


def test_a_first_try_that_nothing_comes_of_stalls_like_any_connection() -> None:
    trying = Pulse(LaneChoice(), 1.0, lost_us=NOW_US, asked_us=NOW_US)
    assert in_words(trying, 2.6) == (State.CONNECTING, "Connecting")
    assert in_words(trying, 3) == (State.STALLED, "Stalled: no answer for 3 s")
    assert "made anew" in judge(trying, NOW_US + 4_000_000).detail


@pytest.mark.parametrize("transport", [Transport.WEBSOCKET, Transport.SSE, Transport.LONG_POLL])
def test_what_hears_at_once_is_live(transport: Transport) -> None:
    assert in_words(replace(LIVE, choice=LaneChoice(transport))) == (State.LIVE, "Live")


@pytest.mark.parametrize(
    ("interval_s", "words"), [(1.0, "Polling every 1 s"), (0.5, "Polling every 0.5 s")]
)
def test_a_poll_says_how_often(interval_s: float, words: str) -> None:
    assert in_words(polling(interval_s)) == (State.POLLING, words)


@pytest.mark.parametrize(("silence_s", "stalls_after_s"), [(1.0, 2.65), (5.0, 6.65), (60.0, 61.65)])
def test_it_stalls_soon_after_the_transport_may_be_silent(
    silence_s: float, stalls_after_s: float
) -> None:
    pulse = replace(LIVE, silence_s=silence_s)
    assert in_words(pulse, stalls_after_s)[0] is State.LIVE
    words = f"Stalled: nothing heard for {int(stalls_after_s)} s"
    assert in_words(pulse, stalls_after_s + 0.1) == (State.STALLED, words)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (6, "6 s"),
        (119.9, "119 s"),
        (120, "2 min"),
        (7_199, "119 min"),
        (7_200, "2 h"),
        (172_800, "2 days"),
        (1_795_625_636, "20,782 days"),
    ],
)
def test_what_is_very_stale_is_told_in_larger_units(seconds: float, words: str) -> None:
    stale = replace(LIVE, transit_us=round(seconds * 1e6))
    assert in_words(stale) == (State.STALE, f"Stale by {words}")


def test_what_took_the_place_of_a_blocked_transport_is_said() -> None:
    pulse = replace(
        LIVE,
        choice=LaneChoice(Transport.SSE),
        instead_of=Transport.WEBSOCKET,
        retry_us=NOW_US + 41_500_000,
    )
    detail = "WebSocket is blocked on the way; it is tried again in 42 s."
    assert judge(pulse, NOW_US) == Health(State.LIVE, "Live over SSE", detail)
    due = replace(pulse, retry_us=NOW_US)
    assert judge(due, NOW_US).detail.endswith("tried again now.")


def test_a_long_message_on_a_slow_line_is_no_stall() -> None:
    pulse = replace(LIVE, trickles=True)
    assert in_words(pulse, 2)[0] is State.LIVE
    assert in_words(pulse, 8) == (State.DELAYED, "Delayed by over 8 s")
    assert "so slowly" in judge(pulse, NOW_US + 8_000_000).detail


@pytest.mark.parametrize(
    ("transit_us", "state", "words"),
    [
        (1_000_000, State.LIVE, "Live"),
        (1_400_000, State.DELAYED, "Delayed by 1.4 s"),
        (5_000_000, State.DELAYED, "Delayed by 5.0 s"),
        (7_900_000, State.STALE, "Stale by 7 s"),
    ],
)
def test_old_news_is_not_live(transit_us: int, state: State, words: str) -> None:
    assert in_words(replace(LIVE, transit_us=transit_us)) == (state, words)


@pytest.mark.parametrize(
    ("now_s", "words"), [(1.2, "1.2 s"), (0.5, "0.5 s"), (0.5625, "0.56 s"), (5, "5 s")]
)
def test_an_adaptive_poll_says_between_what_and_where_it_is(now_s: float, words: str) -> None:
    choice = LaneChoice(Transport.POLL, 0.5, 5.0)
    pulse = replace(LIVE, choice=choice, silence_s=now_s)
    health = judge(pulse, NOW_US)
    assert (health.state, health.text) == (State.POLLING, f"Polling every {words}")
    assert health.detail.startswith(f"Polling every 0.5–5 s, now {words}: more often while")


def test_a_limited_poll_says_when_it_asks_again() -> None:
    limited = replace(polling(0.5), limited_until_us=NOW_US + 2_500_000)
    assert in_words(limited) == (State.LIMITED, "Limited, next in 3 s")
    assert in_words(limited, 2.4) == (State.LIMITED, "Limited, next in 1 s")
    assert in_words(limited, 2.5) == (State.LIMITED, "Limited, asking now")
    assert "said when to ask again" in judge(limited, NOW_US).detail


def test_a_limit_before_anything_was_heard_is_no_lost_connection() -> None:
    limited = replace(LOST, limited_until_us=NOW_US + 20_000_000, error="too many requests")
    assert in_words(limited) == (State.LIMITED, "Limited, next in 20 s")
    assert in_words(limited, 15) == (State.LIMITED, "Limited, next in 5 s")
    assert judge(limited, NOW_US).detail == "too many requests"


def test_waiting_for_the_next_try_counts_down() -> None:
    waiting = replace(LOST, next_try_us=NOW_US + 2_500_000)
    assert in_words(waiting) == (State.RECONNECTING, "Reconnecting in 3 s")
    assert in_words(waiting, 1.6) == (State.RECONNECTING, "Reconnecting in 1 s")
    assert in_words(waiting, 2.5) == (State.RECONNECTING, "Reconnecting")
    assert judge(waiting, NOW_US).detail == "it is gone"


def test_a_restart_counts_down_to_when_the_server_is_back_and_is_not_offline_before() -> None:
    gone = replace(LOST, next_try_us=NOW_US + 20_000_000, restarts=True)
    assert in_words(gone) == (State.RECONNECTING, "Server back in about 20 s")
    assert judge(gone, NOW_US).detail == "it is gone; it restarts, and said when it is back"
    assert in_words(gone, 15) == (State.RECONNECTING, "Server back in about 5 s")
    assert in_words(gone, 20) == (State.RECONNECTING, "Reconnecting")


def test_trying_has_no_countdown() -> None:
    assert in_words(LOST) == (State.RECONNECTING, "Reconnecting")


def test_after_ten_seconds_without_a_connection_it_is_offline() -> None:
    waiting = replace(LOST, next_try_us=NOW_US + 20_000_000)
    assert in_words(waiting, 7)[0] is State.RECONNECTING
    assert in_words(waiting, 8) == (State.OFFLINE, "Offline, next try in 12 s")
    assert in_words(LOST, 8) == (State.OFFLINE, "Offline, trying now")
