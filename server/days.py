"""The day so far of each symbol: open, high, low and volume, kept up as ticks come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from server.wire import Day, Tick

DAY_US = 86_400_000_000


class _OpenDay:
    """The day of one symbol that the next tick may still change. end: µs, server clock."""

    __slots__ = ("count", "end", "high", "low", "open", "since", "start", "trades", "volume")

    def __init__(self, tick: Tick) -> None:
        self.start = tick.time - tick.time % DAY_US
        self.end = self.start + DAY_US
        self.since = tick.time
        self.open = self.high = self.low = tick.price
        self.volume = tick.size
        self.trades = 1
        self.count = tick.count

    def add(self, tick: Tick) -> None:
        price = tick.price
        if price > self.high:
            self.high = price
        elif price < self.low:
            self.low = price
        if tick.size is not None:
            self.volume = (self.volume or 0.0) + tick.size
        self.trades += 1
        self.count = tick.count


class DayBook:
    """The newest day of every symbol that has ticks in it, by publication time in UTC.

    ``add`` takes what a tape publishes, so it can listen to one.
    """

    def __init__(self) -> None:
        self._days: dict[str, _OpenDay] = {}

    def add(self, ticks: Sequence[Tick]) -> None:
        """Count these ticks in, in their order; ``time`` never decreases."""
        days = self._days
        for tick in ticks:
            day = days.get(tick.symbol)
            if day is not None and tick.time < day.end:
                day.add(tick)
            else:
                days[tick.symbol] = _OpenDay(tick)

    def days(self, symbols: Iterable[str], now_us: int) -> list[Day]:
        """Of the day that ``now_us`` lies in, in the order asked for.

        A symbol that was silent all day is left out.
        """
        found = ((symbol, self._days.get(symbol)) for symbol in symbols)
        return [
            Day(
                symbol,
                day.start,
                day.since,
                day.open,
                day.high,
                day.low,
                day.volume,
                day.trades,
                day.count,
            )
            for symbol, day in found
            if day is not None and now_us < day.end
        ]
