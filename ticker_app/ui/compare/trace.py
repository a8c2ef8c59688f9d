"""What each lane showed of the charted symbol, as columns that the curves can read."""

from __future__ import annotations

from collections.abc import Reversible
from typing import Protocol, TypeVar

import numpy as np

from ticker_app.rows import Rows
from ticker_app.series import Kind, PublishedColumns, SeenColumns

CAPACITY = 20_000
_SEEN = {"shown_us": np.int64, "published_us": np.int64, "price": np.float64, "key": np.int64}
_PUBLISHED = {"published_us": np.int64, "price": np.float64, "key": np.int64}


class Told(Protocol):
    """A tick that was published: count is the symbol's running number; client clock."""

    @property
    def count(self) -> int: ...
    @property
    def published_us(self) -> int: ...
    @property
    def price(self) -> float: ...


class Shown(Told, Protocol):
    """A tick that a lane delivered at ``received_us``, client clock."""

    @property
    def received_us(self) -> int: ...


class LaneTrace:
    """Follows what a lane delivers, oldest first, without reading anything twice."""

    def __init__(self) -> None:
        self._rows = Rows(_SEEN, CAPACITY)
        self._newest: Shown | None = None

    def follow(self, steps: Reversible[Shown]) -> bool:
        """Take what came since the last time; True if anything did."""
        more, goes_on = _since(self._newest, steps)
        if not goes_on:
            self._rows = Rows(_SEEN, CAPACITY)
        for step in more:
            self._rows.append(step.received_us, step.published_us, step.price, step.count)
        self._newest = more[-1] if more else (self._newest if goes_on else None)
        return bool(more) or not goes_on

    @property
    def seen(self) -> SeenColumns:
        """What was on the lane."""
        rows = self._rows
        length = len(rows)
        return SeenColumns(
            rows["shown_us"],
            rows["published_us"],
            rows["price"],
            rows["key"],
            np.full(length, Kind.PUSHED, np.int8),
            np.zeros(length, np.bool_),
        )


class PublishedTrace:
    """Follows what the reference reading learns, in the same way."""

    def __init__(self) -> None:
        self._rows = Rows(_PUBLISHED, CAPACITY)
        self._newest: Told | None = None

    def follow(self, known: Reversible[Told]) -> bool:
        """Take what was learnt since the last time; True if anything was."""
        more, goes_on = _since(self._newest, known)
        if not goes_on:
            self._rows = Rows(_PUBLISHED, CAPACITY)
        for one in more:
            published_us = one.published_us
            if len(self._rows):
                # The clock offset is measured anew all the time.
                published_us = max(published_us, int(self._rows["published_us"][-1]))
            self._rows.append(published_us, one.price, one.count)
        self._newest = more[-1] if more else (self._newest if goes_on else None)
        return bool(more) or not goes_on

    @property
    def published(self) -> PublishedColumns:
        """What was published."""
        rows = self._rows
        return PublishedColumns(rows["published_us"], rows["price"], rows["key"])


_One = TypeVar("_One", bound=Told)


def _since(newest: _One | None, rows: Reversible[_One]) -> tuple[list[_One], bool]:
    """The rows behind the newest, oldest first; False: it has gone, and these are all."""
    more: list[_One] = []
    for row in reversed(rows):
        if row is newest:
            return more[::-1], True
        more.append(row)
    return more[::-1], newest is None
