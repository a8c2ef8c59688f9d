"""Asks the server how late prices leave their source: where the way of a tick begins."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import NoReturn

from msgspec import Struct

from server.wire import Clock
from ticker_app.feeds.base import FeedError, Sleep
from ticker_app.feeds.http import SMALL_ANSWER_BYTES, HttpClient
from ticker_app.measures.cost import Cost
from ticker_app.measures.tick_path import Part, Stage

PERIOD_S = 5.0


class _Late(Struct, frozen=True):
    p50: int
    p99: int


class _Stats(Struct, frozen=True):
    """Of what the server says about itself, what is wanted here."""

    late_us: _Late | None = None


class LatenessReading:
    """Asks now and then, on a connection of its own that no lane pays for.

    part: of all symbols, over the server's last half to whole minute; None: not known, because
        nothing was published lately or the source or the server cannot tell.

    Args:
        server_url: the server.
        clock: the client's clock.
        sleep: waits between two questions.
    """

    def __init__(self, server_url: str, *, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self.part: Part | None = None
        self._server_url = server_url
        self._clock = clock
        self._sleep = sleep

    async def run(self) -> NoReturn:
        """Ask until cancelled."""
        async with HttpClient(
            self._server_url, clock=self._clock, cost=Cost(), most_bytes=SMALL_ANSWER_BYTES
        ) as client:
            while True:
                # At first there is more urgent to ask, and nothing has left the source lately.
                await self._sleep(PERIOD_S)
                self.part = None if (late := await self._ask(client)) is None else _part(late)

    async def _ask(self, client: HttpClient) -> _Late | None:
        # A server that cannot be reached is the lane's to report.
        with suppress(FeedError):
            stats, _ = await client.read(_Stats, "/v1/stats")
            return stats.late_us
        return None


def _part(late: _Late) -> Part:
    return Part(Stage.AT_SOURCE, late.p50, late.p99)
