"""Pages of the tape: what followed a cursor, in order and once, or told that it has a hole."""

from __future__ import annotations

from msgspec.structs import replace

from server.wire import Clock, Cursor, TickPage
from ticker_app.arrival import Arrival
from ticker_app.feeds.continuity import Continuity
from ticker_app.feeds.http import Answer


class PageReader:
    """Turns pages of ticks that follow each other into arrivals.

    Args:
        after: the cursor that was asked for; None begins where the first page ends.
        clock: the client's clock.
        limit: ticks that were asked for at most; a page of so many was cut short.
        opened_us: when the feed asked to be told; client clock.
    """

    def __init__(self, after: Cursor | None, clock: Clock, *, limit: int, opened_us: int) -> None:
        self._continuity = Continuity(after)
        self._clock = clock
        self._limit = limit
        self._opened_us = opened_us

    def is_cut(self, page: TickPage) -> bool:
        """Whether the limit cut a page short, so that more may follow it."""
        return len(page.ticks) >= self._limit

    def skip(self, page: TickPage, answer: Answer) -> Arrival:
        """Go on where this page ends, on a tape that is an older copy of itself.

        Raises:
            WireError: its cursor is none.
        """
        self._continuity.skip(Cursor.parse(page.cursor))
        return replace(self.read(page, answer), complete=False, rewound=True)

    def read(self, page: TickPage, answer: Answer) -> Arrival:
        """What a page delivers.

        Raises:
            WireError: its cursor is none.
        """
        behind = Cursor.parse(page.cursor)
        # A page that was asked for without a cursor holds nothing that is new to us.
        rewound = self._continuity.rewind(behind)
        same_tape = self._continuity.enter(behind)
        ticks, whole = self._continuity.accept(page.ticks)
        self._continuity.advance(behind)
        return Arrival(
            ticks=ticks,
            received_us=answer.received_us,
            opened_us=self._opened_us,
            cursor=self._continuity.cursor,
            as_of_us=page.ticks[-1].time if self.is_cut(page) else page.now,
            complete=same_tape and whole and page.complete and not rewound,
            rewound=rewound,
            asked_us=answer.sent_us,
            sent_us=page.now,
            decoded_us=self._clock(),
        )
