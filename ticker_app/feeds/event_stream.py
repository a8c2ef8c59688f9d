"""Push over Server-Sent Events: one HTTP answer that never ends."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import ClassVar

from msgspec import Struct
from typing_extensions import override

from server.wire import Clock, Cursor, Tick, WireError, decode_body, decode_ticks
from ticker_app.arrival import Arrival
from ticker_app.feeds.address import place_of
from ticker_app.feeds.base import Feed, FeedError, Promise
from ticker_app.feeds.border import border
from ticker_app.feeds.continuity import Continuity
from ticker_app.feeds.http import HttpClient, about
from ticker_app.feeds.sense import sensible
from ticker_app.feeds.sse import Comment, Event, EventParser, Item, Retry
from ticker_app.feeds.turns import Turns

# The server writes at least every 15 s.
SILENCE_TIMEOUT_S = 20.0
MOST_DIGITS = 16
"""Of a moment in µs."""


class EventStreamFeed(Feed):
    """Asks once and hears every tick."""

    promise: ClassVar[Promise] = Promise.EVERY_TICK

    @override
    async def arrivals(self) -> AsyncGenerator[Arrival, None]:
        url, symbols, after = self.request.server_url, self.request.symbols, self.request.after
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
        if after is not None:
            headers["Last-Event-ID"] = str(after)
        reader = _Reader(after, self.clock)
        async with HttpClient(url, clock=self.clock, cost=self.cost) as client:
            stream = client.stream("/v1/stream", about(symbols), headers, SILENCE_TIMEOUT_S)
            async with stream as response:
                client.without_end()
                parser, turns = EventParser(), Turns()
                with border(url):
                    async with client.pieces(response) as coming:
                        async for piece in coming:
                            received_us = client.read_us()
                            for item in parser.feed(piece):
                                arrival = reader.read(item, received_us)
                                if arrival is not None:
                                    yield arrival
                                await turns.pause()
        raise reader.end(place_of(url))


class _Gap(Struct, frozen=True):
    """What an event of a hole says: where the tape ends."""

    cursor: str


class _Reader:
    """Turns the events of one stream into arrivals."""

    def __init__(self, after: Cursor | None, clock: Clock) -> None:
        self._back_s: float | None = None
        self._goes_away = False
        self._continuity = Continuity(after)
        self._clock = clock
        self._opened_us = clock()
        self._gap = False
        """A gap was announced and no arrival has told of it yet."""
        self._rewound = False
        self._epoch: str | None = None

    def read(self, item: Item, received_us: int) -> Arrival | None:
        """What an event or comment delivers; None if it delivers nothing.

        Raises:
            WireError: it is not of this contract.
        """
        self._goes_away = isinstance(item, Retry)
        if isinstance(item, Retry):
            self._back_s = item.after_s
            return None
        if isinstance(item, Comment):
            return self._heartbeat(item, received_us)
        if item.name == "gap":
            self._tell_gap(item)
        if item.name == "ticks":
            return self._ticks(item, received_us)
        return None

    def end(self, place: str) -> FeedError:
        """What it means that the stream has ended; place: the server's.

        A server that goes away says as its last word when it is back. One that said it earlier
        only wants its readers spread.
        """
        words = "is shutting down" if self._goes_away else "ended the stream"
        return FeedError(f"{place} {words}", retry_after_s=self._back_s, restarts=self._goes_away)

    def _heartbeat(self, comment: Comment, received_us: int) -> Arrival | None:
        match comment.text.split():
            case ["heartbeat", cursor, now] if now.isdecimal() and len(now) <= MOST_DIGITS:
                standing = self._standing(cursor)
                same_tape = self._continuity.enter(standing)
                self._continuity.advance(standing)
                return self._arrival([], received_us, int(now), same_tape)
            case _:
                return None

    def _tell_gap(self, event: Event) -> None:
        """The next arrival tells of it."""
        end = self._standing(decode_body(event.data.encode(), _Gap).cursor)
        self._gap = True
        self._rewound |= self._continuity.rewind(end)

    def _ticks(self, event: Event, received_us: int) -> Arrival:
        ticks = sensible(decode_ticks(event.data))
        if not ticks:
            raise WireError("not a message of this contract: an event without ticks")
        behind = self._standing(event.id)
        # Without a cursor of our own the stream begins just before its first tick.
        same_tape = self._continuity.enter(Cursor(behind.epoch, ticks[0].seq - 1))
        new, whole = self._continuity.accept(ticks)
        self._continuity.advance(behind)
        return self._arrival(new, received_us, ticks[-1].time, same_tape and whole)

    def _standing(self, text: str) -> Cursor:
        """Where the tape stands; a stream is of one tape only."""
        cursor = Cursor.parse(text)
        if self._epoch not in {None, cursor.epoch}:
            raise WireError("not a message of this contract: another tape than before")
        self._epoch = cursor.epoch
        return cursor

    def _arrival(
        self, ticks: list[Tick], received_us: int, as_of_us: int, complete: bool
    ) -> Arrival:
        complete = complete and not self._gap
        rewound, self._gap, self._rewound = self._rewound, False, False
        return Arrival(
            ticks=ticks,
            received_us=received_us,
            opened_us=self._opened_us,
            cursor=self._continuity.cursor,
            as_of_us=as_of_us,
            complete=complete,
            rewound=rewound,
            decoded_us=self._clock(),
        )
