"""Predictions: against the published table, and against a simulation that knows no formula."""

from __future__ import annotations

import math

import pytest
from msgspec import structs

from tests.ticker_app.measures.simulation import Simulated, simulate
from ticker_app.measures.theory import (
    Prediction,
    Traffic,
    predict_long_poll,
    predict_poll,
    predict_push,
)

LAMBDA, D, P, G = 2.0, 0.05, 1.0, 0.3
ONE = Traffic(rates_hz=(LAMBDA,), delay_s=D, poisson=True, mean_wait_s=1 / LAMBDA)


def test_push_is_as_in_the_table() -> None:
    current = math.exp(-LAMBDA * D)
    assert_predicts(
        predict_push(ONE),
        age_mean_us=1e6 * (1 / LAMBDA + D),
        age_peak_mean_us=1e6 * (1 / LAMBDA + D),
        current=current,
        unseen_mean_us=1e6 * (D - 1 / LAMBDA + current / LAMBDA),
        seen_share=1.0,
        requests_per_s=LAMBDA,
    )
    assert predict_push(ONE).empty_share is None


def test_a_poll_is_as_in_the_table() -> None:
    got = 1 - math.exp(-LAMBDA * P)
    current = math.exp(-LAMBDA * D) * got / (LAMBDA * P)
    assert_predicts(
        predict_poll(ONE, P),
        age_mean_us=1e6 * (1 / LAMBDA + D + P / 2),
        age_peak_mean_us=1e6 * (1 / LAMBDA + D + P),
        current=current,
        unseen_mean_us=1e6 * (D + P / 2 - 1 / LAMBDA + current / LAMBDA),
        empty_share=math.exp(-LAMBDA * P),
        seen_share=got / (LAMBDA * P),
        requests_per_s=1 / P,
    )


def test_a_long_poll_is_as_in_the_table() -> None:
    quiet = math.exp(-LAMBDA * G)
    mean = G + quiet / LAMBDA
    square = G**2 + quiet * (2 * G / LAMBDA + 2 / LAMBDA**2)
    fresh = (1 - quiet * (1 + LAMBDA * G)) / LAMBDA
    assert_predicts(
        predict_long_poll(ONE, G),
        age_mean_us=1e6 * (D + fresh + square / (2 * mean)),
        current=math.exp(-LAMBDA * D) / (LAMBDA * mean),
        seen_share=1.0,
        empty_share=0.0,
        requests_per_s=1 / mean,
    )


def test_a_long_poll_without_a_gap_is_push() -> None:
    push = predict_push(ONE)
    assert_predicts(
        predict_long_poll(ONE, 0.0),
        age_mean_us=push.age_mean_us,
        age_peak_mean_us=push.age_peak_mean_us or 0,
        current=push.current or 0,
        unseen_mean_us=push.unseen_mean_us or 0,
    )


def test_with_many_symbols_a_poll_is_empty_only_if_none_of_them_ticked() -> None:
    many = structs.replace(ONE, rates_hz=(LAMBDA,) * 3)
    assert_predicts(
        predict_poll(many, P),
        empty_share=math.exp(-3 * LAMBDA * P),
        age_mean_us=predict_poll(ONE, P).age_mean_us,
    )


def test_symbols_that_always_tick_together_are_as_one() -> None:
    alike = structs.replace(ONE, rates_hz=(LAMBDA,) * 3, moments_hz=LAMBDA)
    assert predict_long_poll(alike, G, wait_s=2.0) == predict_long_poll(ONE, G, wait_s=2.0)


def test_no_symbol_ticks_at_more_than_every_moment() -> None:
    crowded = structs.replace(ONE, moments_hz=LAMBDA / 2)
    assert predict_push(crowded) == predict_push(ONE)


def test_of_other_ticks_a_poll_still_adds_half_its_period() -> None:
    bursts = structs.replace(ONE, poisson=False, mean_wait_s=3.0)
    pushed, polled = predict_push(bursts), predict_poll(bursts, P)
    assert (pushed.form, polled.form, ONE.form) == ("general", "general", "poisson")
    assert pushed.age_mean_us == pytest.approx(1e6 * (3.0 + D))
    assert polled.age_mean_us == pytest.approx(1e6 * (3.0 + D + P / 2))
    assert polled.current is None


def test_of_other_ticks_the_gap_of_a_long_poll_adds_at_most_itself() -> None:
    bursts = structs.replace(ONE, poisson=False, mean_wait_s=3.0)
    added_s = predict_long_poll(bursts, G).age_mean_us / 1e6 - 3.0 - D
    assert 0 < added_s < G


UNLIKE = Traffic(rates_hz=(0.5, 2.0, 6.0), delay_s=0.05, poisson=True, mean_wait_s=0.0)


@pytest.mark.parametrize(
    ("prediction", "gap_s", "wait_s"),
    [
        (predict_push(UNLIKE), 0.0, math.inf),
        (predict_push(UNLIKE, together_s=0.1), 0.1, math.inf),
        (predict_poll(UNLIKE, 0.3), 0.3, 0.0),
        (predict_long_poll(UNLIKE, 0.15), 0.15, math.inf),
        (predict_long_poll(UNLIKE, 0.15, wait_s=0.2), 0.15, 0.2),
    ],
    ids=["push", "push together", "poll", "long poll", "long poll in vain"],
)
def test_a_simulation_agrees(prediction: Prediction, gap_s: float, wait_s: float) -> None:
    """Within four of its own standard errors, which are at most 2 %."""
    seen = simulate(UNLIKE.rates_hz, UNLIKE.delay_s, gap_s, wait_s, answers=150_000, seed=4)
    for name in Simulated._fields:
        expected = getattr(prediction, name)
        value, error = getattr(seen, name)
        if expected is not None:
            assert value == pytest.approx(expected, abs=4 * error + 1e-9), name
            assert error <= 0.02 * abs(value) + 1e-9, name


def assert_predicts(prediction: Prediction, **expected: float) -> None:
    for name, value in expected.items():
        assert getattr(prediction, name) == pytest.approx(value), name
