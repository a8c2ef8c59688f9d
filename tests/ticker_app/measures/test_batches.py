"""Standard errors by batch means."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from ticker_app.measures.batches import (
    FEWEST,
    FIRST_WIDTH_US,
    KEPT,
    Batches,
    Estimate,
    added,
)


def closed(parts: list[tuple[float, float]]) -> Batches:
    """One figure, with what each batch added above and below."""
    batches = Batches(0)
    for above, below in np.cumsum(parts, axis=0):
        batches.close([[(above, below)]])
    return batches


def test_what_was_never_measured_is_unknown() -> None:
    assert Batches(0).estimates([(0.0, 0.0)]) == [None]


def test_too_little_time_leaves_the_error_unknown() -> None:
    [estimate] = closed([(1.0, 2.0)] * (FEWEST - 1)).estimates([(9.0, 18.0)])
    assert estimate is not None
    assert (estimate.value, estimate.error) == (0.5, None)


def test_between_two_batches_the_error_stays_and_the_value_goes_on() -> None:
    batches = closed([(float(1 + number % 3), 2.0) for number in range(FEWEST)])
    first, second = (batches.estimates([(above, 33.0)])[0] for above in (33.0, 66.0))
    assert first is not None
    assert second is not None
    assert (first.value, second.value) == (1.0, 2.0)
    assert first.error == second.error


def test_what_never_changes_has_no_error() -> None:
    [estimate] = closed([(1.0, 2.0)] * FEWEST).estimates([(16.0, 32.0)])
    assert estimate is not None
    assert estimate.error == 0
    assert estimate.margin == 0


def test_a_figure_that_began_after_the_last_batch_has_no_error_yet() -> None:
    [estimate] = closed([(0.0, 0.0)] * FEWEST).estimates([(3.0, 4.0)])
    assert estimate is not None
    assert (estimate.value, estimate.error) == (0.75, None)


def test_of_several_figures_each_has_its_own_error() -> None:
    batches = Batches(0)
    for number in range(1, FEWEST + 1):
        batches.close([[(number, 2 * number), (0, 0), (number**2 % 7, number)]])
    steady, unknown, growing = batches.estimates([(17, 34), (3, 4), (121, 11)])
    assert steady is not None
    assert (steady.value, steady.error) == (0.5, 0)
    assert unknown is not None
    assert (unknown.value, unknown.error) == (0.75, None)
    assert growing is not None
    assert growing.error is not None
    assert growing.error > 0


def test_the_error_follows_the_batches() -> None:
    batches = closed([(1.0, 2.0)] * FEWEST)
    assert [one and one.error for one in batches.estimates([(16.0, 32.0)])] == [0]
    for number in range(FEWEST):
        batches.close([[(16 + number % 3, 34.0 + 2 * number)]])
    [estimate] = batches.estimates([(18.0, 64.0)])
    assert estimate is not None
    assert estimate.error


def test_many_batches_become_half_as_many() -> None:
    batches = Batches(1_000)
    for number in range(KEPT - 1):
        assert batches.next_us == 1_000 + (number + 1) * FIRST_WIDTH_US
        batches.close([[(1.0, 1.0)]])
    batches.close([[(1.0, 1.0)]])
    assert batches.next_us == 1_000 + (KEPT + 2) * FIRST_WIDTH_US


def ages(rng: np.random.Generator, rate_hz: float, seconds: int) -> npt.NDArray[np.float64]:
    """The area under the age of one symbol of Poisson ticks at the end of each second."""
    ticks = np.cumsum(rng.exponential(1 / rate_hz, round(4 * rate_hz * (seconds + 40)))) - 20
    area = np.concatenate([[0.0], np.cumsum(np.diff(ticks) ** 2 / 2)])
    ends = np.arange(seconds + 1)
    newest = np.searchsorted(ticks, ends, side="right") - 1
    under = area[newest] + (ends - ticks[newest]) ** 2 / 2
    return np.asarray(under[1:] - under[0])


@pytest.mark.parametrize(("rate_hz", "parts"), [(0.5, 12), (2.0, 12), (10.0, 3)])
def test_the_margin_covers_the_mean_age_as_often_as_it_says(rate_hz: float, parts: int) -> None:
    """About 19 times of 20, though an age may span many a batch."""
    rng = np.random.default_rng(8)
    within, runs = 0, 600
    squares, off = 0.0, 0.0
    for _ in range(runs):
        areas = np.array([ages(rng, rate_hz, 60) for _ in range(parts)])
        batches = Batches(0)
        for second, under in enumerate(areas.T, 1):
            batches.close([[(area, second)] for area in under])
        [estimate] = batches.estimates([(float(areas[:, -1].sum()), 60.0 * parts)])
        assert estimate is not None
        assert estimate.error is not None
        assert estimate.margin is not None
        miss = estimate.value - 1 / rate_hz
        squares, off = squares + estimate.error**2, off + miss**2
        within += abs(miss) <= estimate.margin
    assert 0.92 <= within / runs <= 0.985
    assert 0.88 <= np.sqrt(squares / off) <= 1.12


def test_batches_within_one_and_the_same_age_tell_next_to_nothing() -> None:
    growing = [(float(second), 1.0) for second in range(40)]
    [estimate] = closed(growing).estimates([(780.0, 40.0)])
    assert estimate is not None
    assert estimate.margin is not None
    assert estimate.margin > 0.25 * estimate.value


def test_what_all_parts_have_in_common_is_no_less_uncertain_for_their_number() -> None:
    rng = np.random.default_rng(5)
    values = rng.exponential(1.0, 64)
    alone = closed([(each, 1.0) for each in values]).estimates([(values.sum(), 64.0)])[0]
    together = Batches(0)
    for number, sum_ in enumerate(np.cumsum(values), 1):
        together.close([[(sum_, number)]] * 12)
    [estimate] = together.estimates([(12 * values.sum(), 768.0)])
    assert alone is not None
    assert estimate is not None
    assert estimate.error == pytest.approx(alone.error)


def market(rng: np.random.Generator, seconds: int) -> npt.NDArray[np.float64]:
    """What twelve parts add in each second: much of their own, and a mood they share for long."""
    mood = np.zeros(seconds)
    for second in range(1, seconds):
        mood[second] = 0.8 * mood[second - 1] + rng.normal()
    own = 3 * rng.normal(size=(seconds, 12))
    return np.asarray(100 + own + mood[:, None])


def test_how_long_a_common_mood_lasts_is_counted_in() -> None:
    rng = np.random.default_rng(4)
    squares, off = 0.0, 0.0
    for _ in range(200):
        values = market(rng, 76)
        batches = Batches(0)
        for second, sums in enumerate(np.cumsum(values, axis=0), 1):
            batches.close([[(sum_, second)] for sum_ in sums])
        [estimate] = batches.estimates([(values.sum(), 12.0 * len(values))])
        assert estimate is not None
        assert estimate.error is not None
        squares, off = squares + estimate.error**2, off + (estimate.value - 100) ** 2
    # With only what the parts tell it is 0.75.
    assert 0.8 <= np.sqrt(squares / off) <= 1.15


def test_a_wide_margin_is_made_wider_for_skew() -> None:
    assert Estimate(1000.0, 1.0).margin == pytest.approx(2.1, rel=0.002)
    assert Estimate(10.0, 1.0).margin == pytest.approx(2.1 * 1.105)
    assert Estimate(1.0, 5.0).margin == pytest.approx(1.5 * 2.1 * 5)
    assert Estimate(0.0, 1.0).margin == pytest.approx(2.1)


def test_the_sums_of_parts_are_added_figure_by_figure() -> None:
    assert added([[(1, 2), (3, 4)], [(10, 20), (30, 40)]]) == [(11, 22), (33, 44)]
