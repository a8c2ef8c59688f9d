"""Candles and indicators, as a table."""

from __future__ import annotations

import numpy as np

from tests.ticker_app.indicators.candles import MINUTE_US, candles
from ticker_app.indicators.specs import Bollinger, Rsi, Sma
from ticker_app.shown.candles import IndicatorLine, candles_table
from ticker_app.shown.table import Table

FOUR = candles([10, 11, 12, 13])


def titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def test_a_candle_is_a_row() -> None:
    table = candles_table("AAA", "1m", FOUR, [], 0, 99 * MINUTE_US, 2)
    assert table.what == "1m candles"
    assert titles(table) == ["Begins", "Open", "High", "Low", "Close", "Volume", "Trades", "State"]
    assert [column.values[1] for column in table.columns[:-1]] == [MINUTE_US, 11, 12, 10, 11, 1, 1]


def test_only_the_newest_candle_of_all_is_open() -> None:
    whole = candles_table("AAA", "1m", FOUR, [], 0, 99 * MINUTE_US, 2)
    earlier = candles_table("AAA", "1m", FOUR, [], MINUTE_US, 2 * MINUTE_US, 2)
    assert whole.columns[-1].values.tolist() == [0, 0, 0, 1]
    assert earlier.columns[-1].values.tolist() == [0, 0]


def test_each_line_of_an_indicator_is_a_column() -> None:
    values = np.array([np.nan, 10.5, 11.5, 12.5])
    lines = [
        IndicatorLine(Sma(2), "average", values),
        IndicatorLine(Bollinger(2, 2), "upper", values + 2),
        IndicatorLine(Rsi(2), "rsi", values),
    ]
    table = candles_table("AAA", "1m", FOUR, lines, 0, 99 * MINUTE_US, 2)
    assert titles(table)[7:-1] == ["SMA 2", "Bollinger 2 2 upper", "RSI 2"]
    assert table.columns[8].values[1:].tolist() == [12.5, 13.5, 14.5]
    assert [column.decimals for column in table.columns[7:-1]] == [2, 2, 1]
