"""One HTTP connection, driven by the bytes that come off its socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from itertools import pairwise

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from tests.ticker_app.fakes import FakeClock
from ticker_app.feeds.connection import MOST_UNREAD_BYTES, HttpConnection
from ticker_app.feeds.meter import Meter
from ticker_app.measures.cost import Cost

HEADERS = [("Host", "desk:8765")]
HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
BODY = b"6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n"
SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


class Wire(asyncio.Transport):
    """What the other side is sent, and whether it is listened to."""

    def __init__(self, near: socket.socket | None = None) -> None:
        super().__init__({"socket": near})
        self.sent = b""
        self.listens = True

    @override
    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent += bytes(data)

    @override
    def pause_reading(self) -> None:
        self.listens = False

    @override
    def resume_reading(self) -> None:
        self.listens = True


class Dialogue:
    """A connection and its other side."""

    def __init__(self) -> None:
        self.clock = FakeClock(0)
        self.cost = Cost()
        self.wire = Wire()
        self.connection = HttpConnection(Meter(self.clock, self.cost))
        self.connection.connection_made(self.wire)

    def hear(self, *pieces: bytes) -> None:
        """These come one millisecond after the other."""
        for piece in pieces:
            self.clock.now_us += 1_000
            self.connection.data_received(piece)

    async def ask(self, target: str = "/v1/time") -> h11.Response:
        return await self.connection.ask(target, HEADERS, patience_s=5.0)

    async def body(self) -> bytes:
        return b"".join([piece async for piece in self.connection.body(patience_s=5.0)])


async def answered(*pieces: bytes) -> tuple[int, bytes]:
    dialogue = Dialogue()
    dialogue.hear(*pieces)
    head = await dialogue.ask()
    return head.status_code, await dialogue.body()


async def test_a_request_says_what_it_was_told() -> None:
    dialogue = Dialogue()
    dialogue.hear(SHORT)
    await dialogue.connection.ask("/v1/quotes?symbols=A", [*HEADERS, ("If-None-Match", "x")], 5.0)
    assert dialogue.wire.sent == (
        b"GET /v1/quotes?symbols=A HTTP/1.1\r\nHost: desk:8765\r\nIf-None-Match: x\r\n\r\n"
    )
    assert dialogue.cost.bytes_up == len(dialogue.wire.sent)
    assert dialogue.cost.bytes_down == len(SHORT)


@given(st.sets(st.integers(1, len(HEAD + BODY) - 1)).map(sorted))
def test_an_answer_is_the_same_however_it_is_cut(cuts: Sequence[int]) -> None:
    whole = HEAD + BODY
    pieces = [whole[a:b] for a, b in pairwise([0, *cuts, len(whole)])]
    assert asyncio.run(answered(*pieces)) == (200, b"hello world")


async def test_each_piece_keeps_the_moment_in_which_it_came() -> None:
    dialogue = Dialogue()
    dialogue.hear(HEAD, BODY[:11], BODY[11:])
    await dialogue.ask()
    assert dialogue.connection.read_us == 1_000
    stamps = [dialogue.connection.read_us async for _ in dialogue.connection.body(5.0)]
    assert stamps == [2_000, 3_000]


async def test_what_comes_later_is_waited_for() -> None:
    dialogue = Dialogue()
    asking = asyncio.create_task(dialogue.ask())
    await asyncio.sleep(0)
    dialogue.hear(b"HTTP/1.1 103 Early Hints\r\n\r\n", SHORT)
    assert (await asking).status_code == 200
    assert await dialogue.body() == b"hi"


async def test_it_is_free_again_behind_an_answer() -> None:
    dialogue = Dialogue()
    assert dialogue.connection.is_free
    dialogue.hear(SHORT)
    await dialogue.ask()
    assert not dialogue.connection.is_free
    assert await dialogue.body() == b"hi"
    assert dialogue.connection.is_free
    dialogue.hear(SHORT)
    assert (await dialogue.ask()).status_code == 200


async def test_an_answer_that_says_so_is_the_last_one() -> None:
    dialogue = Dialogue()
    dialogue.hear(SHORT.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n"))
    await dialogue.ask()
    assert await dialogue.body() == b"hi"
    assert not dialogue.connection.is_free


async def test_an_end_that_the_loop_does_not_know_yet_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near, far = socket.socketpair()
    with near, far:
        connection = HttpConnection(Meter(FakeClock(), Cost()))
        connection.connection_made(Wire(near))
        assert connection.is_free
        far.close()
        assert not connection.is_free

        def too_many(*_: object) -> None:
            raise ValueError("filedescriptor out of range in select()")

        monkeypatch.setattr("ticker_app.feeds.connection.select", too_many)
        assert connection.is_free


async def test_an_end_without_an_answer_is_told() -> None:
    dialogue = Dialogue()
    dialogue.connection.connection_lost(None)
    assert not dialogue.connection.is_free
    with pytest.raises(h11.RemoteProtocolError, match="disconnected"):
        await dialogue.ask()


async def test_an_end_within_an_answer_is_told_behind_what_came() -> None:
    dialogue = Dialogue()
    dialogue.hear(HEAD + BODY[:11])
    dialogue.connection.connection_lost(None)
    await dialogue.ask()
    pieces = dialogue.connection.body(5.0)
    assert await anext(pieces) == b"hello "
    with pytest.raises(h11.RemoteProtocolError, match="peer closed"):
        await anext(pieces)


async def test_a_broken_connection_says_how_it_broke() -> None:
    dialogue = Dialogue()
    asking = asyncio.create_task(dialogue.ask())
    await asyncio.sleep(0)
    dialogue.connection.connection_lost(ConnectionResetError())
    with pytest.raises(ConnectionResetError):
        await asking


async def test_silence_ends_the_patience() -> None:
    with pytest.raises(TimeoutError):
        await Dialogue().connection.ask("/v1/time", HEADERS, patience_s=0.0)


async def test_what_is_not_http_is_told() -> None:
    with pytest.raises(h11.RemoteProtocolError, match="illegal"):
        await answered(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


async def test_who_does_not_read_is_not_read_for() -> None:
    dialogue = Dialogue()
    body = b"x" * MOST_UNREAD_BYTES
    dialogue.hear(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body), body)
    assert not dialogue.wire.listens
    await dialogue.ask()
    assert await dialogue.body() == body
    assert dialogue.wire.listens
