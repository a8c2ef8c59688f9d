"""A feed server whose answers are mutated, in a process of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from server.wire import encode
from tests.benchmarks.answers_read import SOUND_END
from tests.benchmarks.mutation import FEW, Tape, mutated
from tests.ticker_app.feeds.attacks import BOMB
from tests.ticker_app.hostile import end_with_parent, frame, handshake, head

SOUND_SHARE = 0.15
"""Of plain answers; an app that never hears a sound one never gets to what comes later."""
STRANGE_MESSAGES_SHARE = 0.5
STRANGE_HEADS_SHARE = 0.05
BOMB_SHARE = 0.5
NEW_TAPE_SHARE = 0.002
MESSAGES = 400
"""On one push connection at most."""
REST_S = 0.01
"""After a mutated message: the app may close, and what is made after that is made in vain."""
STATUSES = (
    "200 OK",
    "204 No Content",
    "304 Not Modified",
    "302 Found",
    "400 Bad",
    "404 No",
    "429 Slow",
    "500 Oh",
    "503 Full",
    "999 What",
    "103 Hints",
)
HEADERS = (
    "Retry-After: 1e12",
    "Retry-After: -5",
    "Retry-After: 99999999999",
    "Retry-After: 1",
    "ETag: \xe9",
    'ETag: "e1:5"',
    "Location: http://127.0.0.1:9/",
    "Location: http://[",
    "Set-Cookie: a=b",
    "Content-Encoding: gzip",
    "Content-Encoding: br",
    "X: " + "y" * 9000,
    "Connection: close",
    "Content-Length: 5",
    "Transfer-Encoding: chunked",
)
KINDS = ("application/json", "application/problem+json", "text/event-stream", "text/html", "")


class Kind(NamedTuple):
    """What a server does.

    is_sound: it mutates nothing.
    symbols: how many it has.
    invents: no symbol ticks twice.
    bombs: many of its plain answers are small and unfold to 50 MB.
    """

    is_sound: bool = False
    symbols: int = FEW
    invents: bool = False
    bombs: bool = False


class FuzzServer:
    """Answers like a feed server, but for the mutations.

    Args:
        seed: of all that is random.
        now_us: when its tape begins, server clock.
        kind: what it does.
    """

    def __init__(self, seed: int, now_us: int, kind: Kind) -> None:
        self._random = random.Random(seed)
        self._is_sound = kind.is_sound
        self._bomb_share = BOMB_SHARE if kind.bombs else 0.0
        self._tape = Tape(self._random, now_us, kind.symbols, invents=kind.invents)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side has enough of it."""
        writer.transport.set_write_buffer_limits(0)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while not writer.is_closing():
                request = await reader.readuntil(b"\r\n\r\n")
                async for piece in self._answer(request):
                    writer.write(piece)
                    await writer.drain()
                    if not piece:
                        writer.close()
                    if writer.is_closing():
                        break
        writer.close()

    async def _answer(self, request: bytes) -> AsyncIterator[bytes]:
        """Pieces of an answer; an empty one closes the connection."""
        path, query = _asked(request)
        self._tape.now_us += 20_000
        if self._random.random() < NEW_TAPE_SHARE:
            self._tape.begin_again()
        if path == "/v1/ws":
            for piece in self._socket(request):
                yield piece
                await self._rest(piece)
        elif path == "/v1/stream":
            for piece in self._stream():
                yield piece
                await self._rest(piece)
        else:
            for piece in self._plain(self._body(path, query)):
                yield piece
            return
        yield b""

    async def _rest(self, piece: bytes) -> None:
        is_sound = self._is_sound or piece.rstrip(b"\n").endswith(SOUND_END)
        await asyncio.sleep(0 if is_sound else REST_S)

    def _body(self, path: str, query: dict[str, str]) -> Any:
        tape = self._tape
        if path == "/v1/candles":
            limit = int(query.get("limit", "500"))
            return tape.candles(query.get("symbol", ""), query.get("interval", "1s"), limit)
        bodies = {
            "/v1/symbols": tape.listing,
            "/v1/quotes": tape.quotes,
            "/v1/ticks": tape.page,
            "/v1/days": tape.days,
            "/v1/time": tape.time,
            "/v1/stats": tape.stats,
        }
        return bodies[path]()

    def _made(self, value: Any, strange_share: float) -> bytes:
        if self._is_sound or self._random.random() >= strange_share:
            return encode(value) + SOUND_END
        return mutated(value, self._random)

    def _plain(self, value: Any) -> Iterator[bytes]:
        if self._random.random() < self._bomb_share:
            said = self._random.choice(("Content-Encoding: gzip", "X-Said: nothing"))
            yield head(said, f"Content-Length: {len(BOMB)}") + BOMB
            return
        body = self._made(value, 1 - SOUND_SHARE)
        if self._is_sound or self._random.random() >= STRANGE_HEADS_SHARE:
            yield head(f"Content-Length: {len(body)}") + body
            return
        yield self._strange_head(len(body)) + body
        # Else the app would wait for what was promised and does not come.
        yield b""

    def _strange_head(self, length: int) -> bytes:
        headers = self._random.choices(HEADERS, k=self._random.randrange(3))
        length += self._random.choice((0, 0, 0, -1, 1, 10**6))
        return head(
            f"Content-Length: {max(length, 0)}",
            *headers,
            status=self._random.choice(STATUSES),
            kind=self._random.choice(KINDS),
        )

    def _socket(self, request: bytes) -> Iterator[bytes]:
        yield handshake(request)
        yield frame(self._made(self._tape.hello(), 0.05))
        yield frame(self._made(self._tape.subscribed(), 0.05))
        for _ in range(self._random.randrange(MESSAGES)):
            data = self._made(self._tape.message(), STRANGE_MESSAGES_SHARE)
            yield frame(data)
            if not self._is_sound and self._random.random() < 0.01:
                yield self._random.randbytes(self._random.randrange(1, 50))

    def _stream(self) -> Iterator[bytes]:
        yield head(kind="text/event-stream")
        tape = self._tape
        for _ in range(self._random.randrange(MESSAGES)):
            ticks = self._made(tape.publish(self._random.randrange(1, 30)), STRANGE_MESSAGES_SHARE)
            yield b"id: %b\nevent: ticks\ndata: %b\n\n" % (tape.cursor.encode(), ticks)
            if self._random.random() < 0.2:
                beat = f": heartbeat {tape.cursor} {tape.now_us}\n".encode()
                is_sound = self._is_sound or self._random.random() < 0.9
                yield beat if is_sound else mutated(beat.decode(), self._random)


def _asked(request: bytes) -> tuple[str, dict[str, str]]:
    target = urlsplit(request.split(b" ", 2)[1].decode("latin-1"))
    return target.path, {name: values[0] for name, values in parse_qs(target.query).items()}


@contextmanager
def strange_server(seed: int, now_us: int, kind: Kind) -> Iterator[str]:
    """Runs one in a process of its own; gives its URL."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, seed, now_us, kind))
    process.start()
    # Else nobody would notice that it ended before it said anything.
    theirs.close()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def _run(told: Any, seed: int, now_us: int, kind: Kind) -> None:
    async def serve() -> None:
        end_with_parent()
        fuzz = FuzzServer(seed, now_us, kind)
        server = await asyncio.start_server(fuzz.serve, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())
