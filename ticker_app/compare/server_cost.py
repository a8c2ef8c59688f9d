"""What serving cost the server, by its own account (`/v1/stats`)."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import NoReturn

from msgspec import Struct

from server.wire import Clock
from ticker_app.compare.argument import ServerCpu
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import HttpClient
from ticker_app.measures.cost import Cost

LOOK_EVERY_S = 3.0
LOOKS_KEPT = 4
POLLED, LONG_POLLED = "/v1/quotes", "/v1/ticks?wait"
FEWEST = 5
"""What fewer messages or polls than that cost on average says little."""


class Answered(Struct, frozen=True):
    """Requests of one path, and the CPU time that they took."""

    requests: int
    cpu_s: float


class ServerWork(Struct, frozen=True):
    """What a server did for all its clients together.

    resident_bytes: now.
    pushing_cpu_s: what went into sending messages; None: it does not tell.
    answered: into requests, by path.
    late_sum_us: how late all ticks together were published; None: it does not tell.
    """

    cpu_s: float
    resident_bytes: int
    ticks_published: int
    messages_sent: int
    bytes_sent: int
    requests: int
    empty_answers: int
    pushing_cpu_s: float | None = None
    answered: dict[str, Answered] = {}
    late_sum_us: int | None = None


class ServerStats(ServerWork, frozen=True, kw_only=True):
    """Sums since the server began."""

    uptime_s: float


class ServerCost(ServerWork, frozen=True, kw_only=True):
    """What was spent between two looks."""

    seconds: float

    @property
    def cpu(self) -> ServerCpu:
        """What a message and a poll cost, by the server's own account."""
        return ServerCpu(
            _each(self.pushing_cpu_s, self.messages_sent),
            self._per_answer(POLLED),
            self._per_answer(LONG_POLLED),
        )

    @property
    def late_s(self) -> float | None:
        """How late ticks were published, on average; None: none were, or it does not tell."""
        if self.late_sum_us is None or self.ticks_published <= 0:
            return None
        return max(self.late_sum_us, 0) / self.ticks_published / 1e6

    def _per_answer(self, path: str) -> float | None:
        answered = self.answered.get(path, Answered(0, 0.0))
        return _each(answered.cpu_s, answered.requests)


def _each(cpu_s: float | None, number: int) -> float | None:
    return None if cpu_s is None or number < FEWEST else cpu_s / number


async def server_stats(server_url: str, *, clock: Clock) -> ServerStats:
    """Ask the server, on a connection that is closed again.

    Raises:
        FeedError: it does not say.
    """
    async with HttpClient(server_url, clock=clock, cost=Cost()) as client:
        stats, _ = await client.read(ServerStats, "/v1/stats")
    return stats


def spent(before: ServerStats, after: ServerStats) -> ServerCost | None:
    """The difference; None if the server began anew in between."""
    if after.uptime_s <= before.uptime_s or after.cpu_s < before.cpu_s:
        return None
    return ServerCost(
        seconds=round(after.uptime_s - before.uptime_s, 3),
        cpu_s=round(after.cpu_s - before.cpu_s, 3),
        resident_bytes=after.resident_bytes,
        ticks_published=after.ticks_published - before.ticks_published,
        messages_sent=after.messages_sent - before.messages_sent,
        bytes_sent=after.bytes_sent - before.bytes_sent,
        requests=after.requests - before.requests,
        empty_answers=after.empty_answers - before.empty_answers,
        pushing_cpu_s=_less(after.pushing_cpu_s, before.pushing_cpu_s),
        answered={
            path: _answered_since(before.answered.get(path), answered)
            for path, answered in after.answered.items()
        },
        late_sum_us=_fewer(after.late_sum_us, before.late_sum_us),
    )


def _less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else round(after - before, 6)


def _fewer(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def _answered_since(before: Answered | None, after: Answered) -> Answered:
    if before is None:
        return after
    return Answered(after.requests - before.requests, round(after.cpu_s - before.cpu_s, 6))


class ServerWatch:
    """Asks the server again and again, on a connection of its own that no lane pays for."""

    def __init__(self, server_url: str, *, clock: Clock) -> None:
        self._server_url = server_url
        self._clock = clock
        self._first: ServerStats | None = None
        self._looks: deque[ServerStats] = deque(maxlen=LOOKS_KEPT)

    def begin(self) -> None:
        """From the next answer on it is a new sum that `since_begun` tells of."""
        self._first = None

    def lately(self) -> ServerCost | None:
        """What was spent in the last 3 to 9 s; None before the second answer."""
        return spent(self._looks[0], self._looks[-1]) if self._looks else None

    def since_begun(self) -> ServerCost | None:
        """What was spent between the first answer since the beginning and the last one."""
        if self._first is None or not self._looks:
            return None
        return spent(self._first, self._looks[-1])

    async def run(self) -> NoReturn:
        """Run until cancelled."""
        async with HttpClient(self._server_url, clock=self._clock, cost=Cost()) as client:
            while True:
                try:
                    stats, _ = await client.read(ServerStats, "/v1/stats")
                except FeedError:
                    # The lanes tell of a server that is gone; what it spent lately is not known.
                    self._looks.clear()
                else:
                    self._take(stats)
                await asyncio.sleep(LOOK_EVERY_S)

    def _take(self, stats: ServerStats) -> None:
        if self._looks and stats.uptime_s < self._looks[-1].uptime_s:
            self._looks.clear()
        self._first = self._first or stats
        self._looks.append(stats)
