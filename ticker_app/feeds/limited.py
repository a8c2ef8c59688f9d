"""A server that wants to be asked less, while all else is well."""

from __future__ import annotations

import math

from msgspec.structs import replace

from ticker_app.arrival import Arrival
from ticker_app.backoff import spread_s
from ticker_app.feeds.base import FeedError


def told_to_wait(error: FeedError, last: Arrival | None, now_us: int, *, luck: float) -> Arrival:
    """What a pull delivers when it was told to come back later: no ticks, and until when.

    Never before the server wants it, and by chance later: it told many the same.

    Args:
        error: what the request came to.
        last: what the feed delivered before, None if nothing.
        now_us: client clock.
        luck: a random number from 0 to below 1.

    Raises:
        FeedError: the same error, if it is no such thing or nothing was delivered before.
    """
    if not error.limited or error.retry_after_s is None or last is None:
        raise error
    wait_s = error.retry_after_s + luck * spread_s(error.retry_after_s)
    return replace(
        last,
        ticks=[],
        received_us=now_us,
        complete=True,
        rewound=False,
        scheduled_us=None,
        asked_us=None,
        sent_us=None,
        decoded_us=None,
        limited_until_us=now_us + math.ceil(wait_s * 1e6),
    )


def waiting_s(arrival: Arrival) -> float:
    """For how long nothing is asked after an arrival because the server wants that."""
    if arrival.limited_until_us is None:
        return 0.0
    return (arrival.limited_until_us - arrival.received_us) / 1e6
