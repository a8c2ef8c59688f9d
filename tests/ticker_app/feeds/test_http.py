"""The bounds of what is read over HTTP, and what a broken stream of events says."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from server.wire import TickPage, Time, encode
from tests.ticker_app.fakes import FakeClock, cursor, http_answer, raw_server, tick
from tests.ticker_app.feeds.hearing import feed_of
from ticker_app.arrival import Arrival
from ticker_app.choice import Transport
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import HttpClient
from ticker_app.feeds.long_poll import LIMIT
from ticker_app.measures.cost import Cost

TICKS = b'[{"symbol":"ACME","seq":8,"count":8,"time":800,"venue_time":null,"price":1.5}]'


async def arrivals_of(
    transport: Transport, *answers: bytes, count: int, seq: int | None = None
) -> list[Arrival]:
    after = None if seq is None else cursor(seq)
    async with (
        raw_server(*answers) as url,
        aclosing(feed_of(transport, url, after=after).arrivals()) as arrivals,
    ):
        return [await anext(arrivals) for _ in range(count)]


def events(text: bytes) -> bytes:
    return http_answer(text, kind="text/event-stream")


@pytest.mark.parametrize("transport", [Transport.POLL, Transport.LONG_POLL])
@pytest.mark.parametrize("body", [b"{", b"[]", b'{"cursor":"x","now":1,"quotes":[]}', b"\xff"])
async def test_a_body_that_is_not_of_the_contract_is_told(
    transport: Transport, body: bytes
) -> None:
    with pytest.raises(FeedError, match=r"not a message of this contract|is not a cursor"):
        await arrivals_of(transport, http_answer(body), count=1)


async def test_a_full_page_tells_only_up_to_its_last_tick() -> None:
    ticks = [tick(seq, time=seq) for seq in range(1, LIMIT + 1)]
    page = http_answer(encode(TickPage(f"e1:{LIMIT}", True, 99_999, ticks)))
    (arrival,) = await arrivals_of(Transport.LONG_POLL, page, count=1, seq=0)
    assert arrival.as_of_us == LIMIT


async def test_a_gap_is_told_with_the_next_arrival() -> None:
    stream = (
        b'event: gap\ndata: {"complete":false,"cursor":"e1:7"}\n\n'
        b": heartbeat e1:7 700\n\nid: e1:8\nevent: ticks\ndata: " + TICKS + b"\n\n"
    )
    beat, ticks = await arrivals_of(Transport.SSE, events(stream), count=2, seq=2)
    assert (beat.complete, beat.as_of_us, beat.cursor) == (False, 700, cursor(7))
    assert (ticks.complete, ticks.as_of_us, ticks.cursor) == (True, 800, cursor(8))


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (b"event: ticks\ndata: [\n\n", "not a message of this contract"),
        (b"id: e1:8\nevent: ticks\ndata: []\n\n", "without ticks"),
        (b"event: ticks\ndata: " + TICKS + b"\n\n", "is not a cursor"),
        (b": heartbeat nonsense 700\n\n", "is not a cursor"),
        (b": hello\n\nevent: other\ndata: x\n\n", "ended the stream"),
    ],
)
async def test_a_broken_stream_is_told_in_words(stream: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        await arrivals_of(Transport.SSE, events(stream), count=1)


async def test_the_address_says_where_below_it_to_ask_and_as_whom() -> None:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(http_answer(encode(Time(1, 2))))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        url = f"http://me:se%20cret@{place}/desk/"
        async with HttpClient(url, clock=FakeClock(), cost=Cost()) as client:
            await client.read(Time, "/v1/time", {"limit": 3})
    first, *lines = heard[0].decode().split("\r\n")
    assert first == "GET /desk/v1/time?limit=3 HTTP/1.1"
    assert f"Host: {place}" in lines
    assert "Authorization: Basic bWU6c2UgY3JldA==" in lines
