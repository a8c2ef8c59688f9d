"""Candles with the lines of indicators, one row each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators import IndicatorSpec
from ticker_app.shown.table import Column, Content, Table

STATES = ("closed", "open")
_PRICES = (
    ("open", "Open", "The first price"),
    ("high", "High", "The highest price"),
    ("low", "Low", "The lowest price"),
    ("close", "Close", "The last price"),
)
_VOLUME = "How much was traded, as far as it is known"
_STATE = "Open while the next price may still change it"


class IndicatorLine(NamedTuple):
    """One line of an indicator. values: ``(n,)`` of all candles, NaN before there are enough."""

    spec: IndicatorSpec
    name: str
    values: NDArray[np.float64]


def candles_table(
    symbol: str,
    interval: str,
    columns: CandleColumns,
    lines: Iterable[IndicatorLine],
    from_us: int,
    until_us: int,
    decimals: int,
) -> Table:
    """The candles that begin in a window of time (µs, server clock, both ends included).

    The newest one of all is still open, and says so.
    """
    start_us = columns.start_us
    rows = slice(
        int(np.searchsorted(start_us, from_us)),
        int(np.searchsorted(start_us, until_us, side="right")),
    )
    made = (
        Column("start", "Begins", "When it began, server clock", Content.MOMENT, start_us),
        *(
            Column(name, title, meaning, Content.PRICE, getattr(columns, name), decimals)
            for name, title, meaning in _PRICES
        ),
        Column("volume", "Volume", _VOLUME, Content.AMOUNT, columns.volume),
        Column("trades", "Trades", "How many ticks", Content.COUNT, columns.trades),
        *(_line(line, decimals) for line in lines),
        Column("state", "State", _STATE, Content.WORD, _states(len(start_us)), words=STATES),
    )
    return Table(symbol, f"{interval} candles", made).cut(rows)


def _states(length: int) -> NDArray[np.int8]:
    states = np.zeros(length, np.int8)
    states[-1:] = STATES.index("open")
    return states


def _line(line: IndicatorLine, decimals: int) -> Column:
    several = len(line.spec.lines) > 1
    label = f"{line.spec.label} {line.name}" if several else line.spec.label
    finer = line.spec.decimals(decimals)
    return Column(label, label, line.spec.explained, Content.PRICE, line.values, finer)
