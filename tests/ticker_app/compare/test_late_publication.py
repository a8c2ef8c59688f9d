"""A server that publishes late, and at the latest when a poll wakes it."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import pytest

from tests.ticker_app.measures.counting import traffic_of
from ticker_app.choice import parse_lane
from ticker_app.compare.predictions import prediction_of
from ticker_app.measures.pace import PaceReading
from ticker_app.measures.score import LaneScore, ScoreFigures
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.traffic import Traffic

SECOND = 1_000_000
BEGIN_US, END_US = 20 * SECOND, 620 * SECOND
PERIOD_US, DELAY_US, LATEST_US = 500_000, 2_000, 16_000
RATE_HZ = 20.0
FIGURES = ("age_mean_us", "age_peak_mean_us", "unseen_mean_us", "current")


def late_tape() -> tuple[dict[str, list[Published]], float]:
    """Of twelve symbols, and how late their ticks are on average, in seconds."""
    rng = np.random.default_rng(3)
    tape: dict[str, list[Published]] = {}
    late_us = []
    for symbol in "ABCDEFGHIJKL":
        due_us = np.cumsum(rng.exponential(SECOND / RATE_HZ, round(640 * RATE_HZ)))
        # All that is due when the server wakes leaves together, every so often or for a poll.
        woken_us = np.ceil(due_us / LATEST_US) * LATEST_US
        look_us = np.ceil(due_us / PERIOD_US) * PERIOD_US
        published_us = np.minimum(woken_us, look_us)
        late_us.append(np.mean(published_us - due_us))
        moments = enumerate(published_us.tolist(), 2)
        ticks = [Published(symbol, count, round(at_us), 100.0) for count, at_us in moments]
        tape[symbol] = [Published(symbol, 1, 0, 100.0), *ticks]
    return tape, float(np.mean(late_us)) / SECOND


def polled(tape: dict[str, list[Published]]) -> ScoreFigures:
    score = LaneScore(tape, BEGIN_US)
    moments = {symbol: [tick.published_us for tick in ticks] for symbol, ticks in tape.items()}
    for ticks in tape.values():
        for each in ticks:
            score.publish(each)
    for look_us in range(PERIOD_US, END_US, PERIOD_US):
        known = {symbol: bisect_right(at_us, look_us) for symbol, at_us in moments.items()}
        newest = [tape[symbol][number - 1] for symbol, number in known.items()]
        score.deliver(look_us + DELAY_US, newest)
    return score.figures(END_US)


def misses(figures: ScoreFigures, traffic: Traffic, behind_s: float | None) -> dict[str, float]:
    """By how many of its errors theory is off."""
    pace = PaceReading(delay_s=DELAY_US / SECOND, period_s=PERIOD_US / SECOND)
    prediction = prediction_of(parse_lane("poll:0.5"), pace, traffic, None, behind_s)
    found = {}
    for name in FIGURES:
        measured = getattr(figures, name)
        found[name] = abs(measured.value - getattr(prediction, name)) / measured.error
    return found


def test_a_look_that_finds_all_that_is_due_is_as_if_it_came_that_much_sooner() -> None:
    tape, late_s = late_tape()
    figures = polled(tape)
    traffic = traffic_of(tape, BEGIN_US, END_US, DELAY_US / SECOND)
    assert traffic is not None
    assert traffic.poisson
    assert traffic.apart < 0.9
    assert late_s == pytest.approx(0.008, rel=0.05)
    told, untold = misses(figures, traffic, late_s), misses(figures, traffic, None)
    assert max(told.values()) < 3
    assert untold["age_mean_us"] > 10
    assert untold["age_peak_mean_us"] > 20
