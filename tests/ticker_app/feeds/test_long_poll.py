"""What a long poll does when it is limited."""

from __future__ import annotations

from contextlib import aclosing

import pytest

from server.wire import TickPage, encode
from tests.ticker_app.fakes import FakeClock, http_answer, limited_answer, raw_server, tick
from ticker_app.feeds.base import FeedError, FeedRequest, Sleep
from ticker_app.feeds.long_poll import LongPollFeed
from ticker_app.measures.cost import Cost

FIRST = http_answer(encode(TickPage("e1:4", True, 70_000_000, [tick(4)])))
NEXT = http_answer(encode(TickPage("e1:5", True, 75_000_000, [tick(5)])))
LIMITED = limited_answer("429 Too Many Requests", "3")


def early(clock: FakeClock) -> Sleep:
    """A timer under Qt, 11 ms early at first."""

    async def sleep(seconds: float) -> None:
        await clock.sleep(seconds - 0.011 if seconds > 0.02 else seconds)

    return sleep


async def test_a_limited_long_poll_waits_as_asked_and_misses_nothing() -> None:
    clock, cost = FakeClock(5_000_000), Cost()
    async with raw_server(FIRST, LIMITED, NEXT) as url:
        feed = LongPollFeed(
            FeedRequest(url), clock=clock, cost=cost, sleep=early(clock), jitter=lambda: 0.5
        )
        async with aclosing(feed.arrivals()) as arrivals:
            first, limited = await anext(arrivals), await anext(arrivals)
            assert (limited.ticks, limited.cursor) == ([], first.cursor)
            assert (limited.limited_until_us, feed.silence_s) == (9_000_000, 9.0)
            third = await anext(arrivals)
    assert [found.seq for found in third.ticks] == [5]
    assert third.received_us == 9_000_000
    assert cost.limited == 1
    assert feed.silence_s == pytest.approx(4.5)


async def test_a_limit_before_the_first_answer_is_an_error() -> None:
    async with raw_server(LIMITED) as url:
        feed = LongPollFeed(FeedRequest(url), clock=FakeClock(), cost=Cost())
        with pytest.raises(FeedError) as caught:
            await anext(feed.arrivals())
    assert (caught.value.limited, caught.value.retry_after_s) == (True, 3.0)
