"""Indicators kept up are indicators computed anew, whatever changed."""

from __future__ import annotations

import numpy as np
import pytest

from tests.ticker_app.indicators.candles import candles
from ticker_app.indicators import make
from ticker_app.indicators.specs import Sma


def average(closes: list[float]) -> list[float]:
    return list(make(Sma(2)).update(candles(closes))["average"])


def test_no_candles_give_no_values() -> None:
    assert average([]) == []


def test_a_mean_begins_with_the_first_full_window() -> None:
    assert average([1, 2, 4]) == pytest.approx([np.nan, 1.5, 3.0], nan_ok=True)


def test_what_is_handed_out_cannot_be_written_to() -> None:
    line = make(Sma(2)).update(candles([1, 2, 3]))["average"]
    with pytest.raises(ValueError, match="read-only"):
        line[0] = 1.0
