"""Averaged candles are those of the definition, wherever one begins to look."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from tests.ticker_app.ui.chart.some_candles import a_walk, columns, some_columns
from ticker_app.candle_columns import NO_CANDLES, CandleColumns
from ticker_app.ui.chart.heikin_ashi import REACH, heikin_ashi


def by_definition(candles: CandleColumns) -> list[tuple[float, float]]:
    """Open and close of each, one after the other."""
    found: list[tuple[float, float]] = []
    rows = zip(candles.open, candles.high, candles.low, candles.close, strict=True)
    for opening, high, low, close in rows:
        before = found[-1] if found else (opening, close)
        found.append((sum(before) / 2, (opening + high + low + close) / 4))
    return found


@given(some_columns())
def test_open_and_close_are_those_of_the_definition(candles: CandleColumns) -> None:
    averaged = heikin_ashi(candles)
    expected = np.array(by_definition(candles)).reshape(-1, 2)
    np.testing.assert_allclose(averaged.open, expected[:, 0], rtol=1e-12)
    np.testing.assert_allclose(averaged.close, expected[:, 1], rtol=1e-12)


@given(some_columns())
def test_high_and_low_reach_around_open_and_close(candles: CandleColumns) -> None:
    averaged = heikin_ashi(candles)
    assert (averaged.high >= np.maximum(averaged.open, averaged.close)).all()
    assert (averaged.low <= np.minimum(averaged.open, averaged.close)).all()
    assert (averaged.high >= candles.high).all()
    assert (averaged.volume == candles.volume).all()


def test_candles_further_away_do_not_count() -> None:
    candles = columns(a_walk(range(200)))
    late = CandleColumns._make(column[100:] for column in candles)
    all_of_them, some = heikin_ashi(candles).open[100 + REACH :], heikin_ashi(late).open[REACH:]
    np.testing.assert_allclose(all_of_them, some, rtol=1e-14)


def test_no_candles_average_to_none() -> None:
    assert len(heikin_ashi(NO_CANDLES).open) == 0
