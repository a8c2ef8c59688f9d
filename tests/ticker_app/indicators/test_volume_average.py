"""The average price that was paid: where it begins, and what it does without volumes."""

from __future__ import annotations

import numpy as np
import pytest

from tests.ticker_app.indicators.candles import candles
from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators import make
from ticker_app.indicators.specs import Vwap

LAST_MINUTE = 24 * 60 - 1


def average(columns: CandleColumns) -> list[float]:
    return [float(value) for value in make(Vwap()).update(columns)["average"]]


def test_a_large_trade_weighs_more() -> None:
    assert average(candles([10, 20], volumes=[1, 3])) == pytest.approx([10, 17.5])


def test_the_price_of_a_candle_is_the_mean_of_high_low_and_close() -> None:
    columns = candles([10.0])._replace(high=np.array([16.0]), low=np.array([7.0]))
    assert average(columns) == pytest.approx([11])


def test_it_begins_anew_with_the_day() -> None:
    assert average(candles([10, 20, 40], first=LAST_MINUTE)) == pytest.approx([10, 20, 30])


def test_a_candle_without_volume_moves_nothing() -> None:
    assert average(candles([10, 99], volumes=[1, 0])) == pytest.approx([10, 10])


def test_there_is_no_value_before_the_first_volume_of_a_day() -> None:
    columns = candles([10, 20, 30], first=LAST_MINUTE, volumes=[1, 0, 1])
    assert average(columns) == pytest.approx([10, np.nan, 30], nan_ok=True)
