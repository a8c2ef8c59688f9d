"""Every indicator beside the same one of TA-Lib, or, where it has none, beside plain sums."""

from __future__ import annotations

import math

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.ticker_app.indicators.candles import MINUTE_US, candles
from ticker_app.indicators import make
from ticker_app.indicators.specs import Bollinger, Ema, IndicatorSpec, Macd, Rsi, Sma, Vwap

PRICES = st.floats(1.0, 1000.0).map(lambda price: round(price, 2))
CLOSES = st.lists(PRICES, max_size=60)
# TA-Lib takes movement below 1e-14 for none, which Wilder's averages reach in a while.
FEWER_CLOSES = st.lists(PRICES, max_size=30)
PERIODS = st.integers(2, 25)
DAY = 24 * 60


def walk(length: int) -> NDArray[np.float64]:
    steps = np.random.default_rng(7).normal(0.0, 0.3, length)
    return np.round(100 + np.cumsum(steps), 2)


def lines(spec: IndicatorSpec, closes: list[float]) -> list[NDArray[np.float64]]:
    return [*make(spec).update(candles(closes)).values()]


def same(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-7)


@given(CLOSES, PERIODS)
def test_simple_average(closes: list[float], period: int) -> None:
    (average,) = lines(Sma(period), closes)
    same(average, talib.SMA(np.array(closes), period))


@given(CLOSES, PERIODS)
def test_exponential_average(closes: list[float], period: int) -> None:
    (average,) = lines(Ema(period), closes)
    same(average, talib.EMA(np.array(closes), period))


@given(CLOSES, PERIODS, st.floats(0.1, 10.0))
def test_bollinger_bands(closes: list[float], period: int, deviations: float) -> None:
    upper, middle, lower = lines(Bollinger(period, deviations), closes)
    high, mean, low = talib.BBANDS(np.array(closes), period, deviations, deviations)
    same(middle, mean)
    same(upper + lower, 2 * middle)
    # TA-Lib sums squares as it goes along: what is small of them is rounding.
    variance, theirs = (
        ((up - down) / 2 / deviations) ** 2 for up, down in ((upper, lower), (high, low))
    )
    np.testing.assert_allclose(variance, theirs, rtol=1e-6, atol=1e-5)


@given(FEWER_CLOSES, PERIODS)
def test_relative_strength(closes: list[float], period: int) -> None:
    (strength,) = lines(Rsi(period), closes)
    theirs = talib.RSI(np.array(closes), period)
    # Of a price that never moved TA-Lib says 0, as of one that only fell.
    moved = np.cumsum(np.abs(np.diff(closes, prepend=closes[:1]))) > 0
    same(strength, np.where(moved | np.isnan(theirs), theirs, 50.0))


def test_convergence_is_made_of_exponential_averages() -> None:
    closes = walk(300)
    histogram, macd, signal = lines(Macd(5, 12, 4), closes.tolist())
    same(macd, talib.EMA(closes, 5) - talib.EMA(closes, 12))
    same(signal[11:], talib.EMA(macd[11:], 4))
    same(histogram, macd - signal)


def test_convergence_once_it_has_forgotten_how_it_began() -> None:
    # TA-Lib begins the fast average together with the slow one.
    closes = walk(400)
    histogram, macd, signal = lines(Macd(), closes.tolist())
    theirs = talib.MACD(closes, 12, 26, 9)
    for own, other in zip((macd, signal, histogram), theirs, strict=True):
        np.testing.assert_allclose(own[-100:], other[-100:], rtol=1e-9, atol=1e-9)


@given(st.lists(st.tuples(st.floats(1.0, 1000.0), st.integers(0, 500)), max_size=30))
def test_volume_weighted_average(trades: list[tuple[float, int]]) -> None:
    # Every third hour a candle, so that some thirty of them span several days.
    closes = [price for price, _ in trades]
    columns = candles(closes, volumes=[float(volume) for _, volume in trades])
    columns = columns._replace(start_us=columns.start_us * 180)
    expected = []
    for row, start_us in enumerate(columns.start_us.tolist()):
        day = start_us // (DAY * MINUTE_US)
        own = [r for r in range(row + 1) if columns.start_us[r] // (DAY * MINUTE_US) == day]
        paid = math.fsum(trades[r][0] * trades[r][1] for r in own)
        traded = sum(trades[r][1] for r in own)
        expected.append(paid / traded if traded else math.nan)
    average = make(Vwap()).update(columns)["average"]
    assert average.tolist() == pytest.approx(expected, nan_ok=True)
