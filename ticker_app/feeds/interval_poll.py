"""Pull by plain polls: the newest tick of each symbol, every so often; all after a break."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from operator import attrgetter
from typing import ClassVar

from msgspec.structs import replace
from typing_extensions import override

from server.wire import Clock, Cursor, Quotes, Tick, WireError
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import FeedError, FeedRequest, Promise
from ticker_app.feeds.border import border
from ticker_app.feeds.deadlines import Deadlines
from ticker_app.feeds.http import Answer, HttpClient, about
from ticker_app.feeds.limited import waiting_s
from ticker_app.feeds.pull import PullFeed
from ticker_app.feeds.recovery import Recovery

BREAK_US = 2_000_000
"""Silence beyond what was to be expected: a lane is called stalled then, and this is a break."""


class IntervalPollFeed(PullFeed):
    """Asks at `Deadlines`; hears of what is newest then.

    One request at a time: a deadline that passes while one is under way is left out. So are
    those that pass while the server wants to be left alone; that is told by an arrival.

    What comes and goes between two polls is never heard of. What passed in a break is: whoever
    continues behind a cursor, was away for longer than any poll takes, or finds another tape,
    asks once for every tick since. That a server wants to be asked less often is no break.
    """

    promise: ClassVar[Promise] = Promise.NEWEST_ONLY
    _silence_s: float | None = None

    @property
    @override
    def silence_s(self) -> float:
        return self.request.interval_s if self._silence_s is None else self._silence_s

    @override
    async def arrivals(self) -> AsyncGenerator[Arrival, None]:
        url = self.request.server_url
        async with HttpClient(url, clock=self.clock, cost=self.cost) as client:
            due_us = self.clock()
            deadlines = self._deadlines(due_us)
            series = _Series(client, self.request, self.clock, due_us)
            arrival: Arrival | None = None
            while True:
                arrival = await self._poll(series, due_us, arrival)
                deadlines.adapt(had_news=bool(arrival.ticks))
                self._silence_s = _silence_s(arrival, deadlines)
                yield arrival
                due_us = max(self.clock(), arrival.limited_until_us or 0)
                if not series.is_behind:
                    due_us = deadlines.next_due_us(due_us)
                await self._wait_until(due_us)

    def _deadlines(self, first_us: int) -> Deadlines:
        longest_s = self.request.longest_interval_s
        return Deadlines(
            round(self.request.interval_s * 1e6),
            None if longest_s is None else round(longest_s * 1e6),
            first_us=first_us,
            phase=self._jitter(),
        )

    async def _poll(self, series: _Series, due_us: int, last: Arrival | None) -> Arrival:
        try:
            arrival = await series.ask(due_us, self.silence_s)
        except FeedError as error:
            arrival = self._told_to_wait(error, last)
            series.hear(arrival.received_us)
            return arrival
        if not arrival.ticks:
            self.cost.empty += 1
        return arrival


def _silence_s(arrival: Arrival, deadlines: Deadlines) -> float:
    """From an arrival until the next one is due, at most."""
    return waiting_s(arrival) + deadlines.interval_us / 1e6


class _Series:
    """One series of polls: asks what is to be asked next, and makes arrivals of the answers."""

    def __init__(
        self, client: HttpClient, request: FeedRequest, clock: Clock, opened_us: int
    ) -> None:
        self._client = client
        self._symbols = request.symbols
        self._clock = clock
        self._opened_us = opened_us
        self._cursor = request.after
        self._etag: str | None = None
        self._ahead_us = 0
        """At most how far our clock is ahead of the server's."""
        self._heard_us = 0
        """When the server last said something; its clock, for ours may stop with the machine."""
        self._recovery: Recovery | None = None
        self._has_hole = False
        self._rewound = False
        if request.after is not None:
            self._recover(request.after)

    @property
    def is_behind(self) -> bool:
        """Whether to ask on at once, because not all that passed in a break was told of."""
        return self._recovery is not None or self._has_hole

    def hear(self, received_us: int) -> None:
        """The server said something that has no time in it; client clock."""
        self._heard_us = received_us - self._ahead_us

    async def ask(self, due_us: int, silence_s: float) -> Arrival:
        """Ask for what passed in a break if there was one, else for what is newest.

        Args:
            due_us: when to; client clock.
            silence_s: for how long nothing was to be heard of the server.

        Raises:
            FeedError: there was no answer, or none of this contract.
        """
        arrival: Arrival | None = None
        while arrival is None:
            if self._recovery is None:
                arrival = await self._ask_newest(due_us, silence_s)
            else:
                arrival = await self._ask_rest(self._recovery, due_us)
        return arrival

    async def _ask_newest(self, due_us: int, silence_s: float) -> Arrival | None:
        """What is newest; None: there was a break, and what passed in it comes first."""
        answer = await self._client.get("/v1/quotes", about(self._symbols), etag=self._etag)
        if answer.not_modified:
            with border(self._client.server_url):
                return self._unchanged(answer, due_us)
        quotes = self._client.decode(answer, Quotes)
        with border(self._client.server_url):
            standing = Cursor.parse(quotes.cursor)
        self._etag = answer.etag
        heard_us, self._heard_us = self._heard_us, quotes.now
        self._ahead_us = answer.received_us - quotes.now
        was_away = quotes.now - heard_us > BREAK_US + round(silence_s * 1e6)
        after = None if self._has_hole else self._cursor
        if after is not None and (was_away or not standing.follows(after)):
            self._opened_us = answer.sent_us
            self._recover(after)
            return None
        return self._newest(quotes, answer, due_us, standing)

    async def _ask_rest(self, recovery: Recovery, due_us: int) -> Arrival | None:
        """A page of what passed in a break; None: it cannot be had."""
        is_first = recovery.pages == 0
        try:
            arrival = await recovery.page()
        except FeedError as error:
            if not error.refused:
                raise
            self._give_up()
            return None
        if arrival.rewound:
            self._rewound = True
            self._give_up()
            return None
        self._cursor, self._heard_us = arrival.cursor, recovery.now_us
        self._ahead_us = arrival.received_us - recovery.now_us
        if not recovery.goes_on:
            self._recovery = None
        elif recovery.is_endless:
            self._give_up()
        # Of all pages one was due; and none waited at the server as a long poll does.
        return replace(arrival, scheduled_us=due_us if is_first else None, asked_us=None)

    def _recover(self, after: Cursor) -> None:
        self._recovery = Recovery(
            self._client, self._symbols, after, self._clock, opened_us=self._opened_us
        )

    def _give_up(self) -> None:
        """What is newest comes next, whatever is known of it, and tells of the hole."""
        self._recovery, self._etag = None, None
        self._has_hole = True

    def _unchanged(self, answer: Answer, due_us: int) -> Arrival:
        if self._etag is None or self._cursor is None:
            raise WireError("not a message of this contract: 304 to a request without an ETag")
        # No body tells the server's clock. It answered after we asked.
        self._heard_us = answer.sent_us - self._ahead_us
        return self._arrival([], answer, due_us, self._cursor, self._heard_us)

    def _newest(self, quotes: Quotes, answer: Answer, due_us: int, standing: Cursor) -> Arrival:
        before, self._cursor = self._cursor, standing
        is_same_tape = before is not None and before.epoch == standing.epoch
        seen_seq = before.seq if before is not None and is_same_tape else 0
        news = [tick for tick in quotes.quotes if tick.seq > seen_seq]
        news.sort(key=attrgetter("seq"))
        is_complete, self._has_hole = not self._has_hole, False
        rewound, self._rewound = self._rewound, False
        arrival = self._arrival(news, answer, due_us, standing, quotes.now)
        return replace(arrival, complete=is_complete, rewound=rewound, sent_us=quotes.now)

    def _arrival(
        self, ticks: list[Tick], answer: Answer, due_us: int, cursor: Cursor, as_of_us: int
    ) -> Arrival:
        return Arrival(
            ticks=ticks,
            received_us=answer.received_us,
            opened_us=self._opened_us,
            cursor=cursor,
            as_of_us=as_of_us,
            scheduled_us=due_us,
            decoded_us=self._clock(),
        )
