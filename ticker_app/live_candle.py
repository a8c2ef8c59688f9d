"""The candle that the next tick may still change."""

from __future__ import annotations

from server.wire import Tick


class LiveCandle:
    """The newest candle of a series. start_us: server clock."""

    __slots__ = ("close", "high", "low", "open", "start_us", "trades", "volume")

    def __init__(
        self,
        start_us: int,
        open_: float,
        high: float,
        low: float,
        close: float,
        volume: float,
        trades: int,
    ) -> None:
        self.start_us = start_us
        self.open, self.high, self.low, self.close = open_, high, low, close
        self.volume = volume
        self.trades = trades

    @classmethod
    def begun_by(cls, tick: Tick, start_us: int) -> LiveCandle:
        """The first tick of a candle that starts then."""
        price = tick.price
        return cls(start_us, price, price, price, price, tick.size or 0.0, 1)

    def add(self, tick: Tick) -> None:
        """One tick more."""
        self.high = max(self.high, tick.price)
        self.low = min(self.low, tick.price)
        self.close = tick.price
        self.volume += tick.size or 0.0
        self.trades += 1

    def row(self) -> tuple[int, float, float, float, float, float, int]:
        """Its values in the order of the columns."""
        prices = self.open, self.high, self.low, self.close
        return self.start_us, *prices, self.volume, self.trades
