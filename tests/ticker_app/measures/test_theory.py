"""Predictions: against the published table, and against a simulation that knows no formula."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from tests.ticker_app.measures.simulation import Simulated, simulate
from ticker_app.measures.answers import newest_wait_s, together_s
from ticker_app.measures.spread import Spread
from ticker_app.measures.theory import Prediction, predict_long_poll, predict_poll, predict_push
from ticker_app.measures.traffic import Traffic

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


def test_ticks_of_one_moment_are_one_piece_of_news() -> None:
    twins = structs.replace(ONE, rates_hz=(2 * LAMBDA,), moments_hz=LAMBDA, apart=0.5)
    assert_predicts(predict_push(twins), age_peak_mean_us=1e6 * (1 / LAMBDA + D))
    assert_predicts(predict_poll(twins, P), age_peak_mean_us=1e6 * (1 / LAMBDA + D + P))


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
    seen, _ = simulate(UNLIKE.rates_hz, UNLIKE.delay_s, (gap_s,), wait_s, answers=150_000, seed=4)
    assert_agrees(prediction, seen, within=0.02)


@pytest.mark.parametrize(
    "gaps_s", [(0.15,), (0.0,) * 9 + (2.0,)], ids=["always the same", "a client that stalls"]
)
def test_a_simulation_agrees_whatever_made_ticks_late(gaps_s: tuple[float, ...]) -> None:
    """With what was measured of gaps and of late ticks, as a lane gives it to theory."""
    seen, late = simulate(
        UNLIKE.rates_hz, UNLIKE.delay_s, gaps_s, math.inf, answers=150_000, seed=4
    )
    gaps = Spread(np.array(gaps_s), np.full(len(gaps_s), 1 / len(gaps_s)))
    assert_agrees(predict_long_poll(UNLIKE, gaps, late=late), seen, within=0.03)


def test_how_late_ticks_came_changes_nothing_if_it_was_known() -> None:
    known = predict_push(ONE, late=Spread.of(D))
    assert_predicts(
        predict_push(ONE),
        age_mean_us=known.age_mean_us,
        age_peak_mean_us=known.age_peak_mean_us or 0,
        current=known.current or 0,
        unseen_mean_us=known.unseen_mean_us or 0,
    )


def test_of_other_ticks_push_adds_how_late_they_came() -> None:
    bursts = structs.replace(ONE, poisson=False, mean_wait_s=3.0)
    late = Spread(np.array([0.1, 0.3]), np.array([0.5, 0.5]))
    assert predict_push(bursts, late=late).age_mean_us == pytest.approx(1e6 * 3.2)


def test_a_delay_that_varies_leaves_a_poll_current_more_often() -> None:
    varied = predict_poll(ONE, P, Spread(np.array([0.0, 2 * D]), np.array([0.5, 0.5])))
    steady = predict_poll(ONE, P)
    assert varied.age_mean_us == steady.age_mean_us
    assert varied.current == pytest.approx(
        (steady.current or 0) * math.exp(LAMBDA * D) * (1 + math.exp(-2 * LAMBDA * D)) / 2
    )


@given(st.floats(0, 0.5), st.floats(0.1, 500))
def test_how_long_ticks_gather_is_told_by_how_many_do(gap_s: float, moments_hz: float) -> None:
    moments = moments_hz * gap_s + math.exp(-moments_hz * gap_s)
    found_s = together_s(moments, moments_hz)
    # Where hardly any two ticks travel together it cannot be told, and does not matter.
    assert found_s**2 == pytest.approx(gap_s**2, rel=1e-3, abs=1e-9 / moments_hz**2)


def test_fewer_than_one_moment_a_message_is_none_together() -> None:
    assert together_s(0.9, 5.0) == 0


def test_the_newest_tick_of_a_message_waits_less_than_the_others() -> None:
    rng = np.random.default_rng(2)
    gap_s, moments_hz = 0.1, 12.0
    ages_s = [
        gap_s - max(ticks) if len(ticks := rng.uniform(0, gap_s, number)) else 0.0
        for number in rng.poisson(moments_hz * gap_s, 20_000)
    ]
    assert newest_wait_s(gap_s, moments_hz) == pytest.approx(np.mean(ages_s), rel=0.02)


def assert_agrees(prediction: Prediction, seen: Simulated, *, within: float) -> None:
    """Within four standard errors, each of which is at most such a share."""
    for name in Simulated._fields:
        expected = getattr(prediction, name)
        value, error = getattr(seen, name)
        if expected is not None:
            assert value == pytest.approx(expected, abs=4 * error + 1e-9), name
            assert error <= within * abs(value) + 1e-9, name


def assert_predicts(prediction: Prediction, **expected: float) -> None:
    for name, value in expected.items():
        assert getattr(prediction, name) == pytest.approx(value), name


def test_a_poll_of_a_busy_server_finds_what_was_due_before_it() -> None:
    """Ticks wait until the server wakes, and so do polls, which are answered after them."""
    rng = np.random.default_rng(11)
    rate_hz, end_s = 10.0, 20_000.0
    wakes = np.cumsum(rng.exponential(0.02, round(end_s / 0.02)))
    due = np.sort(rng.uniform(0, wakes[-2], round(rate_hz * wakes[-2])))
    published = wakes[np.searchsorted(wakes, due)]
    looks = wakes[np.searchsorted(wakes, np.arange(1.0, wakes[-2], 0.5))]
    first = np.searchsorted(published, looks, side="right")[:-1]
    length, until = np.diff(looks), published[np.minimum(first, len(published) - 1)] - looks[:-1]
    current = np.minimum(until, length).sum() / length.sum()
    unseen_s = (np.maximum(length - until, 0) ** 2).sum() / 2 / length.sum()
    apart = len(np.unique(published)) / len(published)
    traffic = Traffic((rate_hz,), 0.0, poisson=True, mean_wait_s=1 / rate_hz, apart=apart)
    found = predict_poll(traffic, 0.5)
    assert apart < 0.9
    assert found.current == pytest.approx(current, rel=0.015)
    assert found.unseen_mean_us == pytest.approx(1e6 * unseen_s, rel=0.025)
