"""Candles with the lines of indicators, one row each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators import IndicatorSpec
from ticker_app.shown.table import Column, Content, Table

STATES = ("closed", "open", "provisional")
_PRICES = (
    ("open", "Open", "The first price"),
    ("high", "High", "The highest price"),
    ("low", "Low", "The lowest price"),
    ("close", "Close", "The last price"),
)
_VOLUME = "How much was traded, as far as it is known"
_STATE = (
    "Open: the next price may still change it. "
    "Provisional: ticks were published that were not delivered, and it may lack them."
)


class IndicatorLine(NamedTuple):
    """One line of an indicator. values: ``(n,)`` of all candles, NaN before there are enough."""

    spec: IndicatorSpec
    name: str
    values: NDArray[np.float64]


def candles_table(
    symbol: str,
    what: str,
    columns: CandleColumns,
    lines: Iterable[IndicatorLine],
    decimals: int,
    provisional_from_us: int | None = None,
) -> Table:
    """Candles by when they begin (server clock); the newest is still open, and says so.

    provisional_from_us: candles from here on may lack ticks that were not delivered.
    """
    made = (
        Column("start", "Begins", "When it began, server clock", Content.MOMENT, columns.start_us),
        *(
            Column(name, title, meaning, Content.PRICE, getattr(columns, name), decimals)
            for name, title, meaning in _PRICES
        ),
        Column("volume", "Volume", _VOLUME, Content.AMOUNT, columns.volume),
        Column("trades", "Trades", "How many ticks", Content.COUNT, columns.trades),
        *(_line(line, decimals) for line in lines),
        Column(
            "state",
            "State",
            _STATE,
            Content.WORD,
            _states(columns.start_us, provisional_from_us),
            words=STATES,
        ),
    )
    return Table(symbol, what, made)


def _states(start_us: NDArray[np.int64], provisional_from_us: int | None) -> NDArray[np.int8]:
    states = np.full(len(start_us), STATES.index("closed"), np.int8)
    if provisional_from_us is not None:
        states[start_us >= provisional_from_us] = STATES.index("provisional")
    states[-1:] = STATES.index("open")
    return states


def _line(line: IndicatorLine, decimals: int) -> Column:
    several = len(line.spec.lines) > 1
    label = f"{line.spec.label} {line.name}" if several else line.spec.label
    finer = line.spec.decimals(decimals)
    return Column(label, label, line.spec.explained, Content.FIGURE, line.values, finer)
