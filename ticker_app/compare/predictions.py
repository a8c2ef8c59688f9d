"""What theory expects of a lane, from the traffic and from how the lane's transport paced it."""

from __future__ import annotations

import math

import numpy as np
from msgspec import structs

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.feeds.waits import wait_s
from ticker_app.measures.answers import newest_wait_s, together_s
from ticker_app.measures.pace import PaceReading
from ticker_app.measures.spread import Spread
from ticker_app.measures.theory import Prediction, predict_long_poll, predict_poll, predict_push
from ticker_app.measures.traffic import Traffic

MOST_BEHIND = 0.5
"""Of the time between two ticks: a source that is later than that no longer keeps up."""


def prediction_of(
    choice: LaneChoice,
    pace: PaceReading,
    traffic: Traffic,
    late: Spread | None,
    behind_s: float | None = None,
) -> Prediction | None:
    """The prediction; None before the pace is known, and for polls of an adaptive interval.

    None as well if there is no number for it: a server can send moments of any kind.

    Args:
        choice: the lane.
        pace: as it was measured.
        traffic: in the same window.
        late: how late its ticks came, from publication to arrival; None: none came.
        behind_s: how late ticks were published, from when they were due, on average; None: the
            server does not tell.
    """
    try:
        with np.errstate(all="ignore"):
            timed = structs.replace(traffic, delay_s=pace.delay_s)
            made = _predicted(choice, pace, timed, late, behind_s)
    except ArithmeticError:
        return None
    return made if made is not None and _is_finite(made) else None


def _is_finite(prediction: Prediction) -> bool:
    figures = structs.astuple(prediction)
    return all(math.isfinite(figure) for figure in figures if isinstance(figure, float))


def _predicted(
    choice: LaneChoice,
    pace: PaceReading,
    traffic: Traffic,
    late: Spread | None,
    behind_s: float | None,
) -> Prediction | None:
    if choice.mode is Mode.PUSH:
        # It asks for nothing; theory counts its messages.
        return structs.replace(_pushed(pace, traffic, late), requests_per_s=None)
    if choice.transport is Transport.LONG_POLL:
        if pace.gaps is None:
            return None
        waits_s = wait_s(1 / (traffic.moments_hz or sum(traffic.rates_hz)))
        return predict_long_poll(traffic, pace.gaps, waits_s, late)
    if not pace.period_s or choice.longest_interval_s is not None:
        return None
    if behind_s is None:
        return predict_poll(traffic, pace.period_s, pace.delays)
    return _polled(pace, pace.period_s, traffic, min(behind_s, MOST_BEHIND / traffic.rate_hz))


def _polled(pace: PaceReading, period_s: float, traffic: Traffic, behind_s: float) -> Prediction:
    # A poll wakes the server, which publishes what is due before it looks. So a look finds what
    # it would have found that much later, and ticks share moments only because they were late.
    due = structs.replace(traffic, delay_s=traffic.delay_s - behind_s, apart=1.0)
    delays = pace.delays
    if delays is not None:
        delays = Spread(delays.values_s - behind_s, delays.shares)
    return predict_poll(due, period_s, delays)


def _pushed(pace: PaceReading, traffic: Traffic, late: Spread | None) -> Prediction:
    moments_hz, moments = traffic.moments_hz, pace.moments_per_message
    if not traffic.poisson or not moments_hz or moments is None:
        return predict_push(traffic, late=late)
    gathered_s = together_s(moments, moments_hz)
    delay_s = max(pace.newest_delay_s - newest_wait_s(gathered_s, moments_hz), 0.0)
    return predict_push(structs.replace(traffic, delay_s=delay_s), gathered_s, late)
