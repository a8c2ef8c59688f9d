"""A small random market: prices that move together, on a grid, between a bid and an ask.

Pure: everything follows from the seed. The wall clock and the pace of the reader never
enter, so the same seed gives the same prints in the same order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from server.sources.base import Print
from server.sources.pace import Schedule

TICKS_PER_UNIT = 100
"""Prices are whole cents."""
DECIMALS = 2

YEAR_S = 252 * 6.5 * 3600
"""Seconds of trading in a year, which yearly volatilities refer to."""


class _Stock:
    """One symbol: a geometric Brownian motion that follows the market in part.

    Args:
        symbol: what to call it.
        random: draws its start price, volatility, tie to the market and spread.
    """

    __slots__ = ("_log_price", "_market", "_own", "_spread", "_symbol", "_time_s", "_with_market")

    def __init__(self, symbol: str, random: Random) -> None:
        volatility = random.uniform(0.15, 0.60) / math.sqrt(YEAR_S)
        correlation = random.uniform(0.30, 0.75)
        self._symbol = symbol
        self._log_price = random.uniform(math.log(12), math.log(400))
        self._with_market = volatility * correlation
        self._own = volatility * math.sqrt(1 - correlation**2)
        self._spread = math.exp(random.uniform(math.log(1e-4), math.log(8e-4)))
        self._time_s = self._market = 0.0

    def trade(self, time_s: float, market: float, random: Random) -> Print:
        """A trade at the bid, at the ask, or at times between them.

        market: the common factor, a Brownian motion with variance 1 per second.
        """
        self._move(time_s, market, random)
        bid, ask = self._quote(random)
        if ask - bid > 1 and random.random() < 0.1:
            price = bid + 1 + int(random.random() * (ask - bid - 1))
        else:
            price = bid if random.random() < 0.5 else ask
        return Print(
            self._symbol,
            None,
            price / TICKS_PER_UNIT,
            100.0 * math.ceil(math.exp(random.gauss(0.3, 1.0))),
            bid / TICKS_PER_UNIT,
            ask / TICKS_PER_UNIT,
        )

    def _move(self, time_s: float, market: float, random: Random) -> None:
        own = math.sqrt(time_s - self._time_s) * random.gauss(0.0, 1.0)
        self._log_price += self._with_market * (market - self._market) + self._own * own
        self._time_s, self._market = time_s, market

    def _quote(self, random: Random) -> tuple[int, int]:
        """Bid and ask around the fair price, in cents, at least one cent each and apart."""
        fair = math.exp(self._log_price) * TICKS_PER_UNIT
        wider = random.random() < 0.15
        spread = max(1, round(fair * self._spread)) + wider
        bid = max(1, round(fair - spread / 2))
        return bid, bid + spread


def simulate(symbols: Sequence[str], rate_hz: float, seed: int) -> Schedule:
    """Endless trades: one of each symbol at the start, then each at its own Poisson times.

    rate_hz: trades a second and symbol. Independent Poisson streams of one rate are one
    stream of the sum of the rates in which every symbol is as likely as any other.
    """
    random = Random(seed)
    stocks = [_Stock(symbol, random) for symbol in symbols]
    for stock in stocks:
        yield 0, stock.trade(0.0, 0.0, random)
    time_s = market = 0.0
    while True:
        gap_s = random.expovariate(rate_hz * len(stocks))
        time_s += gap_s
        market += math.sqrt(gap_s) * random.gauss(0.0, 1.0)
        stock = stocks[int(random.random() * len(stocks))]
        yield int(time_s * 1e6), stock.trade(time_s, market, random)
