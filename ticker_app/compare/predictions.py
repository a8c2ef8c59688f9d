"""What theory expects of a lane, from the traffic and from how the lane's transport paced it."""

from __future__ import annotations

from msgspec import structs

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.feeds.long_poll import WAIT_S
from ticker_app.measures.pace import PaceReading
from ticker_app.measures.theory import (
    Prediction,
    Traffic,
    predict_long_poll,
    predict_poll,
    predict_push,
)


def prediction_of(choice: LaneChoice, pace: PaceReading, traffic: Traffic) -> Prediction | None:
    """The prediction; None before the pace is known, and for polls of an adaptive interval.

    Args:
        choice: the lane.
        pace: as it was measured.
        traffic: in the same window, with the lane's delay.
    """
    # Of a small delay d the mean unseen age is λd²/2: of one that varies, the squares count.
    squared = structs.replace(traffic, delay_s=pace.delay_rms_s)
    if choice.mode is Mode.PUSH:
        unseen_us = predict_push(squared).unseen_mean_us
        # It asks for nothing; theory counts its messages.
        return structs.replace(predict_push(traffic), unseen_mean_us=unseen_us, requests_per_s=None)
    if choice.transport is Transport.LONG_POLL:
        gap_s = pace.gap_s
        if gap_s is None:
            return None
        unseen_us = predict_long_poll(squared, gap_s, WAIT_S).unseen_mean_us
        return structs.replace(predict_long_poll(traffic, gap_s, WAIT_S), unseen_mean_us=unseen_us)
    if not pace.period_s or choice.longest_interval_s is not None:
        return None
    return predict_poll(traffic, pace.period_s)
