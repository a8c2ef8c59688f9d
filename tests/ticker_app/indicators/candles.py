"""Candles made for tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ticker_app.candle_columns import CandleColumns

MINUTE_US = 60_000_000


def candles(
    closes: Sequence[float], first: int = 0, volumes: Sequence[float] | None = None
) -> CandleColumns:
    """One-minute candles with these closes; ``first`` is the minute of the first one."""
    close = np.array(closes, np.float64)
    start_us = (first + np.arange(len(close), dtype=np.int64)) * MINUTE_US
    volume = np.ones(len(close)) if volumes is None else np.array(volumes, np.float64)
    trades = np.ones(len(close), np.int64)
    return CandleColumns(start_us, close, close + 1.0, close - 1.0, close, volume, trades)
