"""What theory expects of a lane, from how its transport paced it."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec import structs

from tests.ticker_app.fakes import cursor, tick
from ticker_app.arrival import Arrival
from ticker_app.choice import Mode, parse_lane
from ticker_app.compare.predictions import prediction_of
from ticker_app.measures.pace import Pace, PaceReading
from ticker_app.measures.spread import Spread
from ticker_app.measures.traffic import Traffic

TRAFFIC = Traffic((2.0,), 0.002, True, 0.5)


def paced(mode: Mode, *delays_us: int) -> PaceReading:
    """A second apart, each asked for 1 ms after the one before had left the server."""
    pace = Pace(mode, lambda server_us: server_us)
    for number, delay_us in enumerate(delays_us, 1):
        left_us = number * 1_000_000
        arrival = Arrival(
            [tick(number, time=left_us)],
            left_us + delay_us,
            0,
            cursor(number),
            left_us,
            scheduled_us=left_us,
            asked_us=left_us - 999_000,
        )
        pace.take(arrival, 0)
    return pace.reading()


def test_a_push_asks_for_nothing_and_its_late_ticks_weigh_more() -> None:
    late = Spread(np.array([0.001, 0.003]), np.array([0.5, 0.5]))
    predicted = prediction_of(parse_lane("sse"), paced(Mode.PUSH, 1_000, 3_000), TRAFFIC, late)
    assert predicted is not None
    assert predicted.requests_per_s is None
    assert predicted.age_mean_us == pytest.approx(502_000)
    # λ E[d²] / 2
    assert predicted.unseen_mean_us == pytest.approx(2 * (1 + 9) / 2 / 2 * 1e-6 * 1e6, rel=0.01)


def test_ticks_that_travel_together_make_the_peaks_of_a_push_rarer_and_higher() -> None:
    """Two moments in each message: they gather for 1.84 / λ."""
    pace = PaceReading(0.0, newest_delay_s=0.5, moments_per_message=2.0)
    often = structs.replace(TRAFFIC, moments_hz=2.0)
    predicted = prediction_of(parse_lane("websocket"), pace, often, Spread.of(0.0))
    assert predicted is not None
    assert predicted.age_peak_mean_us is not None
    # One message a second; the newest tick in it waited less than the others.
    assert predicted.age_peak_mean_us == pytest.approx(1_500_000, rel=0.01)


def test_a_long_poll_is_predicted_once_its_gap_is_known() -> None:
    lane = parse_lane("long-poll")
    assert prediction_of(lane, paced(Mode.PULL, 1_000), TRAFFIC, None) is None
    predicted = prediction_of(lane, paced(Mode.PULL, 1_000, 1_000), TRAFFIC, Spread.of(0.001))
    assert predicted is not None
    assert predicted.requests_per_s == pytest.approx(2, rel=0.01)


def test_a_poll_is_predicted_from_the_period_it_kept() -> None:
    lane = parse_lane("poll:5")
    assert prediction_of(lane, paced(Mode.PULL, 0), TRAFFIC, None) is None
    predicted = prediction_of(lane, paced(Mode.PULL, 0, 0), TRAFFIC, None)
    assert predicted is not None
    assert predicted.age_mean_us == pytest.approx(500_000 + 500_000)


def test_how_late_ticks_are_published_is_taken_off_the_delay_of_a_poll() -> None:
    lane, pace = parse_lane("poll:5"), paced(Mode.PULL, 3_000, 3_000)
    plain = prediction_of(lane, pace, TRAFFIC, None)
    early = prediction_of(lane, pace, TRAFFIC, None, behind_s=0.002)
    assert plain is not None
    assert early is not None
    assert early.age_mean_us == pytest.approx(plain.age_mean_us - 2_000)
    assert plain.current is not None
    assert early.current == pytest.approx(plain.current * np.exp(2 * 0.002))


def test_a_source_that_does_not_keep_up_is_not_believed_beyond_half_a_gap() -> None:
    lane, pace = parse_lane("poll:5"), paced(Mode.PULL, 0, 0)
    predicted = prediction_of(lane, pace, TRAFFIC, None, behind_s=100.0)
    assert predicted is not None
    assert predicted.age_mean_us == pytest.approx(500_000 + 500_000 - 250_000)


def test_of_an_adaptive_poll_theory_says_nothing() -> None:
    lane = parse_lane("poll:0.5-5")
    assert prediction_of(lane, paced(Mode.PULL, 0, 0), TRAFFIC, None) is None


@pytest.mark.parametrize("period_s", [1e-320, 1e200])
def test_what_theory_has_no_number_for_is_not_predicted(period_s: float) -> None:
    pace = PaceReading(0.0, period_s=period_s)
    assert prediction_of(parse_lane("poll:1"), pace, TRAFFIC, None) is None
