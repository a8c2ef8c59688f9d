"""A server that means harm is refused in words, and what it sends is not kept."""

from __future__ import annotations

import gzip
from contextlib import aclosing

import pytest
from websockets.frames import Opcode

from server.wire import Heartbeat, Hello, Subscribed, encode, monotonic_wall_clock
from tests.ticker_app.fakes import raw_server
from tests.ticker_app.feeds.hearing import feed_of
from tests.ticker_app.hostile import chunks, compressed, endless_server, frame, head
from ticker_app.choice import Transport
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import HttpClient
from ticker_app.feeds.meter import MOST_EMPTY_FRAMES
from ticker_app.measures.cost import Cost

GREETING = frame(encode(Hello(1, "e1", "e1:5", 500))), frame(encode(Subscribed([], True, "e1:5")))
CHUNKED = "Transfer-Encoding: chunked"
STREAM = head(CHUNKED, kind="text/event-stream")
BOMB = gzip.compress(bytes(50_000_000))


async def end_of(transport: Transport, url: str) -> str:
    """With which words a feed ends, whatever it delivers before."""
    async with aclosing(feed_of(transport, url).arrivals()) as arrivals:
        try:
            while True:
                await anext(arrivals)
        except FeedError as error:
            return str(error)


OVER_HTTP = {
    "a body without end": ((head(),), b"x" * 65536, "too large"),
    "chunks without end": ((head(CHUNKED),), b"1\r\nx\r\n" * 10_000, "too many pieces"),
    "a head without end": ((b"HTTP/1.1 200 OK\r\n",), b"X: y\r\n" * 1000, "not as a Live Ticker"),
    "one header without end": ((b"HTTP/1.1 200 OK\r\nX: ",), b"y" * 65536, "not as a Live Ticker"),
    "heads without end": ((), b"HTTP/1.1 103 Hm\r\nX: y\r\n\r\n" * 100, "not as a Live Ticker"),
    "a bomb": (
        (head("Content-Encoding: gzip", f"Content-Length: {len(BOMB)}"), BOMB),
        b"",
        "compressed, unasked",
    ),
    "a bomb in disguise": ((head(f"Content-Length: {len(BOMB)}"), BOMB), b"", "not a message"),
    "a length beyond numbers": ((head(f"Content-Length: {'9' * 5000}"),), b"", "not as a Live"),
    "a refusal without end": (
        (head(status="500 No"),),
        b"<b>no</b>" * 5000,
        "too large",
    ),
    "a way to somewhere else": (
        (head("Location: http://127.0.0.1:9/", "Content-Length: 0", status="302 Found"),),
        b"",
        "HTTP status 302",
    ),
    "a way to nowhere": (
        (head("Location: http://[x", "Content-Length: 0", status="302 Found"),),
        b"",
        "not as a Live Ticker",
    ),
}


@pytest.mark.parametrize(("beginning", "then", "words"), OVER_HTTP.values(), ids=OVER_HTTP)
@pytest.mark.parametrize("transport", [Transport.POLL, Transport.LONG_POLL])
async def test_an_answer_that_means_harm_is_refused(
    transport: Transport, beginning: tuple[bytes, ...], then: bytes, words: str
) -> None:
    async with endless_server(*beginning, then=then) as url:
        assert words in await end_of(transport, url)


STREAMS = {
    "a line without end": ((STREAM,), b"1000\r\n%b\r\n" % (b"x" * 4096), "over 1048576 bytes"),
    "empty data without end": ((STREAM,), b"5f5\r\n%b\r\n" % (b"data\n" * 305), "over 1048576"),
    "another tape": (
        (STREAM, *chunks(b": heartbeat e1:1 5\n: heartbeat e2:1 5\n", 99)),
        b"",
        "another tape",
    ),
    "a moment beyond numbers": (
        (STREAM, *chunks(b": heartbeat e1:1 %b\n" % (b"9" * 5000), 9999), b"0\r\n\r\n"),
        b"",
        "ended the stream",
    ),
}


@pytest.mark.parametrize(("beginning", "then", "words"), STREAMS.values(), ids=STREAMS)
async def test_a_stream_that_means_harm_is_refused(
    beginning: tuple[bytes, ...], then: bytes, words: str
) -> None:
    async with endless_server(*beginning, then=then) as url:
        assert words in await end_of(Transport.SSE, url)


SOCKETS = {
    "a message as large as they come": (
        (*GREETING, b"\x81\x7f\x3f\xff\xff\xff\xff\xff\xff\xff"),
        b"x" * 65536,
        "larger than this app accepts",
    ),
    "a message in pieces without end": (
        (*GREETING, frame(b"x", fin=False)),
        frame(b"x", Opcode.CONT, fin=False) * 1000,
        "more pings and pieces",
    ),
    "pieces of nothing": (
        (*GREETING, frame(b"", fin=False)),
        frame(b"", Opcode.CONT, fin=False) * 1000,
        "more pings and pieces",
    ),
    "pings without end": (GREETING, frame(b"x" * 125, Opcode.PING) * 100, "more pings and pieces"),
    "a compressed frame": ((*GREETING, compressed(b"x")), b"", "not as a Live Ticker"),
    "a second greeting": ((*GREETING, *GREETING), b"", "a second 'hello'"),
    "another tape": ((*GREETING, frame(encode(Heartbeat("e2:5", 5)))), b"", "another tape"),
    "words for a terminal": (
        (*GREETING, frame(b'{"type":"error","code":"x","message":"a\\u001b[31m\\u202eb\\nc"}')),
        b"",
        ": a [31m b c",
    ),
}


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
