"""One running feed: retry and report."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import NoReturn

from msgspec.structs import replace

from server.wire import Clock, Cursor
from ticker_app.arrival import Arrival
from ticker_app.backoff import Backoff
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.fallback import Ladder, fallen
from ticker_app.feeds import FEEDS
from ticker_app.feeds.address import place_of
from ticker_app.feeds.base import Feed, FeedError, FeedRequest
from ticker_app.feeds.bounds import Bounds
from ticker_app.feeds.http import HttpClient
from ticker_app.feeds.turns import Turns
from ticker_app.health import Health, Pulse, judge
from ticker_app.measures.breaks import Breaks
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.cost import Cost
from ticker_app.patience import HurriedError, Patience

LASTED_US = 1_000_000
"""A connection that brought news for this long was a good one."""
PROBE_S = 2.0
"""How long a server may take to show that it is there."""


class Hearing:
    """Hears a server in one way until cancelled, across any number of connections.

    started_us: when it was made, client clock.
    breaks: what bad connections cost it.

    Args:
        choice: the way.
        server_url: the server.
        clock: the client's clock.
        offset: of the server's clock.
        hear: called with every arrival.
        lose: called with a sentence whenever a connection ended or could not be had.
        after: continue behind this cursor.
        symbols: None for all.
        fall: called with a sentence when another transport takes the place of a blocked one,
            and with None when the chosen one is heard again; None: none takes its place.
        feeds: what speaks each transport.
        sleep: waits so many seconds before the next try.
        jitter: a random number from 0 to below 1.
    """

    def __init__(
        self,
        choice: LaneChoice,
        server_url: str,
        *,
        clock: Clock,
        offset: ClockOffset,
        hear: Callable[[Arrival], None],
        lose: Callable[[str], None],
        after: Cursor | None = None,
        symbols: tuple[str, ...] | None = None,
        fall: Callable[[str | None], None] | None = None,
        feeds: Mapping[Transport, type[Feed]] = FEEDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.choice = choice
        self.cursor = after
        self.cost = Cost()
        self._server_url = server_url
        self._symbols = symbols
        self._clock = clock
        self.offset = offset
        self.breaks = Breaks(offset.to_client_us)
        self._hear = hear
        self._lose = lose
        self._feeds = feeds
        self._fall = fall
        self._ladder = Ladder(choice.transport, falls=fall is not None)
        self._was_there = False
        self._sleep = sleep
        self._backoff = Backoff(jitter)
        self._bounds = Bounds(server_url)
        self._patience = Patience(lambda: self.cost.bytes_down)
        self._hurried = asyncio.Event()
        self.started_us = clock()
        self._newest: Arrival | None = None
        self._silence_s = 0.0
        self._limited_until_us: int | None = None
        self._connected_us: int | None = None
        self._asked_us: int | None = None
        self._lost_us: int | None = self.started_us
        self._next_try_us: int | None = None
        self._is_told_to_wait = False
        self._is_free = False
        self._restarts = False
        self._error = ""

    @property
    def spoken(self) -> LaneChoice:
        """The way that is heard in now: the choice, or what took its place."""
        return replace(self.choice, transport=self._ladder.spoken)

    async def run(self) -> NoReturn:
        """Hear, and after a failure wait and continue behind the last cursor."""
        while True:
            try:
                await self._hear_until_it_fails()
            except FeedError as error:
                if not (await self._is_blocked(error) and self._ladder.block(self._clock())):
                    await self._wait_after(error)
            except HurriedError:
                self._disconnect("Connecting anew, as asked")

    def hurry(self) -> None:
        """Connect now: anew if there is a connection, at once if the next try is waited for."""
        self._backoff.reset()
        self._ladder.climb(None)
        self._is_free = False
        if not self._patience.hurry():
            self._hurried.set()

    def retry(self) -> None:
        """The way to the server may be free again: try now, or when the server allows it.

        A connection that is there stays, or if another transport was blocked until something
        came over it.
        """
        self._ladder.hasten(self._clock())
        if self._next_try_us is not None:
            self._backoff.reset()
            self._is_free = True
            self._hurried.set()

    def route(self, server_url: str) -> None:
        """Hear the same server by another address from now on, behind the last cursor."""
        self._server_url = server_url
        self.hurry()

    async def _hear_until_it_fails(self) -> None:
        """Returns when the chosen transport shall be tried again."""
        if self._was_there:
            # What was there after the try before may be away before this one.
            self._was_there = await self._is_there()
        self._connected_us, self._asked_us = None, self._clock()
        request = FeedRequest(
            self._server_url,
            self._symbols,
            self.cursor,
            self.choice.interval_s,
            self.choice.longest_interval_s,
        )
        feed_type = self._feeds[self._ladder.spoken]
        feed = feed_type(request, clock=self._clock, cost=self.cost)
        async with aclosing(feed.arrivals()) as arrivals:
            self._silence_s = feed.silence_s
            async with self._patience.watch(patience_s(self._silence_s)):
                turns = Turns()
                while not self._ladder.climb(self._clock()):
                    for part in self._bounds.admit(await anext(arrivals)):
                        self._take(part)
                        await turns.pause()
                    self._silence_s = feed.silence_s
                    self._patience.renew(patience_s(self._silence_s))

    def _take(self, arrival: Arrival) -> None:
        self._newest = arrival
        self.breaks.take(arrival)
        self.cursor = arrival.cursor
        self._lost_us = self._asked_us = None
        self._limited_until_us = arrival.limited_until_us
        self._error = ""
        self._was_there = False
        if self._ladder.hear() and self._fall is not None:
            self._fall(self._fallen() if self._ladder.stands else None)
        if self._connected_us is None:
            self._connected_us = arrival.received_us
        elif arrival.received_us - self._connected_us >= LASTED_US:
            self._backoff.reset()
        self._report(arrival)

    def _report(self, arrival: Arrival) -> None:
        self._hear(arrival)

    async def _wait_after(self, error: FeedError) -> None:
        now_us = self._disconnect(str(error))
        self.cost.limited += error.limited
        self.breaks.lose()
        self._asked_us = None
        self._is_told_to_wait = error.retry_after_s is not None
        self._restarts = error.restarts
        delay_s = self._backoff.next_s(error.retry_after_s)
        self._next_try_us = now_us + round(delay_s * 1e6)
        self._limited_until_us = self._next_try_us if error.limited else None
        self._lose(self._error)
        await self._rest(delay_s, now_us + round((error.retry_after_s or 0) * 1e6))
        self._next_try_us = None
        self._restarts = False

    async def _is_blocked(self, error: FeedError) -> bool:
        """Whether the transport failed and not the server.

        Something on the way may say so, or swallow the transport without a word: then the
        server answers other requests right before and after a connection that brought nothing.
        """
        if error.blocked or self._fall is None or error.retry_after_s is not None:
            return error.blocked
        if self._connected_us is not None or self.spoken.mode is not Mode.PUSH:
            return False
        self._disconnect(str(error))
        was_there, self._was_there = self._was_there, await self._is_there()
        return was_there and self._was_there

    async def _is_there(self) -> bool:
        client = HttpClient(self._server_url, clock=self._clock, cost=self.cost)
        try:
            async with asyncio.timeout(PROBE_S), client:
                await client.get("/v1/time")
        except (FeedError, TimeoutError):
            return False
        return True

    def _fallen(self) -> str:
        ladder = self._ladder
        return fallen(ladder.chosen, ladder.spoken, place_of(self._server_url))

    def _disconnect(self, why: str) -> int:
        """There is no connection any more; returns the time."""
        now_us = self._clock()
        if self._lost_us is None:
            self._lost_us = now_us
        self._error = why
        return now_us

    async def _rest(self, delay_s: float, allowed_us: int) -> None:
        """Wait so long; if the way is free sooner, only until the server allows a try."""
        while True:
            self._is_free = False
            await self._sleep_unless_hurried(delay_s)
            delay_s = (allowed_us - self._clock()) / 1e6
            if not self._is_free or delay_s <= 0:
                return
            self._next_try_us = allowed_us
            if self._limited_until_us is not None:
                self._limited_until_us = allowed_us

    async def _sleep_unless_hurried(self, seconds: float) -> None:
        self._hurried.clear()
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        hurried = asyncio.ensure_future(self._hurried.wait())
        try:
            await asyncio.wait((sleeping, hurried), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            hurried.cancel()

    def health(self, now_us: int) -> Health:
        """The state in words, from the age of the data."""
        newest = self._newest
        transit_us = None
        if newest is not None:
            transit_us = newest.received_us - self.offset.to_client_us(newest.as_of_us)
        ladder = self._ladder
        pulse = Pulse(
            self.spoken,
            self._silence_s,
            instead_of=None if ladder.spoken is ladder.chosen else ladder.chosen,
            retry_us=ladder.retry_us,
            heard_us=None if newest is None else newest.received_us,
            transit_us=transit_us,
            trickles=self._patience.trickles,
            asked_us=self._asked_us,
            lost_us=self._lost_us,
            next_try_us=self._next_try_us,
            limited_until_us=self._limited_until_us,
            restarts=self._restarts and self._is_told_to_wait,
            error=self._error,
        )
        return judge(pulse, now_us)


def patience_s(silence_s: float) -> float:
    """How long to hear nothing before a connection is given up.

    Three seconds after it was shown to stall: 6 s on push, which says something every second.
    """
    return silence_s + 5.0
