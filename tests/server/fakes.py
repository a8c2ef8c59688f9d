"""Fakes for the fan-out: an event loop whose time is told, and a transport without a network."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from server import wire
from server.attention import Attention
from server.fanout import Fanout
from server.framing import WEBSOCKET, Framing
from server.limits import Limits
from server.reader import Reader
from server.sources.base import Print
from server.tape import Tape
from server.traffic import Traffic


class FakeHandle:
    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class FakeLoop:
    """Runs what is due when the time is advanced, in order."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._order = count()
        self._due: list[tuple[float, int, FakeHandle, Callable[[], object]]] = []

    def time(self) -> float:
        return self._now

    def call_soon(self, callback: Callable[..., object], *args: Any) -> FakeHandle:
        return self.call_at(self._now, callback, *args)

    def call_at(self, when: float, callback: Callable[..., object], *args: Any) -> FakeHandle:
        handle = FakeHandle()
        entry = (when, next(self._order), handle, lambda: callback(*args))
        heapq.heappush(self._due, entry)
        return handle

    def turn(self) -> None:
        """Let one turn of the loop pass, at the same time."""
        self.advance(0)

    def advance(self, seconds: float) -> None:
        end = self._now + seconds
        while self._due and self._due[0][0] <= end:
            when, _, handle, run = heapq.heappop(self._due)
            self._now = max(self._now, when)
            if not handle.cancelled:
                run()
        self._now = end


class FakeWire:
    """Keeps what is written; while ``blocked``, as unsent."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.blocked = False
        self.closing = False
        self.unsent = 0

    def write(self, data: bytes, /) -> None:
        self.frames.append(data)
        if self.blocked:
            self.unsent += len(data)

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def is_closing(self) -> bool:
        return self.closing

    def unblock(self) -> None:
        self.blocked = False
        self.unsent = 0

    def messages(self) -> list[Any]:
        """Every WebSocket message that was written."""
        return [wire.decode_message(payload_of(frame)) for frame in self.frames]

    def ticks(self) -> list[wire.Tick]:
        batches = [m.ticks for m in self.messages() if isinstance(m, wire.Ticks)]
        return [tick for batch in batches for tick in batch]

    def batches(self) -> list[list[int]]:
        """The seqs of each ticks message."""
        found = (m for m in self.messages() if isinstance(m, wire.Ticks))
        return [[tick.seq for tick in message.ticks] for message in found]


class Stage:
    """A tape, a fan-out and a loop, wired up as the server wires them."""

    def __init__(
        self, symbols: Iterable[str] = "AB", *, limits: Limits | None = None, retain: int = 1000
    ) -> None:
        self.limits = limits or Limits()
        self.loop = FakeLoop()
        self.tape = Tape(symbols, retain=retain, clock=self.clock, epoch="e")
        self.traffic = Traffic()
        self.fanout = Fanout(
            self.tape,
            clock=self.clock,
            loop=self.loop,
            limits=self.limits,
            traffic=self.traffic,
        )
        self.tape.listen(self.fanout.add)
        self.slow: list[Reader] = []

    def clock(self) -> int:
        return round(self.loop.time() * 1e6)

    def publish(self, symbols: str) -> None:
        """One tick for each letter, in one batch."""
        self.tape.publish([Print(symbol, None, 1.0) for symbol in symbols])

    def reader(
        self,
        symbols: str = "",
        *,
        framing: Framing = WEBSOCKET,
        attention: Attention | None = None,
    ) -> tuple[Reader, FakeWire]:
        fake = FakeWire()
        reader = self.fanout.join(
            fake, framing, on_slow=lambda: self.slow.append(reader), attention=attention
        )
        self.fanout.subscribe(reader, symbols)
        return reader, fake


def payload_of(frame: bytes) -> bytes:
    """What a server's text frame holds."""
    assert frame[0] == 0x81
    start = {126: 4, 127: 10}.get(frame[1], 2)
    payload = frame[start:]
    json.loads(payload)
    return payload
