"""Candles: open, high, low, close and volume of each symbol, kept up as ticks come."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from server.wire import Candle, Tick

INTERVALS: dict[str, int] = {
    "1s": 1_000_000,
    "5s": 5_000_000,
    "15s": 15_000_000,
    "1m": 60_000_000,
    "5m": 300_000_000,
    "15m": 900_000_000,
    "1h": 3_600_000_000,
}
"""Every interval that has candles: its name and its length in µs."""

RETAINED = 25_000
"""Candles per symbol and interval: a trading session of 6.5 hours, second for second."""


class CandlePage(Struct, frozen=True):
    """Some of the candles of a symbol, oldest first. more: older ones are held."""

    candles: list[Candle]
    more: bool


class _OpenCandle:
    """The candle that the next tick may still change. start, end: µs, server clock."""

    __slots__ = ("close", "end", "high", "low", "open", "start", "trades", "volume")

    def __init__(self, interval_us: int, tick: Tick) -> None:
        self.start = tick.time - tick.time % interval_us
        self.end = self.start + interval_us
        self.open = self.high = self.low = self.close = tick.price
        self.volume = tick.size or 0.0
        self.trades = 1

    def add(self, tick: Tick) -> None:
        price = tick.price
        if price > self.high:
            self.high = price
        elif price < self.low:
            self.low = price
        self.close = price
        self.volume += tick.size or 0.0
        self.trades += 1

    def frozen(self) -> Candle:
        return Candle(
            self.start, self.open, self.high, self.low, self.close, self.volume, self.trades
        )


class _Closed:
    """Closed candles, oldest first: a ring of packed rows that forgets its oldest.

    As objects they would take six times the memory.
    """

    __slots__ = ("_first", "_retain", "_rows")

    _row = struct.Struct("=qdddddq")

    def __init__(self, retain: int) -> None:
        self._retain = retain
        self._rows = bytearray()
        self._first = 0

    def __len__(self) -> int:
        return len(self._rows) // self._row.size

    def append(self, candle: _OpenCandle) -> None:
        row = self._row.pack(
            candle.start,
            candle.open,
            candle.high,
            candle.low,
            candle.close,
            candle.volume,
            candle.trades,
        )
        if len(self) < self._retain:
            self._rows += row
        elif self._retain:
            self._rows[self._first * len(row) : (self._first + 1) * len(row)] = row
            self._first = (self._first + 1) % self._retain

    def drop_oldest(self) -> None:
        """A full ring has forgotten its oldest by itself."""
        if len(self) < self._retain:
            del self._rows[: self._row.size]

    def before(self, start: int) -> int:
        """How many candles start before that."""
        return bisect_left(range(len(self)), start, key=lambda index: self._at(index)[0])

    def slice(self, first: int, end: int) -> list[Candle]:
        """The candles from one index to below another."""
        size, count = self._row.size, len(self)
        # In memory: up to its end, and from its beginning on; either may be empty.
        first, end = self._first + first, self._first + end
        old = self._rows[first * size : min(end, count) * size]
        new = self._rows[max(first - count, 0) * size : max(end - count, 0) * size]
        return [Candle(*row) for row in self._row.iter_unpack(old + new)]

    def _at(self, index: int) -> tuple[int, float, float, float, float, float, int]:
        place = (self._first + index) % len(self) * self._row.size
        return self._row.unpack_from(self._rows, place)


class _Series:
    """The candles of one symbol at one interval, oldest first; the last one is open."""

    __slots__ = ("_closed", "_interval_us", "_open")

    def __init__(self, interval_us: int, retain: int) -> None:
        self._interval_us = interval_us
        self._open: _OpenCandle | None = None
        self._closed = _Closed(retain - 1)

    def add(self, tick: Tick) -> None:
        if self._open is None:
            self._open = _OpenCandle(self._interval_us, tick)
        elif tick.time < self._open.end:
            self._open.add(tick)
        else:
            self._closed.append(self._open)
            self._open = _OpenCandle(self._interval_us, tick)

    def drop_oldest(self) -> None:
        if len(self._closed):
            self._closed.drop_oldest()
        else:
            self._open = None

    def page(self, limit: int, before: int | None) -> CandlePage:
        end, last = len(self._closed), [*self._open_before(before)]
        if before is not None:
            end = self._closed.before(before)
        first = max(0, end + len(last) - limit)
        return CandlePage([*self._closed.slice(first, end), *last], more=first > 0)

    def _open_before(self, before: int | None) -> Iterator[Candle]:
        if self._open is not None and (before is None or self._open.start < before):
            yield self._open.frozen()


class CandleBook:
    """The newest candles of every symbol at every interval, by publication time.

    ``add`` takes what a tape publishes, so it can listen to one; each tick costs the same
    however many candles are held. An interval without ticks has no candle.

    Args:
        symbols: every symbol that will ever come.
        retain: candles kept per symbol and interval, the open one among them; at least 1.
    """

    def __init__(self, symbols: Iterable[str], retain: int) -> None:
        self._series = {
            symbol: {name: _Series(us, retain) for name, us in INTERVALS.items()}
            for symbol in symbols
        }

    def add(self, ticks: Sequence[Tick]) -> None:
        """Count these ticks in, in their order; ``time`` never decreases.

        Raises:
            KeyError: a tick of a symbol that is not in this book.
        """
        for tick in ticks:
            for series in self._series[tick.symbol].values():
                series.add(tick)

    def drop_oldest(self, symbol: str) -> None:
        """Forget the first candle of every interval: it was not seen from its beginning."""
        for series in self._series[symbol].values():
            series.drop_oldest()

    def page(self, symbol: str, interval: str, limit: int, before: int | None = None) -> CandlePage:
        """The newest ``limit`` candles (at least 1), oldest first, the last one still open.

        What a page costs depends on its length only, not on how many candles are held.

        Args:
            symbol: whose.
            interval: one of ``INTERVALS``.
            limit: at most so many.
            before: only those that start before this, µs, server clock; None: all.

        Raises:
            KeyError: an unknown symbol or interval.
        """
        return self._series[symbol][interval].page(limit, before)
