"""What the figures of a lane ought to be, from the ticks, the delay and the period.

Every transport is read here as one process. The server hands out all that there is, is deaf for
a gap g, then hands out at once what came meanwhile; if nothing did, it waits for the next tick,
but no longer than w. Push has g = 0; a poll of period P has g = P and w = 0; a long poll has
both. What is handed out arrives d later. The README's table of predictions follows from it, and
so do the values for many symbols on one connection, where any of them ends the wait.

The derivation, for one symbol of rate λ, which ticks at a share λ/Λ of the moments at which
anything on the connection ticks, with C the time from one answer to the next and E the time
from an answer to the symbol's next tick: answers renew the process, so with
q = P(E ≤ C) = λ E[min(E, C)] (optional stopping) time averages over C give
current = q e^(−λd) / (λ E[C]) and the rest below.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from ticker_app.measures.traffic import Form, Traffic

__all__ = [
    "Form",
    "Prediction",
    "Traffic",
    "predict_long_poll",
    "predict_poll",
    "predict_push",
]


class Prediction(Struct, frozen=True):
    """The figures of `ScoreFigures` as theory has them; None: it does not say.

    form: "poisson"; or "general", where the ticks are not Poisson and only those figures are
        given that hold for any ticks.
    empty_share: of the requests, those that bring no tick of any symbol.
    requests_per_s: answers a second; for push, messages a second.
    """

    form: Form
    age_mean_us: float
    age_peak_mean_us: float | None = None
    unseen_mean_us: float | None = None
    current: float | None = None
    seen_share: float | None = None
    empty_share: float | None = None
    requests_per_s: float | None = None


def predict_push(traffic: Traffic, together_s: float = 0.0) -> Prediction:
    """What a push lane ought to show.

    Args:
        traffic: with the delay from publication to arrival.
        together_s: ticks that come within this time of a message travel together. The time
            that they wait for it must not be in the delay as well.
    """
    cycle = _cycle(traffic, together_s, math.inf)
    if traffic.poisson:
        return _poisson(traffic, cycle, seen_share=1.0, empty_share=None)
    return Prediction("general", _general_age_us(traffic, cycle), seen_share=1.0)


def predict_poll(traffic: Traffic, period_s: float) -> Prediction:
    """What a lane ought to show that asks for the newest ticks every ``period_s``.

    Where the ticks are not Poisson they must not keep step with the polls.

    Args:
        traffic: with the delay from the server's look at its ticks to the answer's arrival.
        period_s: from one look to the next, above 0.
    """
    cycle = _cycle(traffic, period_s, 0.0)
    if traffic.poisson:
        got = sum(each.news for each in cycle.symbols)
        seen_share = got / (sum(traffic.rates_hz) * period_s)
        return _poisson(traffic, cycle, seen_share=seen_share, empty_share=cycle.empty_share)
    return Prediction("general", _general_age_us(traffic, cycle), requests_per_s=1 / cycle.mean_s)


def predict_long_poll(traffic: Traffic, gap_s: float, wait_s: float = math.inf) -> Prediction:
    """What a lane ought to show whose requests wait at the server.

    In the general form the age that the gap adds, at most the gap, is that of Poisson ticks.

    Args:
        traffic: with the delay from the server's answer to its arrival.
        gap_s: from an answer's leaving the server to the next request's coming.
        wait_s: after so long without a tick the server answers without one.
    """
    cycle = _cycle(traffic, gap_s, wait_s)
    if traffic.poisson:
        return _poisson(traffic, cycle, seen_share=1.0, empty_share=cycle.empty_share)
    return Prediction("general", _general_age_us(traffic, cycle), seen_share=1.0)


class _SymbolCycle(Struct, frozen=True):
    """One symbol in the time from one answer to the next.

    news: the chance that the answer brings a tick of it (q).
    fresh_s: E[age of its newest tick; there is one], when the answer leaves.
    age_s: the mean age of its newest tick when an answer leaves, whether or not it is news.
    unseen_s, unseen_s2: E[V], E[V²] of how long its first tick waited for the answer.
    """

    rate_hz: float
    news: float
    fresh_s: float
    age_s: float
    unseen_s: float
    unseen_s2: float


class _Cycle(Struct, frozen=True):
    """The time from one answer to the next: E[C], E[C²]; how many answers are empty."""

    mean_s: float
    square_s2: float
    empty_share: float
    symbols: Sequence[_SymbolCycle]


def _cycle(traffic: Traffic, gap_s: float, wait_s: float) -> _Cycle:
    # A symbol whose own ticks share moments has more ticks than there are moments.
    total_hz = max(traffic.moments_hz or sum(traffic.rates_hz), *traffic.rates_hz)
    quiet = math.exp(-total_hz * gap_s)
    in_vain = math.exp(-total_hz * wait_s)
    # Of W = min(time to the next tick, w): E[W; a tick ends it], E[W²].
    ended_s = (1 - in_vain) / total_hz - (wait_s * in_vain if in_vain else 0.0)
    square_s2 = 2 * ended_s / total_hz
    waited_s = (1 - in_vain) / total_hz

    def of_symbol(rate_hz: float) -> _SymbolCycle:
        share = rate_hz / total_hz
        unmoved = math.exp(-rate_hz * gap_s)
        news = 1 - unmoved + quiet * (1 - in_vain) * share
        fresh_s = (1 - unmoved * (1 + rate_hz * gap_s)) / rate_hz
        # Without news the tick before is older by C.
        older_s = unmoved * gap_s + quiet * (waited_s - share * (ended_s + gap_s * (1 - in_vain)))
        return _SymbolCycle(
            rate_hz=rate_hz,
            news=news,
            fresh_s=fresh_s,
            age_s=(fresh_s + older_s) / news,
            unseen_s=gap_s - (1 - unmoved) / rate_hz,
            unseen_s2=gap_s**2 - 2 * gap_s / rate_hz + 2 * (1 - unmoved) / rate_hz**2,
        )

    return _Cycle(
        mean_s=gap_s + quiet * waited_s,
        square_s2=gap_s**2 + quiet * (2 * gap_s * waited_s + square_s2),
        empty_share=quiet * in_vain,
        symbols=[of_symbol(rate_hz) for rate_hz in traffic.rates_hz],
    )


def _poisson(
    traffic: Traffic, cycle: _Cycle, *, seen_share: float, empty_share: float | None
) -> Prediction:
    """All figures, means over the symbols; peaks over all deliveries with news."""
    delay_s, number = traffic.delay_s, len(cycle.symbols)
    news = sum(each.news for each in cycle.symbols)
    fresh_s = sum(each.fresh_s for each in cycle.symbols)
    ages_s = sum(_age_s(each, cycle) for each in cycle.symbols)
    return Prediction(
        form="poisson",
        age_mean_us=(delay_s + ages_s / number) * 1e6,
        age_peak_mean_us=(delay_s + (fresh_s + number * cycle.mean_s) / news) * 1e6,
        unseen_mean_us=sum(_unseen_s(s, cycle, delay_s) for s in cycle.symbols) / number * 1e6,
        current=sum(_current(each, cycle, delay_s) for each in cycle.symbols) / number,
        seen_share=seen_share,
        empty_share=empty_share,
        requests_per_s=1 / cycle.mean_s,
    )


def _general_age_us(traffic: Traffic, cycle: _Cycle) -> float:
    """The wait for the next of any ticks, the delay, and what answering in cycles adds."""
    added_s = [_age_s(each, cycle) - 1 / each.rate_hz for each in cycle.symbols]
    return (traffic.mean_wait_s + traffic.delay_s + sum(added_s) / len(added_s)) * 1e6


def _age_s(symbol: _SymbolCycle, cycle: _Cycle) -> float:
    """The mean age without the delay: as the last answer left, and the time since then."""
    return symbol.age_s + cycle.square_s2 / (2 * cycle.mean_s)


def _current(symbol: _SymbolCycle, cycle: _Cycle, delay_s: float) -> float:
    unmoved = math.exp(-symbol.rate_hz * delay_s)
    return symbol.news * unmoved / (symbol.rate_hz * cycle.mean_s)


def _unseen_s(symbol: _SymbolCycle, cycle: _Cycle, delay_s: float) -> float:
    rate_hz = symbol.rate_hz
    on_the_way = delay_s / rate_hz - (1 - math.exp(-rate_hz * delay_s)) / rate_hz**2
    waiting = symbol.unseen_s2 / 2 + delay_s * symbol.unseen_s
    return (waiting + symbol.news * on_the_way) / cycle.mean_s
