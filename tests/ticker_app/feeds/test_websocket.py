"""What only the WebSocket feed meets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from server.wire import (
    ErrorMessage,
    Heartbeat,
    Hello,
    Message,
    Pong,
    Subscribed,
    Ticks,
    encode,
)
from tests.ticker_app.fakes import cursor, tick
from tests.ticker_app.feeds.hearing import PATIENCE_S, Hearing, feed_of
from ticker_app.arrival import Arrival
from ticker_app.choice import Transport
from ticker_app.feeds.base import FeedError

HELLO = Hello(1, "e1", "e1:5", 500)
SUBSCRIBED = Subscribed(["ACME"], True, "e1:5")


@asynccontextmanager
async def saying(*messages: Message | str) -> AsyncIterator[str]:
    """A server that says these to whoever connects, whatever it is asked."""

    async def answer(connection: ServerConnection) -> None:
        for message in messages:
            text = message if isinstance(message, str) else encode(message)
            await connection.send(text, text=True)
        await connection.wait_closed()

    async with serve(answer, "127.0.0.1", 0) as running:
        port = next(iter(running.sockets)).getsockname()[1]
        yield f"http://127.0.0.1:{port}"


async def first_arrivals(url: str, count: int, seq: int | None = None) -> list[Arrival]:
    after = None if seq is None else cursor(seq)
    heard: list[Arrival] = []
    async with aclosing(feed_of(Transport.WEBSOCKET, url, after=after).arrivals()) as arrivals:
        while len(heard) < count:
            heard.append(await anext(arrivals))
    return heard


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        (("{",), "not a message of this contract"),
        ((HELLO, '{"type":"ticks","ticks":[{}],"sent":1}'), "not a message of this contract"),
        ((SUBSCRIBED,), "the first one has to be 'hello'"),
        ((HELLO, Ticks([tick(6)], 600)), "before any cursor"),
        ((HELLO, Subscribed([], True, "nonsense")), "is not a cursor"),
        ((HELLO, ErrorMessage("bad", "no such thing")), "no such thing"),
        ((Hello(2, "e1", "e1:5", 500),), "version 2 of the contract"),
    ],
)
async def test_what_cannot_be_used_is_told_in_words(
    messages: tuple[Message | str, ...], words: str
) -> None:
    async with saying(*messages) as url:
        with pytest.raises(FeedError, match=words):
            await first_arrivals(url, 1)


async def test_a_message_that_is_too_large_is_told_in_words() -> None:
    async with saying("x" * (4 * 1024 * 1024 + 1)) as url:
        with pytest.raises(FeedError, match="larger than this app accepts"):
            await first_arrivals(url, 1)


@pytest.mark.parametrize("seq", [None, 2])
async def test_a_heartbeat_before_the_subscription_does_not_move_it(seq: int | None) -> None:
    ticks = Ticks([tick(6)], 600) if seq is None else Ticks([tick(3), tick(4), tick(5)], 600)
    async with saying(HELLO, Heartbeat("e1:5", 550), SUBSCRIBED, ticks) as url:
        subscribed, delivery = await first_arrivals(url, 2, seq=seq)
    assert subscribed.cursor == cursor(seq or 5)
    assert delivery.ticks == ticks.ticks


async def test_while_catching_up_it_knows_only_up_to_its_newest_tick() -> None:
    messages = (
        HELLO,
        SUBSCRIBED,
        Ticks([tick(3, time=300), tick(4, time=400)], 550),
        Ticks([tick(5, time=500)], 560),
    )
    async with saying(*messages) as url:
        _, behind, caught_up = await first_arrivals(url, 3, seq=2)
    assert (behind.as_of_us, behind.cursor) == (400, cursor(4))
    assert (caught_up.as_of_us, caught_up.cursor) == (560, cursor(5))


async def test_a_hole_in_the_counts_is_told() -> None:
    messages = (HELLO, SUBSCRIBED, Ticks([tick(6)], 600), Ticks([tick(9)], 900))
    async with saying(*messages) as url:
        arrivals = await first_arrivals(url, 3)
    assert [arrival.complete for arrival in arrivals] == [True, True, False]


async def test_a_heartbeat_moves_the_cursor_and_a_pong_says_nothing() -> None:
    messages = (HELLO, SUBSCRIBED, Pong(1, 2, 3), Heartbeat("e1:8", 800))
    async with saying(*messages) as url:
        _, beat = await first_arrivals(url, 2)
    assert (beat.ticks, beat.cursor, beat.as_of_us) == ([], cursor(8), 800)


@asynccontextmanager
async def never_closing(closing: asyncio.Event, ended: asyncio.Event) -> AsyncIterator[str]:
    """A server that greets, and never answers a wish to close; tells of it, and of the end."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        protocol = ServerProtocol()
        try:
            while data := await reader.read(4096):
                protocol.receive_data(data)
                for event in protocol.events_received():
                    if isinstance(event, Request):
                        protocol.send_response(protocol.accept(event))
                        protocol.send_text(encode(HELLO))
                        protocol.send_text(encode(SUBSCRIBED))
                        writer.write(b"".join(protocol.data_to_send()))
                    elif isinstance(event, Frame) and event.opcode is Opcode.CLOSE:
                        closing.set()
        except ConnectionResetError:
            pass
        ended.set()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"


async def test_a_feed_cancelled_while_it_closes_leaves_no_connection_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ticker_app.feeds.websocket.CLOSE_TIMEOUT_S", None)
    closing, ended = asyncio.Event(), asyncio.Event()
    async with never_closing(closing, ended) as url, asyncio.timeout(PATIENCE_S):
        heard = Hearing(feed_of(Transport.WEBSOCKET, url))
        running = asyncio.create_task(heard.run())
        await heard.connected()
        running.cancel()
        await closing.wait()
        running.cancel()
        await ended.wait()
        with pytest.raises(asyncio.CancelledError):
            await running
