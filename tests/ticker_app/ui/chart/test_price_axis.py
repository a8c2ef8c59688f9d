"""The scale of prices: there and back, and round where a person expects it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.chart_settings import PriceScale
from ticker_app.ui.chart.price_axis import PriceAxis

scales = st.sampled_from([*PriceScale])


def axis(scale: PriceScale, base: float = 100.0, decimals: int = 2) -> PriceAxis:
    return PriceAxis(scale, base, decimals)


@given(scales, st.floats(0.01, 1e6), st.floats(0.01, 1e6))
def test_a_price_goes_there_and_back(scale: PriceScale, base: float, price: float) -> None:
    one = axis(scale, base)
    assert one.price(one.units(price)) == pytest.approx(price, rel=1e-9, abs=1e-9)


@given(scales, st.floats(0.01, 1e6), st.floats(0.01, 1e6))
def test_a_higher_price_stands_higher(scale: PriceScale, low: float, high: float) -> None:
    if low < high:
        units = axis(scale).units(np.array([low, high]))
        assert units[0] <= units[1]


def test_percents_start_at_the_base() -> None:
    one = axis(PriceScale.PERCENT, 200.0)
    assert [one.units(200.0), one.units(210.0)] == pytest.approx([0, 5])
    assert (one.text(5.0), one.text(-0.25)) == ("+5.00\u202f%", "\u22120.25\u202f%")
    assert one.text(5.0, step=1.0) == "+5\u202f%"
    assert one.text(0.0, step=0.5) == "0.0\u202f%"


def test_equal_distances_are_equal_ratios_on_a_logarithmic_scale() -> None:
    units = axis(PriceScale.LOG).units(np.array([1.0, 10.0, 100.0, 0.0]))
    assert np.diff(units[:3]) == pytest.approx([1, 1])
    assert math.isnan(units[3])


@given(scales, st.floats(1, 1e5), st.floats(1.001, 1e4), st.floats(1, 12))
def test_marks_lie_in_view_and_are_not_too_many(
    scale: PriceScale, low: float, ratio: float, count: float
) -> None:
    one = axis(scale)
    bottom, top = one.units(low), one.units(low * ratio)
    marks = one.ticks(bottom, top, count)
    assert len(marks) <= count + 1
    assert all(bottom - 1e-6 <= mark <= top + 1e-6 for mark in marks)


def test_a_narrow_logarithmic_scale_has_the_marks_of_a_linear_one() -> None:
    one = axis(PriceScale.LOG)
    marks = [one.price(mark) for mark in one.ticks(math.log10(97), math.log10(99), 4)]
    assert marks == pytest.approx([97, 97.5, 98, 98.5, 99])


def test_a_wide_logarithmic_scale_has_round_prices_of_every_decade() -> None:
    one = axis(PriceScale.LOG)
    marks = [one.price(mark) for mark in one.ticks(0, 3, 10)]
    assert marks == pytest.approx([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])
    few = [one.price(mark) for mark in one.ticks(0, 8, 4)]
    assert few == pytest.approx([1, 1e2, 1e4, 1e6, 1e8])


def test_the_least_height_is_some_steps_of_the_price() -> None:
    assert axis(PriceScale.LINEAR).least_height(8, 100.0) == pytest.approx(0.08)
    assert axis(PriceScale.PERCENT).least_height(8, 100.0) == pytest.approx(0.08)
    assert axis(PriceScale.LOG).least_height(8, 100.0) == pytest.approx(math.log10(100.08 / 100))
    assert axis(PriceScale.LOG).least_height(8, 0.0) == pytest.approx(0.08)


def test_prices_read_with_their_digits() -> None:
    assert axis(PriceScale.LINEAR, decimals=4).text(1.25) == "1.2500"
    assert axis(PriceScale.LOG).text(2.0) == "100.00"
