"""A server that means harm is refused in words, and what it sends is not kept."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from websockets.frames import Opcode

from server.wire import Heartbeat, encode, monotonic_wall_clock
from tests.ticker_app.fakes import raw_server
from tests.ticker_app.feeds.attacks import GREETING, OVER_HTTP, SOCKETS, STREAMS
from tests.ticker_app.feeds.hearing import feed_of
from tests.ticker_app.hostile import endless_server, frame, head
from ticker_app.choice import Transport
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import HttpClient
from ticker_app.feeds.meter import MOST_EMPTY_FRAMES
from ticker_app.measures.cost import Cost


async def end_of(transport: Transport, url: str) -> str:
    """With which words a feed ends, whatever it delivers before."""
    async with aclosing(feed_of(transport, url).arrivals()) as arrivals:
        try:
            while True:
                await anext(arrivals)
        except FeedError as error:
            return str(error)


@pytest.mark.parametrize(("beginning", "then", "words"), OVER_HTTP.values(), ids=OVER_HTTP)
@pytest.mark.parametrize("transport", [Transport.POLL, Transport.LONG_POLL])
async def test_an_answer_that_means_harm_is_refused(
    transport: Transport, beginning: tuple[bytes, ...], then: bytes, words: str
) -> None:
    async with endless_server(*beginning, then=then) as url:
        assert words in await end_of(transport, url)


@pytest.mark.parametrize(("beginning", "then", "words"), STREAMS.values(), ids=STREAMS)
async def test_a_stream_that_means_harm_is_refused(
    beginning: tuple[bytes, ...], then: bytes, words: str
) -> None:
    async with endless_server(*beginning, then=then) as url:
        assert words in await end_of(Transport.SSE, url)


@pytest.mark.parametrize(("beginning", "then", "words"), SOCKETS.values(), ids=SOCKETS)
async def test_a_socket_that_means_harm_is_refused(
    beginning: tuple[bytes, ...], then: bytes, words: str
) -> None:
    async with endless_server(*beginning, then=then) as url:
        assert words in await end_of(Transport.WEBSOCKET, url)


async def test_a_socket_is_not_led_to_another_place() -> None:
    answer = head("Location: ws://127.0.0.1:9/", "Content-Length: 0", status="302 Found")
    async with raw_server(answer) as url:
        assert "HTTP status 302" in await end_of(Transport.WEBSOCKET, url)


async def test_pings_between_messages_are_answered() -> None:
    pings = frame(b"x", Opcode.PING) * (MOST_EMPTY_FRAMES - 1)
    beats = (frame(encode(Heartbeat(f"e1:{seq}", 5))) for seq in (6, 7))
    async with (
        endless_server(*GREETING, *(part for beat in beats for part in (pings, beat))) as url,
        aclosing(feed_of(Transport.WEBSOCKET, url).arrivals()) as arrivals,
    ):
        assert [(await anext(arrivals)).cursor.seq for _ in range(3)] == [5, 6, 7]


async def test_an_answer_that_drips_has_an_end() -> None:
    client = HttpClient("", clock=monotonic_wall_clock(), cost=Cost(), answer_timeout_s=0.0)
    async with endless_server(head()) as url:
        client.server_url = url
        async with client:
            with pytest.raises(FeedError, match="took more than 0 s over one answer"):
                await client.get("/v1/time", read_timeout_s=0.0)


async def test_no_cookie_and_no_strange_etag_is_sent_back() -> None:
    heard: list[bytes] = []
    answer = head("Set-Cookie: a=b", "Content-Length: 2", "ETag: \xe9", "Connection: close")
    async with (
        endless_server(answer, b"{}", heard=heard) as url,
        HttpClient(url, clock=monotonic_wall_clock(), cost=Cost()) as client,
    ):
        for _ in range(2):
            assert (await client.get("/v1/quotes")).etag is None
    assert len(heard) == 2
    assert not any(b"cookie" in request.lower() for request in heard)
