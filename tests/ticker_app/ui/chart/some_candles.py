"""Candles made for tests of the chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from server.wire import Candle
from tests.ticker_app.ui.standin import NOW_US
from ticker_app.candle_columns import CandleColumns, columns_of

S = 1_000_000
BEGIN_US = NOW_US - 60 * S


def candle(
    number: int, open_: float, close: float, *, volume: float = 10.0, interval_us: int = S
) -> Candle:
    """One that begins so many intervals after `BEGIN_US`, with wicks of one on either side."""
    high, low = max(open_, close) + 1, min(open_, close) - 1
    start_us = BEGIN_US - BEGIN_US % interval_us + number * interval_us
    return Candle(start_us, open_, high, low, close, volume, 3)


def a_walk(numbers: Iterable[int], *, interval_us: int = S) -> list[Candle]:
    """Candles that rise and fall by turns, in these intervals and no others."""
    return [
        candle(n, 98.0 + n % 7, 98.0 + n % 5 + n % 2, volume=10.0 + n % 3, interval_us=interval_us)
        for n in numbers
    ]


def columns(candles: Sequence[Candle]) -> CandleColumns:
    """The same as columns."""
    return columns_of(candles)


@st.composite
def some_columns(draw: st.DrawFn, most: int = 30) -> CandleColumns:
    """Candles of a second, some seconds without."""
    numbers = draw(st.lists(st.integers(0, 60), max_size=most, unique=True).map(sorted))
    prices = st.integers(2, 200)
    return columns_of([candle(n, draw(prices), draw(prices)) for n in numbers])
