"""What all that is pulled has in common: it asks on, and leaves alone who wants to be."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from server.wire import Clock
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import Feed, FeedError, FeedRequest, Sleep
from ticker_app.feeds.limited import told_to_wait
from ticker_app.measures.cost import Cost


class PullFeed(Feed):
    """Asks again and again.

    Args:
        request: what to bring.
        clock: the client's clock.
        cost: counts.
        sleep: waits so many seconds.
        jitter: a random number from 0 to below 1.
    """

    def __init__(
        self,
        request: FeedRequest,
        *,
        clock: Clock,
        cost: Cost,
        sleep: Sleep = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(request, clock=clock, cost=cost)
        self._sleep = sleep
        self._jitter = jitter

    def _told_to_wait(self, error: FeedError, last: Arrival | None) -> Arrival:
        """What is delivered when the server wants to be asked later.

        Raises:
            FeedError: the same error, if it wants no such thing or nothing was delivered before.
        """
        arrival = told_to_wait(error, last, self.clock(), luck=self._jitter())
        self.cost.limited += 1
        return arrival

    async def _wait_until(self, due_us: int) -> None:
        # Under Qt timers fire up to 11 ms early.
        while (left_us := due_us - self.clock()) > 0:
            await self._sleep(left_us / 1e6)
