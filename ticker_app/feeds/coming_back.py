"""When a server that goes away, or wants to be asked less, asks its clients to come back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

LONGEST_WAIT_S = 3600.0
"""Longer than that no server is left alone, whatever it asks."""

_IN_REASON = re.compile(r"come back in (\d+) s\b", re.ASCII)


def retry_after_s(
    headers: Mapping[str, str], *, now_s: Callable[[], float] = time.time
) -> float | None:
    """What ``Retry-After`` asks for, seconds or a date (RFC 9110 §10.2.3); None: nothing.

    A date is told by the server's own clock, so it is counted from the ``Date`` of the answer.

    Args:
        headers: by names of any case.
        now_s: seconds since the Unix epoch, for an answer without a date of its own.
    """
    asked = headers.get("Retry-After")
    if not asked:
        return None
    if asked.isdecimal():
        return _bounded_s(asked)
    until_s = _moment_s(asked)
    if until_s is None:
        return None
    sent_s = _moment_s(headers.get("Date", ""))
    return min(max(until_s - (now_s() if sent_s is None else sent_s), 0.0), LONGEST_WAIT_S)


def reason_s(reason: str) -> float | None:
    """What the reason of a WebSocket's close asks for, seconds; None: nothing."""
    asked = _IN_REASON.search(reason)
    return None if asked is None else _bounded_s(asked[1])


def retry_field_s(value: str) -> float | None:
    """What ``retry:`` in an event stream asks for, seconds; None: it is to be ignored.

    Only digits count, milliseconds (WHATWG HTML §9.2.6).
    """
    if not (value.isascii() and value.isdecimal()):
        return None
    return min(float(value) / 1000, LONGEST_WAIT_S)


def _bounded_s(digits: str) -> float:
    return min(float(digits), LONGEST_WAIT_S)


def _moment_s(text: str) -> float | None:
    """An HTTP date as seconds since the Unix epoch; None: it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
