"""Indicators kept up are indicators computed anew, whatever changed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.indicators.candles import candles
from ticker_app.candle_columns import CandleColumns
from ticker_app.indicators import make
from ticker_app.indicators.specs import Bollinger, Ema, IndicatorSpec, Macd, Rsi, Sma, Vwap

SPECS = (Sma(3), Ema(3), Vwap(), Bollinger(4, 2.0), Rsi(3), Macd(2, 4, 3))
EVERY_KIND = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.label)
PRICES = st.floats(1.0, 1000.0).map(lambda price: round(price, 2))
VOLUMES = st.sampled_from([0.0, 1.0, 250.0])


class Candle(NamedTuple):
    """A candle by its minute."""

    minute: int
    price: float
    volume: float


def columns_of(held: list[Candle]) -> CandleColumns:
    columns = candles([candle.price for candle in held], volumes=[candle.volume for candle in held])
    # 7 hours apart, so that days end.
    start_us = np.array([candle.minute * 420 * 60_000_000 for candle in held], np.int64)
    return columns._replace(start_us=start_us)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Candle]]:
    """What a chart sees, look by look: candles come, the open one moves, any is corrected,
    older ones are read, the oldest are forgotten, everything begins anew."""
    held: list[Candle] = []
    looks = [held]
    for _ in range(draw(st.integers(1, 12))):
        more = draw(st.integers(0, 6))
        drawn = [(draw(PRICES), draw(VOLUMES)) for _ in range(more)]
        match draw(st.sampled_from(["newer", "open", "older", "correct", "forget", "anew"])):
            case "newer":
                last = held[-1].minute if held else 100
                held = held + [Candle(last + 1 + i, *own) for i, own in enumerate(drawn)]
            case "older":
                first = held[0].minute if held else 100
                held = [Candle(first - more + i, *own) for i, own in enumerate(drawn)] + held
            case "open" if held:
                held = [*held[:-1], Candle(held[-1].minute, draw(PRICES), draw(VOLUMES))]
            case "correct" if held:
                at = draw(st.integers(0, len(held) - 1))
                own = Candle(held[at].minute, draw(PRICES), draw(VOLUMES))
                held = [*held[:at], own, *held[at + 1 :]]
            case "forget":
                held = held[more:]
            case "anew":
                held = []
        looks.append(held)
    return looks


@EVERY_KIND
@given(looks=histories())
def test_kept_up_or_computed_anew_is_the_same(
    spec: IndicatorSpec, looks: list[list[Candle]]
) -> None:
    kept_up = make(spec)
    for held in looks:
        ours = kept_up.update(columns_of(held))
        anew = make(spec).update(columns_of(held))
        for name, values in anew.items():
            np.testing.assert_allclose(ours[name], values, rtol=1e-12, atol=1e-9)
            assert len(values) == len(held)


@EVERY_KIND
def test_what_did_not_change_is_not_computed_again(
    spec: IndicatorSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicator, begins = make(spec), []
    fold = indicator._fold

    def noted(columns: CandleColumns, begin: int) -> None:
        begins.append(begin)
        fold(columns, begin)

    monkeypatch.setattr(indicator, "_fold", noted)
    for closes in ([1, 2, 3], [1, 2, 3], [1, 2, 4], [1, 2, 4, 5, 6], [1, 2]):
        indicator.update(candles(closes))
    assert begins == [0, 2, 3]


def test_a_candle_written_over_in_place_is_noticed() -> None:
    indicator, columns = make(Sma(2)), candles([1, 2, 3])
    indicator.update(columns)
    columns.close[1] = 5
    assert indicator.update(columns)["average"][1:].tolist() == [3, 4]


def test_no_candles_give_no_values() -> None:
    assert make(Sma(2)).update(candles([]))["average"].tolist() == []


def test_a_mean_begins_with_the_first_full_window() -> None:
    average = make(Sma(2)).update(candles([1, 2, 4]))["average"]
    assert average.tolist() == pytest.approx([np.nan, 1.5, 3.0], nan_ok=True)


def test_many_windows_are_averaged_in_blocks() -> None:
    closes = [float(close % 7) for close in range(5000)]
    average = make(Sma(7)).update(candles(closes))["average"]
    assert np.all(np.abs(average[6:] - 3.0) < 1e-12)


def test_what_is_handed_out_cannot_be_written_to() -> None:
    line = make(Sma(2)).update(candles([1, 2, 3]))["average"]
    with pytest.raises(ValueError, match="read-only"):
        line[0] = 1.0
