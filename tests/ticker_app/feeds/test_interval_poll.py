"""When polls are due, and what an unchanged answer says."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.wire import Quotes, encode
from tests.ticker_app.fakes import FakeClock, http_answer, raw_server, tick
from ticker_app.feeds.base import FeedError, FeedRequest
from ticker_app.feeds.interval_poll import IntervalPollFeed, next_deadline_us
from ticker_app.measures.cost import Cost

NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
QUOTES = http_answer(encode(Quotes("e1:4", 70_000_000, [tick(4)])), 'ETag: "e1:4"')


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.integers(0, 10**7))
def test_a_deadline_is_the_next_multiple_and_never_past(
    first_us: int, interval_us: int, passed_us: int
) -> None:
    now_us = first_us + passed_us
    due_us = next_deadline_us(first_us, interval_us, now_us)
    assert (due_us - first_us) % interval_us == 0
    assert now_us < due_us <= now_us + interval_us


async def test_polls_are_due_at_multiples_of_the_interval_from_the_first() -> None:
    clock = FakeClock(5_000_000)

    async def early_sleep(seconds: float) -> None:
        # A timer under Qt: 11 ms early, or a little late.
        await clock.sleep(seconds - 0.011 if seconds > 0.02 else seconds + 0.003)

    async with raw_server(QUOTES, NOT_MODIFIED) as url:
        request = FeedRequest(url, interval_s=2.0)
        feed = IntervalPollFeed(request, clock=clock, cost=Cost(), sleep=early_sleep)
        async with aclosing(feed.arrivals()) as arrivals:
            heard = [await anext(arrivals) for _ in range(3)]
            clock.now_us += 5_000_000
            heard.append(await anext(arrivals))
    assert [arrival.scheduled_us for arrival in heard] == [
        5_000_000,
        7_000_000,
        9_000_000,
        15_000_000,
    ]
    assert [arrival.received_us for arrival in heard] == [
        5_000_000,
        7_003_000,
        9_003_000,
        15_003_000,
    ]


async def test_an_unchanged_answer_is_empty_but_tells_that_time_went_on() -> None:
    clock = FakeClock(5_000_000)
    cost = Cost()
    async with raw_server(QUOTES, NOT_MODIFIED) as url:
        feed = IntervalPollFeed(FeedRequest(url), clock=clock, cost=cost, sleep=clock.sleep)
        async with aclosing(feed.arrivals()) as arrivals:
            first = await anext(arrivals)
            second = await anext(arrivals)
    assert [found.seq for found in first.ticks] == [4]
    assert second.ticks == []
    assert second.cursor == first.cursor
    assert second.as_of_us == first.as_of_us + 1_000_000
    assert (cost.requests, cost.empty) == (2, 1)


async def test_an_unchanged_answer_to_the_first_poll_is_not_of_the_contract() -> None:
    async with raw_server(NOT_MODIFIED) as url:
        feed = IntervalPollFeed(FeedRequest(url), clock=FakeClock(), cost=Cost())
        with pytest.raises(FeedError, match="304"):
            await anext(feed.arrivals())
