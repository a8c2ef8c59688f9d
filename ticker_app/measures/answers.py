"""From one answer of a server to the next: what it brings of each symbol, and how old that is.

The derivation, for one symbol of rate λ, which ticks at a share λ/Λ of the moments at which
anything on the connection ticks, with C the time from one answer to the next and E the time
from an answer to the symbol's next tick: answers renew the process, so with
q = P(E ≤ C) = λ E[min(E, C)] (optional stopping) time averages over C give
current = q e^(−λd) / (λ E[C]) and the rest below.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from ticker_app.measures.spread import Spread
from ticker_app.measures.traffic import Traffic

_NEWTON_STEPS = 20


class SymbolCycle(Struct, frozen=True):
    """A symbol of one rate in the time from one answer to the next.

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


class Cycle(Struct, frozen=True):
    """The time from one answer to the next: E[C], E[C²]; how many answers are empty.

    wait_s: how long a tick waits for the answer, on average over all ticks.
    symbols: by their rate, of ticks and of moments at which they tick.
    """

    mean_s: float
    square_s2: float
    empty_share: float
    wait_s: float
    symbols: Mapping[float, SymbolCycle]


def cycle_of(traffic: Traffic, gaps: Spread, wait_s: float) -> Cycle:
    """The cycle of a server that is deaf for a gap, then waits for a tick, but no longer than w.

    Args:
        traffic: of the symbols on the connection.
        gaps: independent of the ticks.
        wait_s: w.
    """
    rates_hz = {rate_hz * share for rate_hz in traffic.rates_hz for share in (1.0, traffic.apart)}
    # A symbol whose own ticks share moments has more ticks than there are moments.
    total_hz = max(traffic.moments_hz or sum(traffic.rates_hz), *traffic.rates_hz)
    quiet = gaps.mean(lambda gap_s: np.exp(-total_hz * gap_s))
    quiet_gap_s = gaps.mean(lambda gap_s: gap_s * np.exp(-total_hz * gap_s))
    gap_s, gap_s2 = gaps.mean(), gaps.mean(np.square)
    in_vain = math.exp(-total_hz * wait_s)
    # Of W = min(time to the next tick, w): E[W; a tick ends it], E[W²].
    ended_s = (1 - in_vain) / total_hz - (wait_s * in_vain if in_vain else 0.0)
    square_s2 = 2 * ended_s / total_hz
    waited_s = (1 - in_vain) / total_hz

    def of_symbol(rate_hz: float) -> SymbolCycle:
        share = rate_hz / total_hz
        unmoved = gaps.mean(lambda gap_s: np.exp(-rate_hz * gap_s))
        unmoved_gap_s = gaps.mean(lambda gap_s: gap_s * np.exp(-rate_hz * gap_s))
        news = 1 - unmoved + quiet * (1 - in_vain) * share
        fresh_s = (1 - unmoved) / rate_hz - unmoved_gap_s
        # Without news the tick before is older by C.
        ended_later_s = quiet * ended_s + quiet_gap_s * (1 - in_vain)
        older_s = unmoved_gap_s + quiet * waited_s - share * ended_later_s
        return SymbolCycle(
            rate_hz=rate_hz,
            news=news,
            fresh_s=fresh_s,
            age_s=(fresh_s + older_s) / news,
            unseen_s=gap_s - (1 - unmoved) / rate_hz,
            unseen_s2=gap_s2 - 2 * gap_s / rate_hz + 2 * (1 - unmoved) / rate_hz**2,
        )

    mean_s = gap_s + quiet * waited_s
    return Cycle(
        mean_s=mean_s,
        square_s2=gap_s2 + 2 * quiet_gap_s * waited_s + quiet * square_s2,
        empty_share=quiet * in_vain,
        wait_s=gap_s2 / (2 * mean_s),
        symbols={rate_hz: of_symbol(rate_hz) for rate_hz in rates_hz},
    )


def together_s(moments_per_message: float, moments_hz: float) -> float:
    """For how long ticks are gathered that travel together, from how many do.

    Within g of a message come Λg moments, and with the chance e^(−Λg) there is none and the
    message holds the first one after it: Λg + e^(−Λg) moments in each.

    Args:
        moments_per_message: at which anything ticked; below 1 counts as 1.
        moments_hz: moments a second (Λ), above 0.
    """
    surplus = max(moments_per_message - 1.0, 0.0)
    gathered = math.sqrt(2 * surplus) + surplus
    for _ in range(_NEWTON_STEPS):
        slope = -math.expm1(-gathered)
        if slope:
            gathered -= (gathered - slope - surplus) / slope
    return gathered / moments_hz


def newest_wait_s(together: float, moments_hz: float) -> float:
    """How long the newest tick of a message waited for it, if ticks gather for so long."""
    gathered = moments_hz * together
    return -math.expm1(-gathered) / moments_hz - together * math.exp(-gathered)
