"""What a row of a recording says: a moment, a symbol, a price or a quote."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from server.sources.base import Print

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LAST_US = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND


class RowError(ValueError):
    """A header or a row that cannot be used; the message names the value, not the line."""


class Columns:
    """Where a header says that things are; reads the rows below it.

    It must name ``ts``, ``symbol``, and ``price`` or both ``bid`` and ``ask``; ``size`` may
    be there; other columns are ignored. The order is free.

    Raises:
        RowError: a column is missing or there twice.
    """

    def __init__(self, header: Sequence[str]) -> None:
        names = [name.strip().lower() for name in header]
        if not any(names):
            raise RowError("there is no header, which must name the columns")
        for name in ("ts", "symbol", "price", "size", "bid", "ask"):
            if names.count(name) > 1:
                raise RowError(f"the header names the column {name!r} more than once")
        for name in ("ts", "symbol"):
            if name not in names:
                raise RowError(f"the header has no column {name!r}")
        if "price" not in names and not {"bid", "ask"} <= set(names):
            raise RowError("the header has neither a column 'price' nor both 'bid' and 'ask'")
        place = {name: index for index, name in enumerate(names)}
        self._width = len(names)
        self._ts, self._symbol = place["ts"], place["symbol"]
        self._price, self._size = place.get("price"), place.get("size")
        self._bid, self._ask = place.get("bid"), place.get("ask")

    def print(self, row: Sequence[str]) -> tuple[int, Print]:
        """The moment of a row, µs since the Unix epoch, and its print.

        A quote without a price gets the midpoint, unrounded.

        Raises:
            RowError: it is not one.
        """
        if len(row) != self._width:
            raise RowError(f"the header names {self._width} columns, and here are {len(row)}")
        price = _number(row, self._price, "a price")
        size = _number(row, self._size, "a size")
        bid = _number(row, self._bid, "a bid")
        ask = _number(row, self._ask, "an ask")
        if size is not None and size < 0:
            raise RowError(f"{size:g} is not a size; a size is never negative")
        if price is None:
            if bid is None or ask is None:
                raise RowError("there is neither a price nor both a bid and an ask")
            price = bid / 2 + ask / 2
        time_us = _micros(row[self._ts])
        return time_us, Print(row[self._symbol].strip(), time_us, price, size, bid, ask)

    def day(self, row: Sequence[str]) -> date:
        """The date of a row that is a print, in the zone that it is written in."""
        text = row[self._ts].strip()
        return _written(text).date() if not _is_whole(text) else _at(int(text)).date()


def _number(row: Sequence[str], place: int | None, what: str) -> float | None:
    """The number in a column; None if there is no such column or nothing in it."""
    if place is None or not (text := row[place].strip()):
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in text:  # Python would read 1_000
        raise RowError(f"{text[:40]!r} is not {what}")
    return value


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _micros(text: str) -> int:
    """µs since the Unix epoch, from such a number or an ISO 8601 time with its zone."""
    text = text.strip()
    if not _is_whole(text):
        return (_written(text) - _EPOCH) // _MICROSECOND
    if len(text) > 18 or int(text) > _LAST_US:
        raise RowError(f"{text[:40]!r} is not a time in microseconds since 1970")
    return int(text)


def _at(time_us: int) -> datetime:
    return _EPOCH + time_us * _MICROSECOND


def _written(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise RowError(f"{text[:40]!r} is not a time, such as 2014-09-17T09:30:00Z") from error
    if moment.tzinfo is None:
        raise RowError(f"{text[:40]!r} has no time zone; write Z or an offset such as -04:00")
    return moment
