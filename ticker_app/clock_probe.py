"""Keeps asking a server what time it has."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn

from server.wire import Clock, Time
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.http import HttpClient
from ticker_app.measures.clock_offset import KEPT_EXCHANGES, ClockOffset
from ticker_app.measures.cost import Cost

PERIOD_S = 2.0


class ClockProbe:
    """Feeds the clock offset: a quick series of exchanges first, then one every 2 s.

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
        self._quick_left = KEPT_EXCHANGES

    def restart(self) -> None:
        """The server is another one now: forget its clock, and ask quickly again."""
        self._offset.restart()
        self._quick_left = KEPT_EXCHANGES

    async def run(self) -> NoReturn:
        """Ask until cancelled. A server that cannot be reached is the lane's to report."""
        async with HttpClient(self._server_url, clock=self._clock, cost=Cost()) as client:
            while True:
                try:
                    await self._exchange(client)
                except FeedError:
                    self._quick_left = 0
                self.tried.set()
                if self._quick_left:
                    self._quick_left -= 1
                else:
                    await self._sleep(PERIOD_S)

    async def _exchange(self, client: HttpClient) -> None:
        time, answer = await client.read(Time, "/v1/time")
        self._offset.exchange(answer.sent_us, time.received, time.sent, answer.received_us)
