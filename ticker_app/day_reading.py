"""Asks the server for the day so far of all symbols, when ticks alone cannot tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NoReturn

from server.wire import Clock, Days
from ticker_app.arrival import Arrival
from ticker_app.backoff import again_s
from ticker_app.day_stats import DayStats
from ticker_app.feeds.base import FeedError, Sleep
from ticker_app.feeds.border import border
from ticker_app.feeds.http import HttpClient
from ticker_app.measures.cost import Cost

PERIOD_S = 5.0
"""A lane that misses ticks makes it ask again, but no more often than this."""
RETRY_S = 30.0


class DayReading:
    """Keeps the days of all symbols: asked for once, and again while ticks are missed.

    It has a connection of its own, so it changes nothing that a lane measures. A server that
    cannot answer leaves them unknown; the lane tells the user if it is gone.

    stats: what is known.

    Args:
        server_url: the server.
        clock: the client's clock.
        to_client_us: moves a moment of the server's clock onto the client's.
        on_reading: called whenever the server has answered.
        sleep: waits between two questions.
    """

    def __init__(
        self,
        server_url: str,
        *,
        clock: Clock,
        to_client_us: Callable[[int], int],
        on_reading: Callable[[], None],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.stats = DayStats(to_client_us)
        self._server_url = server_url
        self._clock = clock
        self._on_reading = on_reading
        self._sleep = sleep
        self._on = True
        self._wanted = asyncio.Event()

    def hear(self, arrival: Arrival) -> None:
        """Count on what a lane delivered."""
        lacks = self.stats.hear(arrival.cursor.epoch, arrival.ticks, rewound=arrival.rewound)
        if lacks and (self._on or not self.stats.is_read):
            self._wanted.set()

    def switch(self, on: bool) -> None:
        """Ask again when ticks are missed, or only once."""
        self._on = on

    async def run(self) -> NoReturn:
        """Ask until cancelled."""
        async with HttpClient(self._server_url, clock=self._clock, cost=Cost()) as client:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                try:
                    await self._read(client)
                except FeedError as error:
                    self.stats.give_up()
                    self._wanted.set()
                    await self._sleep(again_s(RETRY_S, error.retry_after_s))
                else:
                    await self._sleep(PERIOD_S)

    async def _read(self, client: HttpClient) -> None:
        self.stats.ask()
        days, _ = await client.read(Days, "/v1/days")
        with border(self._server_url):
            is_of_this_tape = self.stats.read(days)
        if is_of_this_tape:
            self._on_reading()
        else:
            self._wanted.set()
