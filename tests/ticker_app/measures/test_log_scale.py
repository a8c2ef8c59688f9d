"""A logarithmic scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.log_scale import LogScale


def test_equal_ratios_are_equally_far_apart() -> None:
    scale = LogScale.over([1.0, 100.0, 10.0])
    assert scale.share(np.array([1.0, 10.0, 100.0])).tolist() == [0, 0.5, 1]
    assert scale.share(1e9) == 1
    assert scale.share(0.0) == 0


@pytest.mark.parametrize("values", [[5.0], [5.0, 5.01], [5.0, 0.0]])
def test_a_single_value_stands_in_the_middle(values: list[float]) -> None:
    assert LogScale.over(values).share(5.0) == pytest.approx(0.5, abs=0.01)
    assert LogScale.over([]).share(1.0) == 0.5


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0.9, 12.0, 4, [1, 2, 5, 10]),
        (0.9, 120.0, 6, [1, 3, 10, 30, 100]),
        (1.0, 1000.0, 4, [1, 10, 100, 1000]),
        (1.0, 1e6, 4, [1, 100, 10_000, 1e6]),
        (2.1, 4.9, 3, []),
    ],
)
def test_round_values_are_named(low: float, high: float, most: int, ticks: list[float]) -> None:
    assert LogScale(low, high).ticks(most) == pytest.approx(ticks)


@given(st.floats(1e-6, 1e6), st.floats(1.02, 1e9), st.integers(1, 8))
def test_there_are_never_more_than_wanted(low: float, times: float, most: int) -> None:
    scale = LogScale(low, low * times)
    ticks = scale.ticks(most)
    assert len(ticks) <= most
    assert ticks == sorted(ticks)
    assert all(scale.low <= tick <= scale.high for tick in ticks)
