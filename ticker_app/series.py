"""Fixed-size rings of what was seen and what was published, for the plots."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from server.wire import Tick
from ticker_app.rows import Rows

CAPACITY = 20_000

_EPOCH_SHIFT = 44
"""A key is ``epoch index << 44 | count``: sorted by epoch, then by count, in one int64."""
MOST_EPOCHS = 1 << (62 - _EPOCH_SHIFT)


def epoch_of(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The epoch index of each key."""
    return keys >> _EPOCH_SHIFT


class Kind(IntEnum):
    """How a price came onto the screen; each has its colour."""

    HISTORY = 0
    PUSHED = 1
    POLLED = 2


class Published(Struct, frozen=True, gc=False):
    """A tick with its publication time moved onto the client clock, µs."""

    tick: Tick
    published_us: int


class SeenColumns(NamedTuple):
    """What was on the screen, oldest first, every array ``(n,)`` and read-only.

    shown_us, published_us: µs, client clock; ``shown_us`` never decreases. History was never
    shown as it happened: it stands at its publication.
    key: (epoch, count) in one number, never decreasing.
    kind: values of `Kind`.  broken: not joined to the row before.
    """

    shown_us: NDArray[np.int64]
    published_us: NDArray[np.int64]
    price: NDArray[np.float64]
    key: NDArray[np.int64]
    kind: NDArray[np.int8]
    broken: NDArray[np.bool_]


class PublishedColumns(NamedTuple):
    """All ticks known to have been published, whoever told: ``(n,)`` each, read-only.

    key: increasing.  published_us: µs, client clock, never decreasing.
    """

    published_us: NDArray[np.int64]
    price: NDArray[np.float64]
    key: NDArray[np.int64]


_SEEN_TYPES = {
    "shown_us": np.int64,
    "published_us": np.int64,
    "price": np.float64,
    "key": np.int64,
    "kind": np.int8,
    "broken": np.bool_,
}
_PUBLISHED_TYPES = {"published_us": np.int64, "price": np.float64, "key": np.int64}


class SymbolSeries:
    """What was seen of one symbol, and what was published meanwhile.

    Everything is kept by the symbol's ``count``; a new epoch of the tape starts counting
    again, and its points stand behind the old ones.

    revision: grows with every change.
    identity: the same as long as it tells of the same symbol on the same screen; what it was
        at one moment has that of the series it was taken from.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        """capacity: points kept of what was seen, and as many of what was published."""
        self.revision = 0
        self.identity = id(self)
        self._seen = Rows(_SEEN_TYPES, capacity)
        self._published = Rows(_PUBLISHED_TYPES, capacity)
        self._epoch = 0
        self._epoch_floor_us = 0
        self._newest_delivered = -1
        self._break_next = False

    @property
    def seen(self) -> SeenColumns:
        """What was on the screen."""
        return SeenColumns(*(self._seen[name] for name in _SEEN_TYPES))

    @property
    def published(self) -> PublishedColumns:
        """What was published, as far as anyone told."""
        return PublishedColumns(*(self._published[name] for name in _PUBLISHED_TYPES))

    def see(self, tick: Tick, published_us: int, shown_us: int, kind: Kind) -> None:
        """A tick came onto the screen at ``shown_us``. Also known as published from now on.

        One that is not newer than what the lane has delivered already changes nothing.
        """
        key = self._key(tick)
        self._know_one(key, published_us, tick.price)
        if key <= self._newest_delivered:
            return
        self._drop_history_behind(key)
        if len(self._seen):
            shown_us = max(shown_us, int(self._seen["shown_us"][-1]))
        self._seen.append(shown_us, published_us, tick.price, key, kind, self._break_next)
        self._newest_delivered = key
        self._break_next = False
        self.revision += 1

    def fill(self, ticks: Sequence[Published]) -> None:
        """History from the server, oldest first: drawn where nothing was seen before it,
        and known as published. May overlap what is there."""
        known = self._of_this_epoch(ticks)
        if len(known.key):
            self._know(known)
            self._put_history(known)
            self.revision += 1

    def publish(self, ticks: Sequence[Published]) -> None:
        """What the reference reading learnt, oldest first. May overlap what is there."""
        known = self._of_this_epoch(ticks)
        if len(known.key):
            self._know(known)

    def bound(self, capacity: int) -> None:
        """Keep so many points at most from now on; of more than that the newest stay."""
        for rows, _ in self._moments():
            rows.bound(capacity)
        self.revision += 1

    def break_line(self) -> None:
        """Ticks are missing that nobody can bring: the next point is not joined to the last."""
        self._break_next = True

    def begin_epoch(self) -> None:
        """The server's tape began anew: counts start again; the line breaks."""
        if self._epoch == MOST_EPOCHS:
            self._forget_all()
        self._epoch += 1
        self._break_next = True
        ends = (rows[name][-1:] for rows, name in self._moments())
        self._epoch_floor_us = max((int(end[0]) for end in ends if len(end)), default=0)

    def _forget_all(self) -> None:
        """A server that begins anew every second does so for days before this happens."""
        for rows, _ in self._moments():
            rows.clear()
        self._epoch, self._newest_delivered = 0, -1

    def _moments(self) -> tuple[tuple[Rows, str], ...]:
        return (self._seen, "shown_us"), (self._published, "published_us")

    def _key(self, tick: Tick) -> int:
        return self._epoch << _EPOCH_SHIFT | tick.count

    def _of_this_epoch(self, ticks: Sequence[Published]) -> PublishedColumns:
        """As columns, by key and each key once.

        A tape that began anew may hold what happened before it, replayed; the old epoch's
        points tell of that time already, so what lies before their end is left out.
        """
        own = [known for known in ticks if known.published_us >= self._epoch_floor_us]
        key = np.array([self._key(known.tick) for known in own], np.int64)
        key, first = np.unique(key, return_index=True)
        moments = np.array([known.published_us for known in own], np.int64)
        prices = np.array([known.tick.price for known in own], np.float64)
        return PublishedColumns(moments[first], prices[first], key)

    def _know_one(self, key: int, published_us: int, price: float) -> None:
        if not len(self._published) or key > self._published["key"][-1]:
            if len(self._published):
                published_us = max(published_us, int(self._published["published_us"][-1]))
            self._published.append(published_us, price, key)
            self.revision += 1
        else:
            one = np.array([published_us]), np.array([price]), np.array([key])
            self._know(PublishedColumns(*one))

    def _know(self, more: PublishedColumns) -> None:
        """Merge by key; of two that tell of the same tick the first stays."""
        held = self.published
        if np.isin(more.key, held.key).all():
            return
        key, first = np.unique(np.concatenate([held.key, more.key]), return_index=True)
        published_us = np.concatenate([held.published_us, more.published_us])[first]
        price = np.concatenate([held.price, more.price])[first]
        # The clock offset is measured anew all the time, so neighbours may be told a few
        # microseconds out of order.
        published_us = np.maximum.accumulate(published_us)
        self._published.replace({"published_us": published_us, "price": price, "key": key})
        self.revision += 1

    def _drop_history_behind(self, key: int) -> None:
        """History that the lane has not delivered is not on the screen once the lane runs."""
        seen = self.seen
        cut = int(np.searchsorted(seen.key, key, side="right"))
        if cut < len(seen.key):
            self._break_next |= bool(seen.broken[cut:].any())
            self._seen.replace({name: self._seen[name][:cut] for name in _SEEN_TYPES})

    def _put_history(self, known: PublishedColumns) -> None:
        """Put what is older than this epoch's first delivery before it."""
        seen = self.seen
        begin = int(np.searchsorted(seen.key, self._epoch << _EPOCH_SHIFT))
        live = begin + int(np.count_nonzero(seen.kind[begin:] == Kind.HISTORY))
        delivered = live < len(seen.key)
        history = self._joined_history(seen, slice(begin, live), known)
        if not len(history.key):
            return
        history.broken[0] = seen.broken[begin] if begin < len(seen.key) else self._break_next
        olds: Sequence[NDArray[Any]] = seen
        puts: Sequence[NDArray[Any]] = history
        joined = {
            name: np.concatenate([old[:begin], put, old[live:]])
            for name, old, put in zip(_SEEN_TYPES, olds, puts, strict=True)
        }
        if begin == live and delivered:
            joined["broken"][begin + len(history.key)] = False
        elif not delivered:
            self._break_next = False
        self._seen.replace(joined)

    @staticmethod
    def _joined_history(seen: SeenColumns, there: slice, known: PublishedColumns) -> SeenColumns:
        """The history rows ``there`` together with what is ``known``, ready to be put there."""
        older = known.key < seen.key[there.stop] if there.stop < len(seen.key) else slice(None)
        key = np.concatenate([seen.key[there], known.key[older]])
        key, first = np.unique(key, return_index=True)
        moments = np.concatenate([seen.published_us[there], known.published_us[older]])[first]
        shown_us = np.maximum.accumulate(moments)
        if there.stop < len(seen.key):
            shown_us = np.minimum(shown_us, seen.shown_us[there.stop])
        if there.start:
            shown_us = np.maximum(shown_us, seen.shown_us[there.start - 1])
        price = np.concatenate([seen.price[there], known.price[older]])[first]
        kind = np.full(len(key), Kind.HISTORY, np.int8)
        # What the tape forgot while nobody listened is a hole, and is drawn as one.
        broken = np.diff(key, prepend=key[:1]) > 1
        return SeenColumns(shown_us, moments, price, key, kind, broken)
