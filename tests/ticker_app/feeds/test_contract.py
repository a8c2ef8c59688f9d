"""What every feed keeps, whatever its transport, against the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing

import pytest
import pytest_asyncio

from server.wire import Cursor, Tick
from tests.ticker_app.fakes import http_answer, raw_server
from tests.ticker_app.feeds.hearing import feed_of, hearing
from tests.ticker_app.feeds.relay import relay_to
from tests.ticker_app.live import LiveServer, live_server
from ticker_app.arrival import Arrival
from ticker_app.choice import Mode, Transport
from ticker_app.feeds import FEEDS
from ticker_app.feeds.base import FeedError, Promise

every_transport = pytest.mark.parametrize("transport", FEEDS)

pushed = pytest.mark.parametrize("transport", [name for name in FEEDS if name.mode is Mode.PUSH])


@pytest_asyncio.fixture
async def server() -> AsyncIterator[LiveServer]:
    async with live_server() as running:
        yield running


def keeps_promise(transport: Transport, delivered: list[Tick], published: list[Tick]) -> bool:
    """Whether what was delivered is what such a feed promises of what was published."""
    if FEEDS[transport].promise is Promise.EVERY_TICK:
        return delivered == published
    newest = {tick.symbol: tick for tick in published}
    in_order = sorted(delivered, key=lambda tick: tick.seq) == delivered
    once = len({tick.seq for tick in delivered}) == len(delivered)
    last = {tick.symbol: tick for tick in delivered}
    return in_order and once and last == newest and set(delivered) <= set(published)


async def exhaust(arrivals: AsyncIterator[Arrival]) -> None:
    async for _ in arrivals:
        pass


@every_transport
async def test_an_arrival_says_when_it_was_sent_and_decoded(
    transport: Transport, server: LiveServer
) -> None:
    async with hearing(transport, server.url) as heard:
        await heard.connected()
        (news,) = server.publish("ACME")
        await heard.heard(news.seq)
        (arrival,) = [arrival for arrival in heard.arrivals if news in arrival.ticks]
        assert arrival.decoded_us is not None
        assert arrival.received_us <= arrival.decoded_us
        if transport is Transport.SSE:
            assert arrival.sent_us is None
        else:
            assert arrival.sent_us is not None
            assert arrival.sent_us >= news.time


@every_transport
async def test_ticks_come_in_order_and_once(transport: Transport, server: LiveServer) -> None:
    async with hearing(transport, server.url) as heard:
        await heard.connected()
        published: list[Tick] = []
        for _ in range(5):
            published += server.publish("ACME", "BOLT", "ACME")
            await heard.heard(published[-1].seq)
        assert keeps_promise(transport, heard.ticks, published)
        assert heard.complete


@every_transport
async def test_it_continues_behind_a_cursor(transport: Transport, server: LiveServer) -> None:
    server.publish("ACME", "BOLT")
    after = server.serving.parts.tape.cursor
    missed = server.publish("ACME", "ACME")
    async with hearing(transport, server.url, after=after) as heard:
        await heard.heard(missed[-1].seq)
        live = server.publish("BOLT")
        await heard.heard(live[-1].seq)
        assert heard.ticks == missed + live
        assert heard.complete


@every_transport
async def test_its_cursor_loses_and_doubles_nothing(
    transport: Transport, server: LiveServer
) -> None:
    async with hearing(transport, server.url) as heard:
        await heard.connected()
        first = server.publish("ACME", "BOLT")
        await heard.heard(first[-1].seq)
    meanwhile = server.publish("BOLT", "ACME")
    async with hearing(transport, server.url, after=heard.cursor) as again:
        await again.heard(meanwhile[-1].seq)
        assert keeps_promise(transport, heard.ticks, first)
        assert again.ticks == meanwhile


@every_transport
async def test_only_the_symbols_asked_for_come(transport: Transport, server: LiveServer) -> None:
    after = server.serving.parts.tape.cursor
    async with hearing(transport, server.url, symbols=("BOLT",), after=after) as heard:
        published = server.publish("ACME", "BOLT")
        await heard.heard(published[-1].seq)
        assert heard.ticks == published[1:]


@every_transport
async def test_a_cursor_of_another_life_of_the_tape_is_answered_with_a_gap(
    transport: Transport, server: LiveServer
) -> None:
    published = server.publish("ACME", "BOLT")
    async with hearing(transport, server.url, after=Cursor("another", 999)) as heard:
        await heard.heard(published[-1].seq)
        assert heard.ticks == published
        assert not heard.complete
        assert heard.cursor == server.serving.parts.tape.cursor


@every_transport
async def test_what_the_tape_forgot_is_told(transport: Transport) -> None:
    async with live_server(retain=2) as server:
        after = server.serving.parts.tape.cursor
        published = server.publish(*["ACME"] * 5)
        async with hearing(transport, server.url, after=after) as heard:
            await heard.heard(published[-1].seq)
            assert heard.ticks == published[-2:]
            assert not heard.complete


@every_transport
async def test_without_ticks_it_still_tells_that_it_hears(
    transport: Transport, server: LiveServer
) -> None:
    server.publish("ACME")
    after = server.serving.parts.tape.cursor
    async with hearing(transport, server.url, after=after) as heard:
        await heard.connected()
        silent = heard.arrivals[0]
        assert silent.ticks == []
        assert silent.cursor == after


@every_transport
async def test_moments_are_in_their_order(transport: Transport, server: LiveServer) -> None:
    before_us = server.serving.parts.clock()
    after = server.serving.parts.tape.cursor
    async with hearing(transport, server.url, after=after) as heard:
        published = server.publish("ACME")
        await heard.heard(published[-1].seq)
    # Both clocks are this machine's, so they can be compared.
    for arrival in heard.arrivals:
        assert before_us <= arrival.as_of_us <= server.serving.parts.clock()
        assert arrival.opened_us <= arrival.received_us
        newest_us = max((tick.time for tick in arrival.ticks), default=0)
        assert newest_us <= arrival.as_of_us


@every_transport
async def test_cancelling_it_closes_every_connection(
    transport: Transport, server: LiveServer
) -> None:
    async with hearing(transport, server.url) as heard:
        await heard.connected()
        assert server.connections() == 1
    await server.deserted()


@every_transport
async def test_closing_it_between_arrivals_closes_every_connection(
    transport: Transport, server: LiveServer
) -> None:
    async with aclosing(feed_of(transport, server.url).arrivals()) as arrivals:
        await anext(arrivals)
    await server.deserted()


@every_transport
async def test_a_server_that_ends_is_an_error_in_words(transport: Transport) -> None:
    async with AsyncExitStack() as life:
        server = await life.enter_async_context(live_server())
        async with aclosing(feed_of(transport, server.url).arrivals()) as arrivals:
            await anext(arrivals)
            async with asyncio.TaskGroup() as group:
                ending = group.create_task(life.aclose())
                with pytest.raises(FeedError):
                    await exhaust(arrivals)
                await ending


@pushed
async def test_a_server_that_goes_away_says_when_it_is_back(transport: Transport) -> None:
    async with AsyncExitStack() as life:
        server = await life.enter_async_context(live_server(back_s=7))
        async with aclosing(feed_of(transport, server.url).arrivals()) as arrivals:
            await anext(arrivals)
            async with asyncio.TaskGroup() as group:
                ending = group.create_task(life.aclose())
                with pytest.raises(FeedError, match="is shutting down") as caught:
                    await exhaust(arrivals)
                await ending
    assert caught.value.retry_after_s == 7.0
    assert caught.value.restarts


@every_transport
async def test_nobody_listening_is_an_error_in_words(transport: Transport) -> None:
    async with raw_server(b"") as url:
        pass
    with pytest.raises(FeedError, match="refuses connections; is the server running"):
        await anext(feed_of(transport, url).arrivals())


@every_transport
@pytest.mark.parametrize(
    "answer",
    [b"220 desk ESMTP\r\n\r\n", http_answer(b"<html>", kind="text/html")],
    ids=["mail", "web"],
)
async def test_another_kind_of_server_is_an_error_in_words(
    transport: Transport, answer: bytes
) -> None:
    async with raw_server(answer) as url:
        with pytest.raises(FeedError, match="but not as a Live Ticker server"):
            await anext(feed_of(transport, url).arrivals())


@every_transport
async def test_a_busy_server_says_when_to_come_back(transport: Transport) -> None:
    problem = b'{"title":"Busy","status":503,"detail":"there are too many readers"}'
    answer = http_answer(
        problem, "Retry-After: 12", status="503 Busy", kind="application/problem+json"
    )
    async with raw_server(answer) as url:
        with pytest.raises(FeedError, match="there are too many readers") as caught:
            await anext(feed_of(transport, url).arrivals())
    assert caught.value.retry_after_s == 12.0


@every_transport
async def test_an_unknown_symbol_is_named(transport: Transport, server: LiveServer) -> None:
    with pytest.raises(FeedError, match="NOPE"):
        await anext(feed_of(transport, server.url, symbols=("NOPE",)).arrivals())
    await server.deserted()


@every_transport
async def test_what_is_no_address_is_told(transport: Transport) -> None:
    with pytest.raises(FeedError, match="is not the address of a server"):
        await anext(feed_of(transport, "desk").arrivals())


@every_transport
async def test_it_counts_every_byte_at_the_socket(transport: Transport, server: LiveServer) -> None:
    async with relay_to(server.port) as relay:
        after = server.serving.parts.tape.cursor
        async with hearing(transport, relay.url, after=after) as heard:
            published = server.publish("ACME", "BOLT")
            await heard.heard(published[-1].seq)
        await relay.ended()
        assert (heard.cost.bytes_up, heard.cost.bytes_down) == (relay.up, relay.down)
        assert heard.cost.requests >= 1
