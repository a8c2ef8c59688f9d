"""What came off the wire, and when."""

from __future__ import annotations

from msgspec import Struct

from server.wire import Cursor, Tick


class Arrival(Struct, frozen=True):
    """One delivery of a feed: a message, an event or an answer, empty ones included.

    ticks: oldest first; empty for a heartbeat or an answer without news.
    received_us: when its last byte was read, before decoding; client clock.
    opened_us: when this feed asked to be told, or a poll again after a break; ticks published
        before it were waiting already, so they say nothing about the feed's latency; client
        clock.
    cursor: continues behind this delivery.
    as_of_us: the feed knows all that was published up to here; server clock.
    complete: False if the feed learnt that it missed ticks which it cannot get any more.
    rewound: the server put an older copy of its tape back, which ends before what came of it;
        what comes goes on from its end. Then it is not complete, and places and counts of
        before mean nothing any more, as on another tape.
    scheduled_us: when the poll that brought it was due (interval poll only); client clock.
    limited_until_us: this is an answer that says only to ask no sooner than then (429);
        client clock.
    asked_us: when the request that brought it left (long poll only); client clock.
    sent_us: when the server sent it; server clock; None where the transport does not say (SSE).
    decoded_us: when its ticks were there to be used; client clock.
    """

    ticks: list[Tick]
    received_us: int
    opened_us: int
    cursor: Cursor
    as_of_us: int
    complete: bool = True
    rewound: bool = False
    scheduled_us: int | None = None
    limited_until_us: int | None = None
    asked_us: int | None = None
    sent_us: int | None = None
    decoded_us: int | None = None
