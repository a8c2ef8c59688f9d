"""Candles: open, high, low, close and volume of each symbol, kept up as ticks come."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice

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


class _Series:
    """The candles of one symbol at one interval, oldest first; the last one is open."""

    __slots__ = ("_closed", "_interval_us", "_open")

    def __init__(self, interval_us: int, retain: int) -> None:
        self._interval_us = interval_us
        self._open: _OpenCandle | None = None
        self._closed: deque[Candle] = deque(maxlen=retain - 1)

    def add(self, tick: Tick) -> None:
        if self._open is None:
            self._open = _OpenCandle(self._interval_us, tick)
        elif tick.time < self._open.end:
            self._open.add(tick)
        else:
            self._closed.append(self._open.frozen())
            self._open = _OpenCandle(self._interval_us, tick)

    def newest(self, limit: int) -> list[Candle]:
        if self._open is None:
            return []
        newest_first = islice(reversed(self._closed), limit - 1)
        return [*reversed([*newest_first]), self._open.frozen()]


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

    def candles(self, symbol: str, interval: str, limit: int) -> list[Candle]:
        """The newest ``limit`` candles (at least 1), oldest first, the last one still open.

        Raises:
            KeyError: an unknown symbol, or an interval that is not in ``INTERVALS``.
        """
        return self._series[symbol][interval].newest(limit)
