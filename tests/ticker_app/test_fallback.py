"""Which transport takes the place of one that is blocked."""

from __future__ import annotations

import pytest

from ticker_app.choice import Transport
from ticker_app.fallback import FIRST_RETRY_US, LONGEST_RETRY_US, Ladder, fallen


def a_ladder(chosen: Transport = Transport.WEBSOCKET, *, falls: bool = True) -> Ladder:
    return Ladder(chosen, falls=falls)


def test_blocked_websocket_falls_to_events_and_they_to_long_polls() -> None:
    ladder = a_ladder()
    spoken = [ladder.spoken for _ in range(2) if ladder.block(0)]
    assert spoken == [Transport.SSE, Transport.LONG_POLL]


def test_where_everything_is_blocked_it_begins_again_with_what_was_chosen() -> None:
    ladder = a_ladder()
    ladder.block(0)
    ladder.block(0)
    assert not ladder.block(0)
    assert (ladder.spoken, ladder.retry_us) == (Transport.WEBSOCKET, None)


@pytest.mark.parametrize("chosen", [Transport.POLL, Transport.LONG_POLL])
def test_nothing_takes_the_place_of_a_poll(chosen: Transport) -> None:
    ladder = a_ladder(chosen)
    assert not ladder.block(0)
    assert ladder.spoken is chosen


def test_a_lane_that_is_compared_does_not_fall() -> None:
    assert not a_ladder(falls=False).block(0)


def test_it_stands_once_something_was_heard_and_that_is_news_once() -> None:
    ladder = a_ladder()
    assert not ladder.hear()
    ladder.block(0)
    assert not ladder.stands
    assert ladder.hear()
    assert ladder.stands
    assert not ladder.hear()


def test_what_was_chosen_is_tried_again_after_a_minute() -> None:
    ladder = a_ladder()
    ladder.block(7)
    assert not ladder.climb(6 + FIRST_RETRY_US)
    assert ladder.climb(7 + FIRST_RETRY_US)
    assert ladder.spoken is Transport.WEBSOCKET
    assert ladder.hear() is False
    assert not ladder.climb(10 * FIRST_RETRY_US)


def test_a_user_need_not_wait() -> None:
    ladder = a_ladder()
    assert not ladder.climb(None)
    ladder.block(0)
    assert ladder.climb(None)


def test_when_the_way_may_be_free_again_it_is_time_for_what_was_chosen() -> None:
    ladder = a_ladder()
    ladder.hasten(5)
    assert not ladder.climb(5)
    ladder.block(0)
    ladder.hasten(5)
    assert not ladder.climb(4)
    assert ladder.climb(5)
    assert ladder.spoken is Transport.WEBSOCKET


def test_tries_become_more_seldom_up_to_a_quarter_of_an_hour() -> None:
    ladder, waits, now_us = a_ladder(), [], 0
    for _ in range(6):
        ladder.block(now_us)
        ladder.hear()
        assert ladder.retry_us is not None
        waits.append((ladder.retry_us - now_us) // 1_000_000)
        now_us = ladder.retry_us
        ladder.climb(now_us)
    assert waits == [60, 120, 240, 480, 900, 900]
    assert LONGEST_RETRY_US == 900_000_000


def test_a_try_that_succeeds_makes_them_frequent_again() -> None:
    ladder = a_ladder()
    ladder.block(0)
    ladder.hear()
    ladder.climb(None)
    assert ladder.hear()
    ladder.block(0)
    assert ladder.retry_us == FIRST_RETRY_US


def test_it_is_said_in_words() -> None:
    assert fallen(Transport.WEBSOCKET, Transport.SSE, "desk:1").startswith(
        "WebSocket is blocked on the way to desk:1; prices come by Server-Sent Events instead."
    )
