"""Who may come in, who is in, and how all are sent home."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

End = Callable[[], object]


class StreamKind(StrEnum):
    """What stays open: a WebSocket, an event stream, a poll that waits."""

    WEBSOCKET = "websocket"
    SSE = "sse"
    LONG_POLL = "long_poll"


class GateFullError(Exception):
    """There are as many streams as there may be."""


class GateClosedError(Exception):
    """The server is shutting down."""


class Gate:
    """Counts the open streams, bounds them, and ends them all at a shutdown.

    Args:
        streams: how many there may be at a time.
    """

    def __init__(self, streams: int) -> None:
        self._most = streams
        self._ends: dict[End, StreamKind] = {}
        self._empty = asyncio.Event()
        self._empty.set()
        self.closed = False

    @contextmanager
    def stream(self, kind: StreamKind, end: End) -> Iterator[None]:
        """Hold a place while the block runs; ``end`` is called once to ask it to finish.

        Raises:
            GateFullError: there is no place.
            GateClosedError: the server is shutting down.
        """
        if self.closed:
            raise GateClosedError
        if self.full:
            raise GateFullError
        self._ends[end] = kind
        self._empty.clear()
        try:
            yield
        finally:
            del self._ends[end]
            if not self._ends:
                self._empty.set()

    @property
    def full(self) -> bool:
        """Whether there is no place."""
        return len(self._ends) >= self._most

    def counts(self) -> Counter[StreamKind]:
        """How many streams of each kind are open."""
        return Counter(self._ends.values())

    def close(self) -> None:
        """Let nobody in any more and ask every stream to finish."""
        self.closed = True
        for end in tuple(self._ends):
            end()

    async def emptied(self) -> None:
        """Wait until the last stream has finished."""
        await self._empty.wait()
