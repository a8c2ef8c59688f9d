"""A spark line: few points, the newest always among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.spark import MOST_POINTS, SPAN_US, Spark

SECOND_US = 1_000_000

gaps_us = st.lists(
    st.one_of(st.integers(0, SECOND_US), st.integers(0, 60 * SECOND_US), st.just(SPAN_US)),
    min_size=1,
    max_size=400,
)


@given(gaps_us)
def test_it_stays_small_in_order_and_ends_with_the_newest_price(gaps_us: list[int]) -> None:
    spark, at_us = Spark(), 10**15
    for price, gap_us in enumerate(gaps_us):
        at_us += gap_us
        spark.add(at_us, price)
    moments, prices = spark.points(at_us)
    assert 1 <= len(moments) == len(prices) <= MOST_POINTS
    assert moments == sorted(moments)
    assert (moments[-1], prices[-1]) == (at_us, len(gaps_us) - 1)
    assert moments[0] >= at_us - SPAN_US


@given(gaps_us)
def test_every_point_was_a_price_at_its_moment(gaps_us: list[int]) -> None:
    spark, at_us, was = Spark(), 0, {}
    for price, gap_us in enumerate(gaps_us):
        at_us += gap_us
        was[at_us] = float(price)
        spark.add(at_us, price)
    moments, prices = spark.points(at_us)
    assert {at: was[at] for at in moments} == dict(zip(moments, prices, strict=True))


def test_a_quarter_of_an_hour_of_seconds_fits() -> None:
    spark = Spark()
    for second in range(3600):
        spark.add(second * SECOND_US, float(second))
    moments, _ = spark.points(3599 * SECOND_US)
    assert moments[0] <= (3600 - 900 + 16) * SECOND_US
    assert len(moments) > MOST_POINTS // 2


def test_what_is_older_than_the_span_is_not_shown() -> None:
    spark = Spark()
    spark.add(0, 1.0)
    spark.add(SPAN_US, 2.0)
    assert spark.points(SPAN_US) == ([0, SPAN_US], [1.0, 2.0])
    assert spark.points(SPAN_US + 1) == ([SPAN_US], [2.0])
    assert spark.points(9 * SPAN_US) == ([], [])


def test_a_moment_before_the_last_one_moves_nothing_back() -> None:
    spark = Spark()
    spark.add(5 * SECOND_US, 1.0)
    spark.add(SECOND_US, 2.0)
    assert spark.points(0) == ([5 * SECOND_US], [2.0])


def test_each_price_is_news() -> None:
    spark = Spark()
    spark.add(0, 1.0)
    before = spark.revision
    spark.add(1, 1.0)
    assert spark.revision > before
    assert len(spark) == 1
