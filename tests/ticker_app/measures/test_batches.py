"""Standard errors by batch means."""

from __future__ import annotations

import numpy as np
import pytest

from ticker_app.measures.batches import FEWEST, FIRST_WIDTH_US, KEPT, Batches


def closed(parts: list[tuple[float, float]]) -> Batches:
    """One figure, with what each batch added above and below."""
    batches = Batches(0)
    for sums in np.cumsum(parts, axis=0):
        batches.close(sums[None, :])
    return batches


def test_what_was_never_measured_is_unknown() -> None:
    assert Batches(0).estimates(np.zeros((1, 2))) == [None]


def test_too_little_time_leaves_the_error_unknown() -> None:
    [estimate] = closed([(1.0, 2.0)] * (FEWEST - 1)).estimates(np.array([[9.0, 18.0]]))
    assert estimate is not None
    assert (estimate.value, estimate.error) == (0.5, None)


def test_what_never_changes_has_no_error() -> None:
    [estimate] = closed([(1.0, 2.0)] * FEWEST).estimates(np.array([[10.0, 20.0]]))
    assert estimate is not None
    assert estimate.error == 0


def test_the_error_is_that_of_a_mean_of_independent_batches() -> None:
    values = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0, 3.0, 3.0, 6.0, 9.0]
    [estimate] = closed([(each, 1.0) for each in values]).estimates(np.array([[48.0, 10.0]]))
    assert estimate is not None
    assert estimate.error == pytest.approx(np.std(values, ddof=1) / np.sqrt(10))


def test_a_figure_that_began_after_the_last_batch_has_no_error_yet() -> None:
    [estimate] = closed([(0.0, 0.0)] * FEWEST).estimates(np.array([[3.0, 4.0]]))
    assert estimate is not None
    assert (estimate.value, estimate.error) == (0.75, None)


def test_many_batches_become_half_as_many() -> None:
    batches = Batches(1_000)
    for number in range(KEPT - 1):
        assert batches.next_us == 1_000 + (number + 1) * FIRST_WIDTH_US
        batches.close(np.ones((1, 2)))
    batches.close(np.ones((1, 2)))
    assert batches.next_us == 1_000 + (KEPT + 2) * FIRST_WIDTH_US


def test_the_error_covers_the_truth_as_often_as_it_says() -> None:
    """Of 400 means of random values about 95 % lie within two errors of the truth."""
    rng = np.random.default_rng(8)
    within = 0
    for _ in range(400):
        parts = rng.exponential(1.0, 137)
        batches = closed([(each, 1.0) for each in parts])
        [estimate] = batches.estimates(np.array([[parts.sum(), 137.0]]))
        assert estimate is not None
        assert estimate.error is not None
        within += abs(estimate.value - 1.0) <= 2 * estimate.error
    assert 0.90 <= within / 400 <= 0.97
