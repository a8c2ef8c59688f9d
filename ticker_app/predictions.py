"""What theory expects of a lane, from the traffic and from how the lane's transport paced it."""

from __future__ import annotations

from msgspec import structs

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.feeds.long_poll import WAIT_S
from ticker_app.measures.pace import Pace
from ticker_app.measures.theory import (
    Prediction,
    Traffic,
    predict_long_poll,
    predict_poll,
    predict_push,
)


def prediction_of(choice: LaneChoice, pace: Pace, traffic: Traffic) -> Prediction | None:
    """The prediction; None before the pace is known, and for polls of an adaptive interval.

    Args:
        choice: the lane.
        pace: as it was measured.
        traffic: in the same window, with the lane's delay.
    """
    if choice.mode is Mode.PUSH:
        return _push(pace, traffic)
    if choice.transport is Transport.LONG_POLL:
        gap_s = pace.gap_s()
        return None if gap_s is None else predict_long_poll(traffic, gap_s, WAIT_S)
    period_s = pace.period_s()
    if not period_s or choice.longest_interval_s is not None:
        return None
    return predict_poll(traffic, period_s)


def _push(pace: Pace, traffic: Traffic) -> Prediction:
    """A push lane asks for nothing; its delay is not the constant that the formulas take.

    Of a small delay d the mean unseen age is λd²/2, so what counts is the mean of the squares.
    """
    squared = predict_push(structs.replace(traffic, delay_s=pace.delay_rms_s()))
    return structs.replace(
        predict_push(traffic), unseen_mean_us=squared.unseen_mean_us, requests_per_s=None
    )
