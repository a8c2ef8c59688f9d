"""The price on the lane against the one published."""

from __future__ import annotations

from ticker_app.measures.price_error import PriceError, Quoted


def test_before_the_lane_shows_a_price_there_is_no_error() -> None:
    error = PriceError()
    error.publish(10, Quoted(1, 100.0))
    error.advance(50)
    assert (error.elapsed_us, error.integral_bps_us) == (0, 0.0)


def test_an_older_price_is_off_by_its_distance() -> None:
    error = PriceError()
    error.publish(0, Quoted(2, 100.0))
    error.deliver(10, Quoted(1, 99.0))
    error.advance(30)
    assert (error.elapsed_us, error.integral_bps_us) == (20, 20 * 100.0)


def test_what_is_learnt_of_the_past_does_not_turn_time_back() -> None:
    error = PriceError()
    error.deliver(10, Quoted(1, 100.0))
    error.publish(5, Quoted(2, 50.0))
    error.advance(20)
    assert (error.elapsed_us, error.integral_bps_us) == (10, 10 * 10_000.0)


def test_an_older_publication_leaves_the_newer_one() -> None:
    error = PriceError()
    error.deliver(10, Quoted(3, 100.0))
    error.publish(20, Quoted(2, 50.0))
    error.advance(30)
    assert error.integral_bps_us == 0


def test_of_a_price_of_nothing_there_is_no_share() -> None:
    error = PriceError()
    error.deliver(0, Quoted(1, 100.0))
    error.publish(0, Quoted(2, 0.0))
    error.advance(10)
    assert error.integral_bps_us == 0
