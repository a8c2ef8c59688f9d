"""One connection that runs through the fault desk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import Protocol, TypeAlias, cast

from ticker_app.faults.line import Line
from ticker_app.faults.plan import Faults, Way
from ticker_app.faults.requests import Head, RequestSplitter, answer
from ticker_app.waiting import pause

READ_BYTES = 64 * 1024
Ends: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Counting(Protocol):
    """Whoever counts requests that the server never saw."""

    answered: int
    blocked: int


class _Flow:
    """One direction: what entered its line leaves through a writer when it is due."""

    def __init__(
        self, line: Line, way: Callable[[], Way], silent_s: Callable[[], float | None]
    ) -> None:
        self.line = line
        self._way = way
        self._way_now = way()
        self._silent_s = silent_s
        self._changed = asyncio.Event()
        self._room = asyncio.Event()
        self._is_ended = False

    def look_again(self) -> None:
        """Something is different from before."""
        way = self._way()
        if way != self._way_now:
            self._way_now = way
            self.line.change(way, _now_s())
        self._changed.set()
        self._room.set()

    async def put(self, data: bytes) -> None:
        """Let bytes enter; waits while the line is full."""
        now_s = _now_s()
        self.line.put(data, self._way(), now_s)
        self._changed.set()
        while self.line.is_full(_now_s()):
            self._room.clear()
            await self._room.wait()

    def end(self) -> None:
        """Nothing more enters."""
        self._is_ended = True
        self._changed.set()

    async def run(self, writer: asyncio.StreamWriter) -> None:
        """Pass on until nothing more can come and all has left."""
        # A full buffer of ours would be room on the line that nobody gave it.
        writer.transport.set_write_buffer_limits(high=0)
        while True:
            self._changed.clear()
            now_s = _now_s()
            silent_s = self._silent_s()
            is_silent = silent_s is not None and now_s >= silent_s
            if not is_silent:
                data = self.line.take(now_s)
                self._room.set()
                if data:
                    writer.write(data)
                    await writer.drain()
                    continue
                if self._is_ended and self.line.next_s is None:
                    break
            await pause(self._changed, None if is_silent else self._wait_s(now_s))
        with suppress(OSError, RuntimeError):
            # TLS knows no half of a connection: there the end of one is that of both.
            (writer.write_eof if writer.can_write_eof() else writer.close)()

    def _wait_s(self, now_s: float) -> float | None:
        next_s = self.line.next_s
        return None if next_s is None else max(0.0, next_s - now_s)


class Link:
    """Both directions of one connection.

    is_cut: whether it was ended on purpose.

    Args:
        near: the client's side.
        random: this connection's own luck.
        faults: what goes wrong now.
        counts: of the desk.
        host: what the server is called.

    Made in the task that runs it, which a cut cancels.
    """

    def __init__(
        self,
        near: Ends,
        random: Random,
        *,
        faults: Callable[[], Faults],
        counts: Counting,
        host: str,
    ) -> None:
        self.task = cast("asyncio.Task[None]", asyncio.current_task())
        self.is_cut = False
        self._reader, self._writer = near
        self._faults = faults
        self._counts = counts
        self._began_s = _now_s()
        self._requests = RequestSplitter(host)
        self._up = _Flow(Line(random.random), lambda: faults().up, self._silent_s)
        self._down = _Flow(Line(random.random), lambda: faults().down, self._silent_s)

    def look_again(self) -> None:
        """Other things go wrong from now on."""
        self._up.look_again()
        self._down.look_again()

    def cut(self) -> None:
        """End it at once, as a network does."""
        self.is_cut = True
        self._writer.transport.abort()
        self.task.cancel()

    async def run(self, connect: Callable[[], Awaitable[Ends]]) -> None:
        """Relay until either side ends or it is cut.

        Raises:
            OSError: the server cannot be reached.
        """
        far_reader, far_writer = await connect()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read_up())
                group.create_task(self._up.run(far_writer))
                group.create_task(self._read_down(far_reader))
                await self._down.run(self._writer)
                # A client that keeps its half open after the server's end waits for nothing.
                raise ConnectionAbortedError("the server ended the connection")
        except* OSError:
            pass
        finally:
            far_writer.transport.abort()

    async def _read_up(self) -> None:
        while data := await self._reader.read(READ_BYTES):
            for part in self._requests.feed(data):
                refusal = self._refusal(part) if isinstance(part, Head) else None
                if refusal is None:
                    await self._up.put(part.data)
                else:
                    await self._down.put(refusal)
        self._up.end()

    async def _read_down(self, reader: asyncio.StreamReader) -> None:
        while data := await reader.read(READ_BYTES):
            await self._down.put(data)
        self._down.end()

    def _refusal(self, head: Head) -> bytes | None:
        faults = self._faults()
        if faults.blocks_websocket and head.wants_websocket:
            self._counts.blocked += 1
            return answer(403)
        if faults.answer is not None:
            self._counts.answered += 1
            return answer(faults.answer, faults.retry_after_s)
        return None

    def _silent_s(self) -> float | None:
        after_s = self._faults().silent_after_s
        return None if after_s is None else self._began_s + after_s


def _now_s() -> float:
    return asyncio.get_running_loop().time()
