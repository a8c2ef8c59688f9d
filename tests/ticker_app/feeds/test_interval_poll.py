"""When polls are due, and what an unchanged answer says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from server.wire import Quotes, encode
from tests.ticker_app.fakes import FakeClock, http_answer, limited_answer, raw_server, tick
from ticker_app.feeds.base import Feed, FeedError, FeedRequest
from ticker_app.feeds.interval_poll import IntervalPollFeed
from ticker_app.measures.cost import Cost

NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

QUOTES = http_answer(encode(Quotes("e1:4", 70_000_000, [tick(4)])), 'ETag: "e1:4"')
NEWER = http_answer(encode(Quotes("e1:5", 75_000_000, [tick(5)])), 'ETag: "e1:5"')


def no_jitter() -> float:
    return 0.0


async def test_polls_are_due_at_multiples_of_the_interval_from_the_first() -> None:
    clock = FakeClock(5_000_000)

    async def early_sleep(seconds: float) -> None:
        # A timer under Qt: 11 ms early, or a little late.
        await clock.sleep(seconds - 0.011 if seconds > 0.02 else seconds + 0.003)

    async with raw_server(QUOTES, NOT_MODIFIED) as url:
        request = FeedRequest(url, interval_s=2.0)
        feed = IntervalPollFeed(
            request, clock=clock, cost=Cost(), sleep=early_sleep, jitter=no_jitter
        )
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
        feed = IntervalPollFeed(
            FeedRequest(url), clock=clock, cost=cost, sleep=clock.sleep, jitter=no_jitter
        )
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


@asynccontextmanager
async def keeping_server(*answers: bytes) -> AsyncIterator[tuple[str, list[list[bytes]]]]:
    """Says one answer after the other on each connection, and tells what each was asked."""
    connections: list[list[bytes]] = []
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests: list[bytes] = []
        connections.append(requests)
        for answer in answers:
            requests.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(answer)
        await reader.read()
        writer.close()
        ended.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", connections
        await ended.wait()


def feed_at(url: str, clock: FakeClock, cost: Cost, longest_s: float | None = None) -> Feed:
    request = FeedRequest(url, interval_s=1.0, longest_interval_s=longest_s)
    return IntervalPollFeed(request, clock=clock, cost=cost, sleep=clock.sleep, jitter=no_jitter)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_a_limited_poll_waits_as_asked_and_goes_on(status: str) -> None:
    clock, cost = FakeClock(5_000_000), Cost()
    async with raw_server(QUOTES, limited_answer(status, "3"), NOT_MODIFIED) as url:
        feed = feed_at(url, clock, cost)
        async with aclosing(feed.arrivals()) as arrivals:
            first, limited = await anext(arrivals), await anext(arrivals)
            assert feed.silence_s == 4.0
            third = await anext(arrivals)
    assert (limited.ticks, limited.cursor, limited.as_of_us) == ([], first.cursor, first.as_of_us)
    assert (limited.received_us, limited.limited_until_us) == (6_000_000, 9_000_000)
    assert limited.scheduled_us is None
    assert (third.scheduled_us, third.limited_until_us) == (10_000_000, None)
    assert (cost.requests, cost.empty, cost.limited) == (3, 1, 1)
    assert feed.silence_s == 1.0


async def test_a_limited_first_poll_is_an_error_that_says_when_to_come_back() -> None:
    async with raw_server(limited_answer("429 Too Many Requests", "7")) as url:
        with pytest.raises(FeedError, match="too many requests") as caught:
            await anext(feed_at(url, FakeClock(), Cost()).arrivals())
    assert (caught.value.limited, caught.value.retry_after_s) == (True, 7.0)


async def test_a_limit_that_does_not_say_until_when_ends_the_feed() -> None:
    answer = limited_answer("429 Too Many Requests", "soon")
    clock = FakeClock()
    async with (
        raw_server(QUOTES, answer) as url,
        aclosing(feed_at(url, clock, Cost()).arrivals()) as arrivals,
    ):
        await anext(arrivals)
        with pytest.raises(FeedError) as caught:
            await anext(arrivals)
    assert not caught.value.limited


async def test_an_adaptive_poll_asks_less_while_nothing_comes() -> None:
    clock = FakeClock(5_000_000)
    async with raw_server(QUOTES, NOT_MODIFIED, NOT_MODIFIED, NEWER, NOT_MODIFIED) as url:
        feed = feed_at(url, clock, Cost(), longest_s=2.0)
        async with aclosing(feed.arrivals()) as arrivals:
            heard = [(await anext(arrivals), feed.silence_s) for _ in range(5)]
    assert [silence_s for _, silence_s in heard] == [1.0, 1.5, 2.0, 1.0, 1.5]
    assert [arrival.scheduled_us for arrival, _ in heard] == [
        5_000_000,
        6_000_000,
        7_500_000,
        9_500_000,
        10_500_000,
    ]


async def test_the_first_poll_is_at_once_and_the_second_early_by_chance() -> None:
    clock = FakeClock(5_000_000)
    async with raw_server(QUOTES, NOT_MODIFIED) as url:
        feed = IntervalPollFeed(
            FeedRequest(url, interval_s=2.0),
            clock=clock,
            cost=Cost(),
            sleep=clock.sleep,
            jitter=lambda: 0.25,
        )
        async with aclosing(feed.arrivals()) as arrivals:
            heard = [await anext(arrivals) for _ in range(3)]
    assert [arrival.scheduled_us for arrival in heard] == [5_000_000, 6_750_000, 8_750_000]


async def test_polls_share_one_connection_even_when_limited() -> None:
    clock, cost = FakeClock(5_000_000), Cost()
    kept = QUOTES.replace(b"Connection: close\r\n", b"")
    answers = [kept, limited_answer("429 Too Many Requests", "1"), kept]
    async with (
        keeping_server(*answers) as (url, connections),
        aclosing(feed_at(url, clock, cost).arrivals()) as arrivals,
    ):
        for _ in answers:
            await anext(arrivals)
    assert [len(requests) for requests in connections] == [3]
    known = [b'if-none-match: "e1:4"' in request.lower() for request in connections[0]]
    assert known == [False, True, True]


async def test_many_that_are_limited_at_once_come_back_spread_and_none_too_early() -> None:
    backs_us = []
    for luck in (0.0, 0.5, 0.999):
        clock = FakeClock(5_000_000)
        async with raw_server(QUOTES, limited_answer("429 Slower", "3"), NOT_MODIFIED) as url:
            feed = IntervalPollFeed(
                FeedRequest(url, interval_s=0.25),
                clock=clock,
                cost=Cost(),
                sleep=clock.sleep,
                jitter=iter([0.0, luck]).__next__,
            )
            async with aclosing(feed.arrivals()) as arrivals:
                await anext(arrivals)
                await anext(arrivals)
                backs_us.append((await anext(arrivals)).received_us)
    assert backs_us == [8_500_000, 9_500_000, 10_250_000]
