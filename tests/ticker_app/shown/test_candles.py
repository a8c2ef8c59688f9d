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
    table = candles_table("AAA", "1m candles", FOUR, [], 2)
    assert titles(table) == ["Begins", "Open", "High", "Low", "Close", "Volume", "Trades", "State"]
    assert [column.values[1] for column in table.columns[:-1]] == [MINUTE_US, 11, 12, 10, 11, 1, 1]


def states(table: Table) -> list[str]:
    state = table.columns[-1]
    return [state.words[number] for number in state.values]


def test_the_newest_candle_of_all_is_open() -> None:
    table = candles_table("AAA", "1m candles", FOUR, [], 2)
    assert states(table) == ["closed", "closed", "closed", "open"]
    assert states(table.between(MINUTE_US, 2 * MINUTE_US)) == ["closed", "closed"]


def test_a_candle_that_may_lack_ticks_is_provisional() -> None:
    table = candles_table("AAA", "1m candles", FOUR, [], 2, provisional_from_us=2 * MINUTE_US)
    assert states(table) == ["closed", "closed", "provisional", "open"]


def test_no_candles_make_no_rows() -> None:
    assert candles_table("AAA", "1m candles", candles([]), [], 2).length == 0


def test_each_line_of_an_indicator_is_a_column() -> None:
    values = np.array([np.nan, 10.5, 11.5, 12.5])
    lines = [
        IndicatorLine(Sma(2), "average", values),
        IndicatorLine(Bollinger(2, 2), "upper", values + 2),
        IndicatorLine(Rsi(2), "rsi", values),
    ]
    table = candles_table("AAA", "1m candles", FOUR, lines, 2)
    assert titles(table)[7:-1] == ["SMA 2", "Bollinger 2 2 upper", "RSI 2"]
    assert table.columns[8].values[1:].tolist() == [12.5, 13.5, 14.5]
    assert [column.decimals for column in table.columns[7:-1]] == [2, 2, 1]
