"""How late prints leave their source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sources.lateness import LONGEST_US, SPAN_US, LateFigures, Lateness


def late(*late_us: int, left_us: int = 0, lateness: Lateness | None = None) -> Lateness:
    """Prints that left together, so late."""
    counted = lateness or Lateness()
    counted.add([left_us - each for each in late_us], left_us)
    return counted


def test_before_a_print_left_nothing_is_known() -> None:
    assert Lateness().figures(0) is None


def test_small_values_are_exact() -> None:
    assert late(*range(1, 61)).figures(0) == LateFigures(p50=30, p99=60, max=60, prints=60)


@given(st.lists(st.integers(0, LONGEST_US), min_size=1, max_size=50))
def test_large_ones_are_so_to_three_percent_and_never_too_low(late_us: list[int]) -> None:
    found = late(*late_us).figures(0)
    assert found is not None
    exact = sorted(late_us)[(len(late_us) + 1) // 2 - 1]
    assert exact <= found.p50 <= exact * 1.04
    assert found.p50 <= found.p99 <= found.max == max(late_us)
    assert found.prints == len(late_us)


@pytest.mark.parametrize(("late_us", "counts_as"), [(-5, 0), (2 * LONGEST_US, LONGEST_US)])
def test_what_lies_outside_counts_as_the_end(late_us: int, counts_as: int) -> None:
    found = late(late_us).figures(0)
    assert found is not None
    assert found.max == counts_as


def test_the_sum_is_that_of_all_and_forgets_nothing() -> None:
    counted = late(9, 4)
    late(3, -5, left_us=10 * SPAN_US, lateness=counted)
    assert counted.sum_us == 16


def test_what_was_is_forgotten_after_one_to_two_spans() -> None:
    counted = late(9)
    late(3, left_us=SPAN_US - 1, lateness=counted)
    late(1, left_us=SPAN_US, lateness=counted)
    assert counted.figures(2 * SPAN_US - 1) == LateFigures(p50=3, p99=9, max=9, prints=3)
    assert counted.figures(2 * SPAN_US) == LateFigures(p50=1, p99=1, max=1, prints=1)
    assert counted.figures(3 * SPAN_US) is None


def test_after_a_long_pause_nothing_is_left() -> None:
    counted = late(9)
    assert counted.figures(10 * SPAN_US) is None
    late(2, left_us=10 * SPAN_US, lateness=counted)
    assert counted.figures(11 * SPAN_US) == LateFigures(p50=2, p99=2, max=2, prints=1)
