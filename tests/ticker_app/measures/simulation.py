"""Ticks, answers and what is seen of them, instant by instant; no formula of the theory."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import fmean
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ticker_app.measures.spread import Spread

Floats = npt.NDArray[np.float64]
Measured = tuple[float, float]
"""A value and its standard error."""

BATCHES = 50


class Simulated(NamedTuple):
    """The figures of a prediction, measured."""

    age_mean_us: Measured
    age_peak_mean_us: Measured
    unseen_mean_us: Measured
    current: Measured
    seen_share: Measured
    empty_share: Measured
    requests_per_s: Measured


def simulate(
    rates_hz: tuple[float, ...],
    delay_s: float,
    gaps_s: tuple[float, ...],
    wait_s: float,
    *,
    answers: int,
    seed: int,
) -> tuple[Simulated, Spread]:
    """A server that is deaf for a gap after each answer, then waits for a tick at most so long.

    Each gap is one of those given. A poll that does not wait hands out the newest tick only,
    anything else every tick. With the figures: how late each tick came.
    """
    rng = np.random.default_rng(seed)
    end_s = answers * (fmean(gaps_s) + min(wait_s, 1 / sum(rates_hz)))
    ticks = [np.sort(rng.uniform(0, end_s, rng.poisson(rate * end_s))) for rate in rates_hz]
    every = np.sort(np.concatenate(ticks))
    left = _answers(every, iter(rng.choice(gaps_s, 2 * answers)), wait_s, end_s)
    left = left[left > max(each[0] for each in ticks)][:-1]
    of_symbols = [_figures(each, left, delay_s, newest_only=wait_s == 0.0) for each in ticks]
    pooled = np.sum(of_symbols, axis=0)
    news = np.sum([_news(each, left) for each in ticks], axis=0)
    each_answer = np.ones(len(news))
    pairs = [*pooled, (1.0 * (news == 0), each_answer), (each_answer, np.diff(left))]
    figures = Simulated._make(_ratio(above, below) for above, below in pairs)
    return figures, _lateness(every, left, delay_s)


def _lateness(ticks: Floats, left: Floats, delay_s: float) -> Spread:
    ticks = ticks[(ticks > left[0]) & (ticks <= left[-1])]
    late_s = left[np.searchsorted(left, ticks)] + delay_s - ticks
    return Spread(late_s, np.full(len(late_s), 1 / len(late_s)))


def _answers(ticks: Floats, gaps_s: Iterator[float], wait_s: float, end_s: float) -> Floats:
    left = [0.0]
    while left[-1] < end_s:
        armed_s = left[-1] + next(gaps_s)
        waiting = np.searchsorted(ticks, left[-1], side="right")
        next_s = ticks[waiting] if waiting < len(ticks) else math.inf
        left.append(min(max(armed_s, next_s), armed_s + wait_s, end_s))
    return np.array(left)


def _handed_out(ticks: Floats, left: Floats) -> npt.NDArray[np.int64]:
    """How many ticks the server has handed out with each answer and those before."""
    return np.searchsorted(ticks, left, side="right")


def _news(ticks: Floats, left: Floats) -> npt.NDArray[np.int64]:
    return np.diff(_handed_out(ticks, left))


def _figures(ticks: Floats, left: Floats, delay_s: float, *, newest_only: bool) -> Floats:
    """Above and below of the first five figures, from one answer's arrival to the next."""
    known = _handed_out(ticks, left)[:-1]
    news = _news(ticks, left)
    newest, unseen = ticks[known - 1], np.append(ticks, math.inf)[known]
    begin, end = left[:-1] + delay_s, left[1:] + delay_s
    length = end - begin
    age = ((end - newest) ** 2 - (begin - newest) ** 2) / 2
    late_from, late_to = np.maximum(begin - unseen, 0), np.maximum(end - unseen, 0)
    brought = news > 0
    return np.array(
        [
            (1e6 * age, length),
            (1e6 * np.where(brought, end - newest, 0), brought),
            (1e6 * (late_to**2 - late_from**2) / 2, length),
            (length - (late_to - late_from), length),
            (brought if newest_only else news, news),
        ]
    )


def _ratio(above: Floats, below: Floats) -> Measured:
    """A mean over all answers, with the standard error of its batches."""
    pairs = zip(np.array_split(above, BATCHES), np.array_split(below, BATCHES), strict=True)
    batches = np.array([(np.sum(one), np.sum(other)) for one, other in pairs])
    total_above, total_below = batches.sum(axis=0)
    value = total_above / total_below
    residuals = batches[:, 0] - value * batches[:, 1]
    error = np.sqrt(BATCHES / (BATCHES - 1) * np.sum(residuals**2)) / total_below
    return float(value), float(error)
