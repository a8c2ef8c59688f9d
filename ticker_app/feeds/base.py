"""What a feed is: deliveries of one server, one way, until cancelled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Awaitable, Callable
from enum import Enum
from typing import ClassVar, TypeAlias

from msgspec import Struct

from server.wire import Clock, Cursor
from ticker_app.arrival import Arrival
from ticker_app.feeds.sense import plain
from ticker_app.measures.cost import Cost

LONGEST_SENTENCE = 400

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""


class Promise(Enum):
    """What a feed delivers while nothing fails.

    After a break all keep one rule: a feed that continues behind a cursor delivers every tick
    that was published since, in order and once, or tells that it cannot.
    """

    EVERY_TICK = "every tick, in order and once"
    NEWEST_ONLY = "the newest tick of each symbol, whatever came between"


class FeedError(Exception):
    """A feed that ended: one sentence for the user, `plain` whatever a server put into it.

    retry_after_s: how long the server asked to be left alone, None if it did not say.
    limited: the server is there and goes on, it only wants to be asked less; it said when.
    restarts: the server goes away in good order; if it said for how long, it is back then.
    blocked: somebody answers, but will have nothing of this transport.
    refused: somebody answers, and will refuse the same request however often it is made.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after_s: float | None = None,
        limited: bool = False,
        restarts: bool = False,
        blocked: bool = False,
        refused: bool = False,
    ) -> None:
        super().__init__(plain(message, LONGEST_SENTENCE))
        self.retry_after_s = retry_after_s
        self.limited = limited
        self.restarts = restarts
        self.blocked = blocked
        self.refused = refused


class FeedRequest(Struct, frozen=True):
    """What a feed shall bring.

    server_url: ``http://host:port`` without a path.
    symbols: None for all.
    after: continue behind this cursor; None begins with what comes now (a poll: with the
        newest tick of each symbol).
    interval_s: from one poll to the next; only the interval poll uses it.
    longest_interval_s: if not None, the interval adapts between interval_s and this.
    """

    server_url: str
    symbols: tuple[str, ...] | None = None
    after: Cursor | None = None
    interval_s: float = 1.0
    longest_interval_s: float | None = None


class Feed(ABC):
    """One way to hear a server. Retrying is the lane's work, not the feed's."""

    promise: ClassVar[Promise]

    @property
    def silence_s(self) -> float:
        """How long nothing may arrive from now on while all is well.

        Push is told every second that there is nothing.
        """
        return 1.0

    def __init__(self, request: FeedRequest, *, clock: Clock, cost: Cost) -> None:
        """
        Args:
            request: what to bring.
            clock: the client's clock, µs since the Unix epoch, never decreasing.
            cost: counts what this feed sends, gets and asks.
        """
        self.request = request
        self.clock = clock
        self.cost = cost

    @abstractmethod
    def arrivals(self) -> AsyncGenerator[Arrival, None]:
        """Deliveries in order; the first one as soon as the feed is connected.

        Cancelling or closing the iterator closes every connection of the feed.

        Raises:
            FeedError: the feed ended; the message is a sentence for the user.
        """
