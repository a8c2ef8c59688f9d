"""Candles as columns: what charts, indicators and exports read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.wire import Candle


class CandleColumns(NamedTuple):
    """Candles of one symbol and interval, oldest first, every array ``(n,)`` and read-only.

    start_us: µs, server clock, increasing, multiples of the interval. An interval without
        ticks has no candle.
    volume: sum of the sizes that were known.  trades: how many ticks.
    The last candle is still open: the next tick may change it.
    """

    start_us: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    trades: NDArray[np.int64]


_NONE, _NO_COUNT = np.empty(0, np.float64), np.empty(0, np.int64)
NO_CANDLES = CandleColumns(_NO_COUNT, _NONE, _NONE, _NONE, _NONE, _NONE, _NO_COUNT)


def columns_of(candles: Sequence[Candle]) -> CandleColumns:
    """Candles as the server gives them, oldest first, as columns."""
    return CandleColumns(
        start_us=np.array([candle.start for candle in candles], np.int64),
        open=np.array([candle.open for candle in candles], np.float64),
        high=np.array([candle.high for candle in candles], np.float64),
        low=np.array([candle.low for candle in candles], np.float64),
        close=np.array([candle.close for candle in candles], np.float64),
        volume=np.array([candle.volume for candle in candles], np.float64),
        trades=np.array([candle.trades for candle in candles], np.int64),
    )


def join_columns(*parts: CandleColumns) -> CandleColumns:
    """Candles one behind the other, the oldest part first."""
    return CandleColumns(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def cut_columns(candles: CandleColumns, from_us: int, until_us: int) -> CandleColumns:
    """The candles that start in ``[from_us, until_us)``, server clock."""
    first, end = np.searchsorted(candles.start_us, (from_us, until_us))
    columns: Sequence[NDArray[Any]] = candles
    return CandleColumns(*(column[first:end] for column in columns))
