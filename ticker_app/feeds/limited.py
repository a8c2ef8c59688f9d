"""A server that wants to be asked less, while all else is well."""

from __future__ import annotations

from msgspec.structs import replace

from ticker_app.arrival import Arrival
from ticker_app.feeds.base import FeedError


def told_to_wait(error: FeedError, last: Arrival | None, now_us: int) -> Arrival:
    """What a pull delivers when it was told to come back later: no ticks, and until when.

    Args:
        error: what the request came to.
        last: what the feed delivered before, None if nothing.
        now_us: client clock.

    Raises:
        FeedError: the same error, if it is no such thing or nothing was delivered before.
    """
    if not error.limited or error.retry_after_s is None or last is None:
        raise error
    return replace(
        last,
        ticks=[],
        received_us=now_us,
        complete=True,
        scheduled_us=None,
        asked_us=None,
        sent_us=None,
        decoded_us=None,
        limited_until_us=now_us + round(error.retry_after_s * 1e6),
    )
