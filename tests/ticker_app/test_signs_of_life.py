"""What is no message is no sign of life: whoever sends only that is as silent as a black hole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from websockets.frames import Opcode

from server.wire import Pong, TickPage, encode, monotonic_wall_clock
from tests.ticker_app.fakes import tick
from tests.ticker_app.feeds.attacks import CHUNKED, GREETING, STREAM
from tests.ticker_app.hostile import chunks, frame, handshake, head
from ticker_app.choice import LaneChoice, Transport
from ticker_app.health import State
from ticker_app.lane import Lane
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.patience import Patience

HEARTBEAT = b"".join(chunks(b": heartbeat e1:5 500\n\n", 99))
PAGE = encode(TickPage("e1:5", True, 500, [tick(5)]))
ANSWER = head(f"Content-Length: {len(PAGE)}") + PAGE
PONG = frame(encode(Pong(1, 2, 3)))

DRIPS = {
    "a stream of empty lines": (Transport.SSE, STREAM, b"1\r\n\n\r\n"),
    "a stream of comments": (Transport.SSE, STREAM, b"".join(chunks(b": keep-alive\n\n", 99))),
    "a stream of one line": (Transport.SSE, STREAM, b"1\r\nx\r\n"),
    "a stream of fields without data": (Transport.SSE, STREAM, b"".join(chunks(b"id: 1\n\n", 99))),
    "a socket of pings": (Transport.WEBSOCKET, b"", frame(b"x", Opcode.PING)),
    "a socket of pongs": (Transport.WEBSOCKET, GREETING[0], PONG),
    "a socket of one message": (Transport.WEBSOCKET, GREETING[0] + b"\x81\x7e\xff\xff", b"x"),
    "a long poll of one head": (Transport.LONG_POLL, b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "a long poll of heads": (Transport.LONG_POLL, b"", b"HTTP/1.1 103 Hm\r\n\r\n"),
    "a long poll of one body": (Transport.LONG_POLL, head(CHUNKED), b"1\r\n \r\n"),
    "a poll of one head": (Transport.POLL, b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "a poll of one body": (Transport.POLL, head(CHUNKED), b"1\r\n \r\n"),
}

FELL_SILENT = {
    "a stream": (Transport.SSE, STREAM + HEARTBEAT, b"1\r\n\n\r\n"),
    "a socket": (Transport.WEBSOCKET, b"".join(GREETING), frame(b"x", Opcode.PING)),
    "a long poll": (Transport.LONG_POLL, ANSWER, b"H"),
}


class Dripping:
    """A lane, a server that drips on it, and a time that a test moves."""

    def __init__(self, transport: Transport, beginning: bytes, drip: bytes) -> None:
        self.now_s = 100.0
        self.lost = asyncio.Event()
        self.sentences: list[str] = []
        self._beginning = beginning
        self._drip = drip
        self._wanted = asyncio.Queue[None]()
        self._clock = monotonic_wall_clock()
        self._choice = LaneChoice(transport)
        self.lane: Lane

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Both, while the block runs."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server, asyncio.TaskGroup() as group:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            self.lane = lane = Lane(
                self._choice,
                url,
                clock=self._clock,
                offset=ClockOffset(),
                hear=lambda _: None,
                lose=self._on_lost,
            )
            lane._patience = Patience(lambda: lane.cost.bytes_down, now_s=lambda: self.now_s)
            task = group.create_task(lane.run())
            yield
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(handshake(await reader.readuntil(b"\r\n\r\n")) + self._beginning)
        dripping = asyncio.create_task(self._drip_on(writer))
        with suppress(ConnectionError):
            await reader.read()
        dripping.cancel()
        writer.close()

    async def _drip_on(self, writer: asyncio.StreamWriter) -> None:
        while True:
            await self._wanted.get()
            writer.write(self._drip)

    def _on_lost(self, sentence: str) -> None:
        self.sentences.append(sentence)
        self.lost.set()

    async def drip(self) -> None:
        """The lane gets one drop more."""
        self._wanted.put_nowait(None)
        before = self.lane.cost.bytes_down
        await until(lambda: self.lane.cost.bytes_down > before)


async def until(reached: Callable[[], object]) -> None:
    """What passes through a socket tells nobody."""
    async with asyncio.timeout(10):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def gives_up(dripping: Dripping) -> None:
    """It is given up exactly when it would be if nothing came at all."""
    within_s = round(dripping.lane._silence_s) + 5
    for second in range(1, within_s):
        await dripping.drip()
        dripping.now_s = 100.0 + second
        dripping.lane._patience.look()
        assert not dripping.lost.is_set()
    dripping.now_s = 100.0 + within_s
    dripping.lane._patience.look()
    await asyncio.wait_for(dripping.lost.wait(), 10)
    assert dripping.sentences == [f"Nothing was heard for {within_s} s; connecting anew"]


@pytest.mark.parametrize(("transport", "beginning", "drip"), DRIPS.values(), ids=DRIPS)
async def test_who_only_drips_is_given_up_like_one_who_is_silent(
    transport: Transport, beginning: bytes, drip: bytes
) -> None:
    dripping = Dripping(transport, beginning, drip)
    async with dripping.running():
        await until(lambda: dripping.lane._patience._until)
        await gives_up(dripping)


@pytest.mark.parametrize(("transport", "beginning", "drip"), FELL_SILENT.values(), ids=FELL_SILENT)
async def test_who_drips_after_a_first_message_is_given_up_too(
    transport: Transport, beginning: bytes, drip: bytes
) -> None:
    dripping = Dripping(transport, beginning, drip)
    async with dripping.running():
        await until(lambda: dripping.lane.cursor)
        await gives_up(dripping)


async def test_before_it_is_given_up_it_is_seen_to_stall() -> None:
    dripping = Dripping(Transport.SSE, STREAM, b"1\r\n\n\r\n")
    async with dripping.running():
        await dripping.drip()
        health = dripping.lane.health(dripping.lane.started_us + 4_000_000)
    assert (health.state, health.text) == (State.STALLED, "Stalled: no answer for 3 s")


async def test_an_empty_text_message_is_no_message() -> None:
    dripping = Dripping(Transport.WEBSOCKET, b"".join(GREETING), frame(b""))
    async with dripping.running():
        await dripping.drip()
        await asyncio.wait_for(dripping.lost.wait(), 10)
    assert "not a message of this contract" in dripping.sentences[0]
