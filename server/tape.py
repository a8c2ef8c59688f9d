"""The tape: a bounded memory of ticks, the one thing that every reading reads.

It gives each print its place (``seq``, ``count``) and its time, and knows what followed a
cursor and whether it still holds all of it. It does no I/O and has no tasks; those who want
to hear of new ticks ask to be called. A shared engine could stand behind the same methods.
"""

from __future__ import annotations

import secrets
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from operator import attrgetter

from msgspec import Struct

from server.sources.base import Print
from server.wire import Clock, Cursor, Tick

Listener = Callable[[Sequence[Tick]], None]


class Page(Struct, frozen=True):
    """What followed a cursor.

    ticks: oldest first.  cursor: continues behind them.
    complete: False if ticks that followed the cursor asked for are no longer held, or the
    cursor is of another epoch.
    more: the limit cut it short.
    """

    ticks: list[Tick]
    cursor: Cursor
    complete: bool
    more: bool


class _Track:
    """The ticks of one symbol: a ring that forgets its oldest."""

    def __init__(self, retain: int) -> None:
        self._retain = retain
        self._ring: list[Tick] = []
        self._start = 0
        self.count = 0
        self.first: Tick | None = None
        self.forgotten_seq = 0
        """seq of the newest tick that was dropped, 0 while none was."""

    def __len__(self) -> int:
        return len(self._ring)

    def __getitem__(self, index: int) -> Tick:
        return self._ring[(self._start + index) % len(self._ring)]

    def append(self, tick: Tick) -> None:
        self.count = tick.count
        if self.first is None:
            self.first = tick
        if len(self._ring) < self._retain:
            self._ring.append(tick)
            return
        self.forgotten_seq = self._ring[self._start].seq
        self._ring[self._start] = tick
        self._start = (self._start + 1) % self._retain

    def newest(self) -> Tick | None:
        return self[len(self) - 1] if self._ring else None

    def after(self, seq: int) -> Iterator[Tick]:
        """The ticks with a greater seq, oldest first."""
        index = bisect_right(range(len(self)), seq, key=lambda i: self[i].seq)
        return (self[i] for i in range(index, len(self)))

    def newest_first(self) -> Iterator[Tick]:
        return (self[i] for i in reversed(range(len(self))))


class Tape:
    """A bounded memory of ticks of a fixed set of symbols.

    Args:
        symbols: every symbol that will ever be on this tape.
        retain: ticks kept per symbol, at least 1.
        clock: gives the publication time; one that goes back is waited for.
        keep: called with every batch before anyone else hears of it; what it raises ends the
            publishing, and then nobody hears of that batch.
        epoch: the name of this life of the tape; a fresh random one by default.
    """

    def __init__(
        self,
        symbols: Iterable[str],
        *,
        retain: int,
        clock: Clock,
        epoch: str | None = None,
        keep: Listener | None = None,
    ) -> None:
        self.epoch = epoch or secrets.token_hex(4)
        self.seq = 0
        self._newest_us = 0
        self._clock = clock
        self._keep = keep
        self._tracks = {symbol: _Track(retain) for symbol in symbols}
        self._listeners: list[Listener] = []

    @property
    def cursor(self) -> Cursor:
        """Where the tape stands: behind its newest tick."""
        return Cursor(self.epoch, self.seq)

    @property
    def symbols(self) -> tuple[str, ...]:
        """Every symbol of this tape, in the source's order."""
        return tuple(self._tracks)

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._tracks

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every batch that is published; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, prints: Sequence[Print]) -> list[Tick]:
        """Give prints their place and time, keep them, and tell the listeners.

        Raises:
            KeyError: a print of a symbol that is not on this tape.
        """
        now_us = max(self._clock(), self._newest_us)
        ticks = self._placed(prints, now_us)
        if self._keep is not None:
            self._keep(ticks)
        for tick in ticks:
            self._take(tick)
        for listener in tuple(self._listeners):
            listener(ticks)
        return ticks

    def restore(self, symbol: str, first: Tick, forgotten_seq: int) -> None:
        """Begin a symbol with what an earlier server knew of it; its ticks are to be ``recall``ed.

        forgotten_seq: of the newest tick that is no longer held, 0 while none was dropped.
        """
        track = self._tracks[symbol]
        track.first, track.forgotten_seq = first, forgotten_seq

    def recall(self, ticks: Iterable[Tick]) -> None:
        """Hold ticks of this same tape that an earlier server published, oldest first."""
        for tick in ticks:
            self._take(tick)

    def _placed(self, prints: Sequence[Print], now_us: int) -> list[Tick]:
        counts: dict[str, int] = {}
        ticks = []
        for seq, print_ in enumerate(prints, self.seq + 1):
            symbol = print_.symbol
            counts[symbol] = count = counts.get(symbol, self._tracks[symbol].count) + 1
            price, size, bid, ask = print_.price, print_.size, print_.bid, print_.ask
            venue_time = print_.venue_time
            ticks.append(Tick(symbol, seq, count, now_us, venue_time, price, size, bid, ask))
        return ticks

    def _take(self, tick: Tick) -> None:
        self._tracks[tick.symbol].append(tick)
        self.seq, self._newest_us = tick.seq, tick.time

    def first(self, symbol: str) -> Tick | None:
        """The first tick that this tape ever had of a symbol, held or not."""
        return self._tracks[symbol].first

    def newest(self, symbols: Iterable[str]) -> list[Tick]:
        """The newest tick of each symbol that has one, in the order asked for."""
        found = (self._tracks[symbol].newest() for symbol in symbols)
        return [tick for tick in found if tick is not None]

    def last(self, symbols: Iterable[str], limit: int) -> Page:
        """The newest ``limit`` (at least 1) ticks of these symbols together, oldest first."""
        # Merged lazily, here and in ``after``: a page of many symbols costs what it holds.
        runs = [self._tracks[symbol].newest_first() for symbol in symbols]
        ticks = list(islice(merge(*runs, key=attrgetter("seq"), reverse=True), limit))
        ticks.reverse()
        return Page(ticks, self.cursor, complete=True, more=False)

    def after(self, symbols: Iterable[str], cursor: Cursor, limit: int) -> Page:
        """What followed ``cursor``, at most ``limit`` (at least 1) ticks.

        A cursor of another epoch, or one from beyond this tape's end, gets all that is held
        and ``complete`` False.
        """
        tracks = [self._tracks[symbol] for symbol in symbols]
        known = self.cursor.follows(cursor)
        seq = cursor.seq if known else 0
        complete = known and all(track.forgotten_seq <= seq for track in tracks)
        runs = [track.after(seq) for track in tracks]
        ticks = list(islice(merge(*runs, key=attrgetter("seq")), limit + 1))
        more = len(ticks) > limit
        del ticks[limit:]
        end = Cursor(self.epoch, ticks[-1].seq) if more else self.cursor
        return Page(ticks, end, complete, more)
