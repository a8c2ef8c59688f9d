"""Standard errors by batch means."""

from __future__ import annotations

import numpy as np
import pytest

from ticker_app.measures.batches import FEWEST, FIRST_WIDTH_US, KEPT, Batches


def closed(parts: list[tuple[float, float]]) -> Batches:
    """One figure, with what each batch added above and below."""
    batches = Batches(0)
    for above, below in np.cumsum(parts, axis=0):
        batches.close([(above, below)])
    return batches


def test_what_was_never_measured_is_unknown() -> None:
    assert Batches(0).estimates([(0.0, 0.0)]) == [None]


def test_too_little_time_leaves_the_error_unknown() -> None:
    [estimate] = closed([(1.0, 2.0)] * (FEWEST - 1)).estimates([(9.0, 18.0)])
    assert estimate is not None
    assert (estimate.value, estimate.error) == (0.5, None)


def test_what_never_changes_has_no_error() -> None:
    [estimate] = closed([(1.0, 2.0)] * FEWEST).estimates([(10.0, 20.0)])
    assert estimate is not None
    assert estimate.error == 0


def test_the_error_is_that_of_a_mean_of_independent_batches() -> None:
    values = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0, 3.0, 3.0, 6.0, 9.0]
    [estimate] = closed([(each, 1.0) for each in values]).estimates([(48.0, 10.0)])
    assert estimate is not None
    assert estimate.error == pytest.approx(np.std(values, ddof=1) / np.sqrt(10))


def test_a_figure_that_began_after_the_last_batch_has_no_error_yet() -> None:
    [estimate] = closed([(0.0, 0.0)] * FEWEST).estimates([(3.0, 4.0)])
    assert estimate is not None
    assert (estimate.value, estimate.error) == (0.75, None)


def test_of_several_figures_each_has_its_own_error() -> None:
    batches = Batches(0)
    for number in range(1, FEWEST + 1):
        batches.close([(number, 2 * number), (0, 0), (number**2, number)])
    steady, unknown, growing = batches.estimates([(11, 22), (3, 4), (121, 11)])
    assert steady is not None
    assert (steady.value, steady.error) == (0.5, 0)
    assert unknown is not None
    assert (unknown.value, unknown.error) == (0.75, None)
    assert growing is not None
    assert growing.error is not None
    assert growing.error > 0


def test_the_error_follows_the_batches() -> None:
    batches = closed([(1.0, 2.0)] * FEWEST)
    assert [one and one.error for one in batches.estimates([(10.0, 20.0)])] == [0]
    for _ in range(FEWEST):
        batches.close([(90.0, 40.0)])
    [estimate] = batches.estimates([(90.0, 40.0)])
    assert estimate is not None
    assert estimate.error


def test_many_batches_become_half_as_many() -> None:
    batches = Batches(1_000)
    for number in range(KEPT - 1):
        assert batches.next_us == 1_000 + (number + 1) * FIRST_WIDTH_US
        batches.close([(1.0, 1.0)])
    batches.close([(1.0, 1.0)])
    assert batches.next_us == 1_000 + (KEPT + 2) * FIRST_WIDTH_US


def test_the_error_covers_the_truth_as_often_as_it_says() -> None:
    """Of 400 means of random values about 95 % lie within two errors of the truth."""
    rng = np.random.default_rng(8)
    within = 0
    for _ in range(400):
        parts = rng.exponential(1.0, 137)
        batches = closed([(each, 1.0) for each in parts])
        [estimate] = batches.estimates([(parts.sum(), 137.0)])
        assert estimate is not None
        assert estimate.error is not None
        within += abs(estimate.value - 1.0) <= 2 * estimate.error
    assert 0.90 <= within / 400 <= 0.97
