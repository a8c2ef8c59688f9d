"""A score of a simulated lane and the prediction for it, as a comparison puts them together."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import pytest

from tests.ticker_app.measures.counting import traffic_of
from ticker_app.measures.score import LaneScore, ScoreFigures
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.theory import Prediction, predict_poll, predict_push

SECOND = 1_000_000
BEGIN_US, END_US = 20 * SECOND, 80 * SECOND
DELAY_US = 3_000
COMPARED = ("age_mean_us", "age_peak_mean_us", "unseen_mean_us", "current", "seen_share")

Tape = dict[str, list[Published]]


def poisson_tape(rate_hz: float, seed: int) -> Tape:
    """Twelve symbols from time 0 on, each with one tick before."""
    rng = np.random.default_rng(seed)
    tape: Tape = {}
    for symbol in "ABCDEFGHIJKL":
        moments = np.cumsum(rng.exponential(SECOND / rate_hz, round(rate_hz * 160)))
        ticks = enumerate([-SECOND, *moments], 1)
        tape[symbol] = [Published(symbol, count, round(at), 100.0) for count, at in ticks]
    return tape


def score_of(tape: Tape) -> LaneScore:
    score = LaneScore(tape, BEGIN_US)
    for ticks in tape.values():
        for each in ticks:
            score.publish(each)
    return score


def polled(tape: Tape, period_us: int, phase: float = 0.0) -> ScoreFigures:
    score = score_of(tape)
    moments = {symbol: [tick.published_us for tick in ticks] for symbol, ticks in tape.items()}
    for look_us in range(round(phase * period_us), END_US, period_us):
        newest = [tape[symbol][bisect_right(moments[symbol], look_us) - 1] for symbol in tape]
        score.deliver(look_us + DELAY_US, newest)
    return score.figures(END_US)


def pushed(tape: Tape) -> ScoreFigures:
    score = score_of(tape)
    for ticks in tape.values():
        for each in ticks:
            score.deliver(each.published_us + DELAY_US, [each])
    return score.figures(END_US)


def misses(figures: ScoreFigures, prediction: Prediction) -> list[float]:
    """How far theory is off, in margins of error, where it says anything and there are such."""
    found = []
    for name in COMPARED:
        measured, expected = getattr(figures, name), getattr(prediction, name)
        if measured.margin and expected is not None:
            found.append(abs(measured.value - expected) / measured.margin)
    return found


@pytest.mark.parametrize(("rate_hz", "period_s"), [(2.0, 1.0), (10.0, 0.5), (0.5, 2.0)])
def test_a_minute_agrees_with_theory_as_often_as_the_margins_say(
    rate_hz: float, period_s: float
) -> None:
    minutes = round(60 / rate_hz**0.5)
    of_push, of_polls = [], []
    for seed in range(minutes):
        tape = poisson_tape(rate_hz, seed)
        traffic = traffic_of(tape, BEGIN_US, END_US, DELAY_US / SECOND)
        assert traffic is not None
        of_push += misses(pushed(tape), predict_push(traffic))
        of_polls += misses(polled(tape, round(period_s * SECOND)), predict_poll(traffic, period_s))
    for found in (of_push, of_polls):
        # Now and then ticks look as if they were not Poisson, and theory says less.
        assert len(found) >= 0.9 * minutes * (len(COMPARED) - 1)
        assert np.mean(np.array(found) <= 1) >= 0.9
        assert max(found) < 2.5


def test_printed_errors_are_as_large_as_what_one_minute_differs_by_from_another() -> None:
    """Every figure of half a tick a second, where an age spans batch after batch."""
    pushes: list[ScoreFigures] = []
    polls: list[ScoreFigures] = []
    for seed in range(150):
        tape = poisson_tape(0.5, seed)
        pushes.append(pushed(tape))
        polls.append(polled(tape, 2 * SECOND, phase=seed / 150))
    for lane, names in ((pushes, COMPARED[:2]), (polls, COMPARED)):
        for name in names:
            found = [getattr(figures, name) for figures in lane]
            values = np.array([each.value for each in found])
            errors = np.array([each.error for each in found])
            off = np.abs(values - values.mean()) / errors
            assert 0.8 <= values.std() / np.sqrt(np.mean(errors**2)) <= 1.15, name
            assert 0.6 <= np.mean(off <= 1) <= 0.82, name
            assert 0.91 <= np.mean(off <= 2) <= 1.0, name


def test_for_any_ticks_the_general_form_gives_the_mean_age() -> None:
    """Regular bursts, and polls out of step with them."""
    tape: Tape = {"A": []}
    for burst in range(-1, 160):
        for more in range(4):
            at_us = burst * 500_000 + more * 7_000 + (burst % 3) * 90_000
            tape["A"].append(Published("A", len(tape["A"]) + 1, at_us, 100.0))
    traffic = traffic_of(tape, BEGIN_US, END_US, DELAY_US / SECOND)
    assert traffic is not None
    for figures, prediction in (
        (pushed(tape), predict_push(traffic)),
        (polled(tape, 123_457), predict_poll(traffic, 0.123457)),
    ):
        assert prediction.form == "general"
        assert figures.age_mean_us is not None
        assert figures.age_mean_us.value == pytest.approx(prediction.age_mean_us, rel=0.01)
