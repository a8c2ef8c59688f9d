"""The age of the newest delivered tick."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.age import AgeIntegral


def test_before_the_first_delivery_there_is_no_age() -> None:
    age = AgeIntegral()
    assert (age.now(5), age.mean(5), age.peak_mean(), age.max(5)) == (None, None, None, None)


def test_the_age_is_the_time_since_publication() -> None:
    age = AgeIntegral()
    age.deliver(100, 90)
    assert age.now(130) == 40


def test_the_mean_of_a_growing_age_is_the_middle_of_its_ends() -> None:
    age = AgeIntegral()
    age.deliver(100, 90)
    assert age.mean(100) is None
    assert age.mean(120) == (10 + 30) / 2


def test_a_peak_is_the_age_just_before_news() -> None:
    age = AgeIntegral()
    age.deliver(100, 90)
    age.deliver(150, 140)
    age.deliver(200, 200)
    assert age.peaks == 2
    assert age.peak_mean() == 60
    assert age.max(200) == 60
    assert age.max(270) == 70


def test_what_is_no_newer_is_no_news() -> None:
    age = AgeIntegral()
    age.deliver(100, 90)
    age.deliver(110, 90)
    age.deliver(120, 80)
    assert age.now(120) == 30
    assert age.peaks == 0


def test_a_publication_after_its_delivery_counts_as_simultaneous() -> None:
    age = AgeIntegral()
    age.deliver(100, 105)
    assert age.now(100) == 0


def test_a_moment_before_the_newest_delivery_reads_as_that_delivery() -> None:
    age = AgeIntegral()
    age.deliver(100, 90)
    age.deliver(150, 140)
    assert age.now(120) == 10
    assert age.mean(120) == age.mean(150) == (10 + 60) / 2


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 60)), min_size=1, max_size=30),
    st.integers(1, 50),
)
def test_the_mean_is_that_of_summing_every_instant(
    steps: list[tuple[int, int]], rest_us: int
) -> None:
    """Steps: from one delivery to the next, and how old each tick was."""
    age = AgeIntegral()
    moments: list[tuple[int, int]] = []
    now_us = 1_000
    for gap_us, old_us in steps:
        now_us += gap_us
        moments.append((now_us, now_us - old_us))
        age.deliver(*moments[-1])
    end_us = now_us + rest_us
    began_us = moments[0][0]
    total = Fraction(0)
    for instant in range(began_us, end_us):
        newest = max(published for received, published in moments if received <= instant)
        total += Fraction(2 * (instant - newest) + 1, 2)
    assert age.mean(end_us) == float(total / (end_us - began_us))
