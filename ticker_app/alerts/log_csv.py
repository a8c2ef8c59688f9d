"""The log as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from ticker_app.alerts.firing import Entry, Firing, Unseen
from ticker_app.choice import lane_name

COLUMNS = (
    "outcome",
    "symbol",
    "condition",
    "level",
    "percent",
    "window_s",
    "direction",
    "price",
    "mode",
    "lane",
    "first_published",
    "seen_published",
    "fired",
    "delay_us",
    "delay_is",
    "counts",
    "times",
    "note",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def log_csv(entries: Iterable[Entry]) -> str:
    """CSV with a header, a line for each entry in the order given.

    Times are ISO 8601 in UTC by the client's clock; what is not known is empty.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        known = _of_unseen(entry) if isinstance(entry, Unseen) else _of_firing(entry)
        writer.writerow(_of_both(entry) | known)
    return text.getvalue()


def _of_both(entry: Entry) -> dict[str, object]:
    alert = entry.alert
    return {
        "symbol": _plain(alert.symbol),
        "condition": alert.condition.value,
        "level": alert.level,
        "percent": alert.percent,
        "window_s": alert.window_s,
        "direction": "up" if entry.direction > 0 else "down",
        "price": entry.price,
        "mode": entry.choice.mode.value,
        "lane": lane_name(entry.choice),
        "first_published": _iso(entry.first_us),
        "note": _plain(alert.note),
    }


def _of_firing(firing: Firing) -> dict[str, object]:
    return {
        "outcome": "fired",
        "seen_published": _iso(firing.published_us),
        "fired": _iso(firing.fired_us),
        "delay_us": firing.delay_us,
        "delay_is": "exact" if firing.is_exact else "at least",
        "counts": "no" if firing.was_waiting else "yes",
        "times": 1,
    }


def _of_unseen(unseen: Unseen) -> dict[str, object]:
    return {"outcome": "never seen", "times": unseen.times}


def _iso(moment_us: int | None) -> str:
    if moment_us is None:
        return ""
    return (_EPOCH + timedelta(microseconds=moment_us)).isoformat(timespec="microseconds")


def _plain(text: str) -> str:
    """A spreadsheet would run text that begins like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
