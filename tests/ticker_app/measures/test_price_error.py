"""The price on the lane against the one published."""

from __future__ import annotations

import pytest

from ticker_app.measures.area import Area
from ticker_app.measures.price_error import BASIS_POINT, MOST_BASIS_POINTS, PriceError


@pytest.fixture
def area() -> Area:
    """Where errors are added up."""
    return Area()


@pytest.fixture
def error(area: Area) -> PriceError:
    return PriceError(area)


def test_before_the_lane_shows_a_price_there_is_no_error(error: PriceError, area: Area) -> None:
    error.publish(10, 1, 100.0)
    error.publish(20, 2, 50.0)
    assert area.until(50) == 0


def test_an_older_price_is_off_by_its_distance(error: PriceError, area: Area) -> None:
    error.publish(0, 2, 100.0)
    error.deliver(10, 1, 99.0)
    assert area.until(30) == 20 * 100 * BASIS_POINT


def test_a_lane_that_has_caught_up_is_off_no_more(error: PriceError, area: Area) -> None:
    error.deliver(0, 1, 100.0)
    error.publish(10, 2, 50.0)
    error.deliver(30, 2, 50.0)
    assert area.until(1_000) == 20 * 10_000 * BASIS_POINT


def test_what_is_learnt_of_the_past_does_not_turn_time_back(error: PriceError, area: Area) -> None:
    error.deliver(10, 1, 100.0)
    error.publish(5, 2, 50.0)
    assert area.until(20) == 10 * 10_000 * BASIS_POINT


def test_an_older_publication_leaves_the_newer_one(error: PriceError, area: Area) -> None:
    error.deliver(10, 3, 100.0)
    error.publish(20, 2, 50.0)
    assert area.until(30) == 0


def test_of_a_price_of_nothing_there_is_no_share(error: PriceError, area: Area) -> None:
    error.deliver(0, 1, 100.0)
    error.publish(0, 2, 0.0)
    assert area.until(10) == 0


def test_beside_a_price_of_almost_nothing_the_error_has_an_end(
    error: PriceError, area: Area
) -> None:
    error.deliver(0, 1, 1e12)
    error.publish(0, 2, 1e-300)
    assert area.until(10) == 10 * round(MOST_BASIS_POINTS) * BASIS_POINT
