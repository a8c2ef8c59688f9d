"""What the figures of a lane ought to be, from the ticks, the delay and the period.

Every transport is read here as one process. The server hands out all that there is, is deaf for
a gap g, then hands out at once what came meanwhile; if nothing did, it waits for the next tick,
but no longer than w. Push has g = 0; a poll of period P has g = P and w = 0; a long poll has
both. What is handed out arrives d later. The README's table of predictions follows from it, and
so do the values for many symbols on one connection, where any of them ends the wait.

What is measured varies, the delay and the gap most of all while a busy client cannot listen. So
each may be given as it was spread: all that a cycle contributes is then a mean over its gaps,
which do not depend on the ticks. Of a lane that delivers every tick, current and unseen age
follow from how late its ticks came, whatever made them late: Poisson ticks see time averages
(Wolff, "Poisson arrivals see time averages", Operations Research 30, 1982), so the share of time
in which a tick of the last D would be unseen is that of the ticks that came D late, which gives
current = E[e^(−λD)] and mean unseen age = E[D − (1 − e^(−λD))/λ]. For a constant D these are the
README's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

import numpy as np
from msgspec import Struct, structs

from ticker_app.measures.answers import Cycle, SymbolCycle, cycle_of
from ticker_app.measures.spread import Floats, Spread
from ticker_app.measures.traffic import Form, Traffic


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


def predict_push(
    traffic: Traffic, together_s: float = 0.0, late: Spread | None = None
) -> Prediction:
    """What a push lane ought to show.

    Args:
        traffic: with the delay from the server's sending to arrival.
        together_s: ticks that come within this time of a message travel together.
        late: how late its ticks came, from publication to arrival; None: by the delay and by
            what they wait for each other.
    """
    cycle = cycle_of(traffic, Spread.of(together_s), math.inf)
    if traffic.poisson:
        return _every_tick(traffic, cycle, late, empty_share=None)
    return Prediction("general", _general_age_us(traffic, cycle, late), seen_share=1.0)


def predict_poll(traffic: Traffic, period_s: float, delays: Spread | None = None) -> Prediction:
    """What a lane ought to show that asks for the newest ticks every ``period_s``.

    Where the ticks are not Poisson they must not keep step with the polls.

    Args:
        traffic: with the delay from the server's look at its ticks to the answer's arrival.
        period_s: from one look to the next, above 0.
        delays: how that delay varied; None: not at all.
    """
    cycle = cycle_of(traffic, Spread.of(period_s), 0.0)
    if not traffic.poisson:
        return Prediction(
            "general", _general_age_us(traffic, cycle, None), requests_per_s=1 / cycle.mean_s
        )
    got = sum(cycle.symbols[rate_hz].news for rate_hz in traffic.rates_hz)
    return _poisson(
        traffic,
        cycle,
        delays or Spread.of(traffic.delay_s),
        seen_share=got / (sum(traffic.rates_hz) * period_s),
        empty_share=cycle.empty_share,
    )


def predict_long_poll(
    traffic: Traffic, gap: float | Spread, wait_s: float = math.inf, late: Spread | None = None
) -> Prediction:
    """What a lane ought to show whose requests wait at the server.

    In the general form the age that the gap adds, at most the gap, is that of Poisson ticks.

    Args:
        traffic: with the delay from the server's answer to its arrival.
        gap: from an answer's leaving the server to the next request's coming, s.
        wait_s: after so long without a tick the server answers without one.
        late: how late its ticks came, from publication to arrival; None: by the delay and by
            what they wait for the request.
    """
    cycle = cycle_of(traffic, gap if isinstance(gap, Spread) else Spread.of(gap), wait_s)
    if traffic.poisson:
        return _every_tick(traffic, cycle, late, empty_share=cycle.empty_share)
    return Prediction("general", _general_age_us(traffic, cycle, late), seen_share=1.0)


def _every_tick(
    traffic: Traffic, cycle: Cycle, late: Spread | None, *, empty_share: float | None
) -> Prediction:
    """All figures of a lane that delivers every tick."""
    delays = Spread.of(traffic.delay_s)
    plain = _poisson(traffic, cycle, delays, seen_share=1.0, empty_share=empty_share)
    if late is None:
        return plain
    ages_s = _mean(traffic, cycle, lambda each: _age_s(each, cycle))
    return structs.replace(
        plain,
        age_mean_us=(ages_s + _lateness_s(traffic, cycle, late)) * 1e6,
        unseen_mean_us=_mean(traffic, cycle, lambda each: _out_of_date_s(each, late)) * 1e6,
        current=_mean(traffic, cycle, lambda each: late.mean(_unmoved(each))),
    )


def _poisson(
    traffic: Traffic,
    cycle: Cycle,
    delays: Spread,
    *,
    seen_share: float,
    empty_share: float | None,
) -> Prediction:
    """All figures, means over the symbols; peaks over all deliveries with news."""
    # Ticks of one moment come in one delivery, so it is moments that bring news. They share one
    # where the server was busy with something else, and whoever asked meanwhile is answered
    # after them: so it is moments, too, that end the time in which nothing is unseen.
    apart = structs.replace(
        traffic, rates_hz=tuple(rate_hz * traffic.apart for rate_hz in traffic.rates_hz)
    )
    news = _mean(apart, cycle, lambda each: each.news)
    fresh_s = _mean(apart, cycle, lambda each: each.fresh_s)
    ages_s = _mean(traffic, cycle, lambda each: _age_s(each, cycle))
    unseen_s = _mean(apart, cycle, lambda each: _unseen_s(each, cycle, delays))
    return Prediction(
        form="poisson",
        age_mean_us=(traffic.delay_s + ages_s) * 1e6,
        age_peak_mean_us=(traffic.delay_s + (fresh_s + cycle.mean_s) / news) * 1e6,
        unseen_mean_us=unseen_s * 1e6,
        current=_mean(apart, cycle, lambda each: _current(each, cycle, delays)),
        seen_share=seen_share,
        empty_share=empty_share,
        requests_per_s=1 / cycle.mean_s,
    )


def _general_age_us(traffic: Traffic, cycle: Cycle, late: Spread | None) -> float:
    """The wait for the next of any ticks, the delay, and what answering in cycles adds."""
    added_s = _mean(traffic, cycle, lambda each: _age_s(each, cycle) - 1 / each.rate_hz)
    return (traffic.mean_wait_s + _lateness_s(traffic, cycle, late) + added_s) * 1e6


def _lateness_s(traffic: Traffic, cycle: Cycle, late: Spread | None) -> float:
    """How late ticks are beside what they wait for the answer."""
    return traffic.delay_s if late is None else late.mean() - cycle.wait_s


def _mean(traffic: Traffic, cycle: Cycle, of: Callable[[SymbolCycle], float]) -> float:
    """Over the symbols."""
    total = sum(
        number * of(cycle.symbols[rate_hz]) for rate_hz, number in Counter(traffic.rates_hz).items()
    )
    return total / len(traffic.rates_hz)


def _age_s(symbol: SymbolCycle, cycle: Cycle) -> float:
    """The mean age without the delay: as the last answer left, and the time since then."""
    return symbol.age_s + cycle.square_s2 / (2 * cycle.mean_s)


def _current(symbol: SymbolCycle, cycle: Cycle, delays: Spread) -> float:
    return symbol.news * delays.mean(_unmoved(symbol)) / (symbol.rate_hz * cycle.mean_s)


def _unseen_s(symbol: SymbolCycle, cycle: Cycle, delays: Spread) -> float:
    on_the_way = _out_of_date_s(symbol, delays) / symbol.rate_hz
    waiting = symbol.unseen_s2 / 2 + delays.mean() * symbol.unseen_s
    return (waiting + symbol.news * on_the_way) / cycle.mean_s


def _unmoved(symbol: SymbolCycle) -> Callable[[Floats], Floats]:
    """The chance that it does not tick for so long."""
    return lambda for_s: np.exp(-symbol.rate_hz * for_s)


def _out_of_date_s(symbol: SymbolCycle, late: Spread) -> float:
    """The mean age of its first tick among those of the last D, 0 if there is none."""
    return (
        late.mean() + late.mean(lambda late_s: np.expm1(-symbol.rate_hz * late_s)) / symbol.rate_hz
    )
