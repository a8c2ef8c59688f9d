"""The histogram of latencies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.latency import LONGEST_US, LatencyHistogram, Percentiles


def recorded(*latencies_us: int) -> Percentiles | None:
    histogram = LatencyHistogram()
    for latency_us in latencies_us:
        histogram.record(latency_us)
    return histogram.percentiles()


def test_nothing_recorded_has_no_percentiles() -> None:
    assert recorded() is None


def test_one_value_is_every_percentile() -> None:
    assert recorded(1_234) == Percentiles(1_234, 1_234, 1_234, 1_234)


def test_percentiles_of_a_hundred_values() -> None:
    assert recorded(*range(1, 101)) == Percentiles(50, 95, 99, 100)


def test_what_comes_after_a_look_counts_at_the_next() -> None:
    histogram = LatencyHistogram()
    histogram.record(100)
    histogram.percentiles()
    histogram.record(1_000)
    assert histogram.percentiles() == Percentiles(100, 1_000, 1_000, 1_000)


def test_a_negative_latency_counts_as_zero() -> None:
    assert recorded(-50) == Percentiles(0, 0, 0, 0)


def test_more_than_an_hour_counts_as_an_hour() -> None:
    percentiles = recorded(LONGEST_US * 2)
    assert percentiles is not None
    assert percentiles.max_us == LONGEST_US


@given(st.lists(st.integers(0, 5_000) | st.integers(0, LONGEST_US), min_size=1))
def test_every_percentile_is_right_to_three_digits(latencies_us: list[int]) -> None:
    percentiles = recorded(*latencies_us)
    assert percentiles is not None
    ordered = sorted(latencies_us)
    for share, found_us in (
        (0.5, percentiles.p50_us),
        (0.95, percentiles.p95_us),
        (0.99, percentiles.p99_us),
    ):
        exact_us = ordered[max(1, int(share * len(ordered) + 0.5)) - 1]
        assert exact_us <= found_us <= exact_us * 1.001


@given(st.lists(st.integers(0, 5_000) | st.integers(0, LONGEST_US), min_size=1))
def test_the_spread_holds_every_value_to_three_digits(latencies_us: list[int]) -> None:
    histogram = LatencyHistogram()
    assert histogram.spread() is None
    for latency_us in latencies_us:
        histogram.record(latency_us)
    spread = histogram.spread()
    assert spread is not None
    assert spread.shares.sum() == pytest.approx(1)
    counts = np.rint(spread.shares * len(latencies_us)).astype(int)
    found_us = np.repeat(spread.values_s * 1e6, counts)
    assert found_us == pytest.approx(sorted(latencies_us), rel=1e-3, abs=0.5)


@given(st.lists(st.integers(0, LONGEST_US), min_size=1))
def test_the_median_is_right_to_three_digits(latencies_us: list[int]) -> None:
    percentiles = recorded(*latencies_us)
    median = sorted(latencies_us)[(len(latencies_us) - 1) // 2]
    assert percentiles is not None
    assert percentiles.p50_us == pytest.approx(median, rel=1e-3, abs=1)
    assert percentiles.p50_us <= percentiles.p95_us <= percentiles.p99_us <= percentiles.max_us
    assert percentiles.max_us == max(latencies_us)
