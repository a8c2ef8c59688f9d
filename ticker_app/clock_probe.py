"""Keeps asking a server what time it has."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NoReturn

from server.wire import Clock, Time
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import SMALL_ANSWER_BYTES, HttpClient
from ticker_app.measures.clock_offset import KEPT_EXCHANGES, ClockOffset
from ticker_app.measures.cost import Cost

PERIOD_S = 5.0


class ClockProbe:
    """Feeds the clock offset: a quick series of exchanges, and another every 5 s.

    In a series some exchanges fall between two frames of the window; one alone would as often
    as not wait for a frame to be painted, which widens its bound to the time of that frame.

    tried: set once the first exchange was made or has failed.

    Args:
        server_url: the server.
        clock: the client's clock.
        offset: what learns from the exchanges.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        offset: ClockOffset,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.tried = asyncio.Event()
        self._server_url = server_url
        self._clock = clock
        self._offset = offset
        self._sleep = sleep

    async def run(self) -> NoReturn:
        """Ask until cancelled."""
        async with HttpClient(
            self._server_url, clock=self._clock, cost=Cost(), most_bytes=SMALL_ANSWER_BYTES
        ) as client:
            while True:
                # A server that cannot be reached is the lane's to report.
                with suppress(FeedError):
                    await self._ask(client)
                self.tried.set()
                await self._sleep(PERIOD_S)

    async def _ask(self, client: HttpClient) -> None:
        for _ in range(KEPT_EXCHANGES):
            await self._exchange(client)
            self.tried.set()

    async def _exchange(self, client: HttpClient) -> None:
        time, answer = await client.read(Time, "/v1/time")
        self._offset.exchange(answer.sent_us, time.received, time.sent, answer.received_us)
