"""What one lane takes over its whole life, however often it connects."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from msgspec.structs import replace

from server.wire import Cursor
from ticker_app.arrival import Arrival
from ticker_app.feeds.address import place_of
from ticker_app.feeds.base import FeedError
from ticker_app.feeds.sense import MOST_SYMBOLS

MOST_AT_ONCE = 1_000
"""Ticks; to measure and draw so many takes a frame or two. No page of a long poll has more."""
MOST_TAPES, TAPES_WITHIN_US = 5, 10_000_000
"""A server that begins anew more often than that never gets anywhere."""


class Bounds:
    """Refuses what would grow without end: symbols, and tapes one after the other.

    Args:
        server_url: the server.
    """

    def __init__(self, server_url: str) -> None:
        self._place = place_of(server_url)
        self._symbols: set[str] = set()
        self._epoch: str | None = None
        self._entered_us: deque[int] = deque(maxlen=MOST_TAPES)

    def admit(self, arrival: Arrival) -> Iterator[Arrival]:
        """An arrival in parts that can be taken one at a time; most are one part.

        Raises:
            FeedError: it is one of too many tapes, or names too many symbols.
        """
        self._check_tape(arrival)
        self._check_symbols(arrival)
        return parts_of(arrival)

    def _check_tape(self, arrival: Arrival) -> None:
        epoch, at_us = arrival.cursor.epoch, arrival.received_us
        if epoch == self._epoch:
            return
        entered_us = self._entered_us
        if len(entered_us) == MOST_TAPES and at_us - entered_us[0] < TAPES_WITHIN_US:
            raise FeedError(f"{self._place} begins another tape again and again")
        entered_us.append(at_us)
        self._epoch = epoch

    def _check_symbols(self, arrival: Arrival) -> None:
        new = {tick.symbol for tick in arrival.ticks} - self._symbols
        if len(self._symbols) + len(new) > MOST_SYMBOLS:
            raise FeedError(f"{self._place} names more than {MOST_SYMBOLS:,} symbols")
        self._symbols |= new


def parts_of(arrival: Arrival, most: int = MOST_AT_ONCE) -> Iterator[Arrival]:
    """The same arrival as several that follow each other, none with more ticks than that.

    What was true of the whole when it came is said of the first part only, what is known behind
    it of the last only.
    """
    ticks = arrival.ticks
    while len(ticks) > most:
        part, ticks = ticks[:most], ticks[most:]
        behind = Cursor(arrival.cursor.epoch, part[-1].seq)
        yield replace(arrival, ticks=part, cursor=behind, as_of_us=part[-1].time)
        arrival = replace(arrival, complete=True, rewound=False, scheduled_us=None, asked_us=None)
    yield replace(arrival, ticks=ticks)
