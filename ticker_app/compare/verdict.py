"""When to use which: what a comparison's own figures say, in words and as curves."""

from __future__ import annotations

from ticker_app.choice import Mode, Transport
from ticker_app.compare.outcome import LaneOutcome, Outcome
from ticker_app.measures.break_even import BreakEven, PollCost, PushCost, break_even
from ticker_app.measures.verdict import Contender, break_even_sentence, verdict


def verdict_of(outcome: Outcome) -> list[str]:
    """Sentences, most of all about age, bytes and what was missed; none for a single lane."""
    rate_hz = next((lane.traffic.rate_hz for lane in outcome.lanes if lane.traffic), 0.0)
    sentences = verdict(rate_hz, [_contender(lane) for lane in outcome.lanes])
    point = bytes_break_even(outcome)
    return sentences if point is None else [*sentences, break_even_sentence("bytes", point)]


def bytes_break_even(outcome: Outcome) -> BreakEven | None:
    """From which poll interval on polling takes fewer bytes than push.

    Of the first push lane and the first poll of a fixed interval; None without both of them,
    or if nothing came.
    """
    push = next((lane for lane in outcome.lanes if lane.choice.mode is Mode.PUSH), None)
    poll = next((lane for lane in outcome.lanes if _is_fixed_poll(lane)), None)
    if push is None or poll is None or push.traffic is None or poll.period_s is None:
        return None
    if not push.figures.seen or not poll.cost.requests:
        return None
    per_poll = _bytes(poll) / poll.cost.requests
    return break_even(
        "interval_s",
        PushCost(_bytes(push) / push.figures.seen),
        PollCost(full=per_poll, empty=per_poll),
        rate_hz=sum(push.traffic.rates_hz),
        interval_s=poll.period_s,
    )


def _contender(lane: LaneOutcome) -> Contender:
    return Contender(
        choice=lane.choice,
        age_mean_us=lane.figures.age_mean_us,
        seen_share=lane.figures.seen_share,
        bytes_per_s=_bytes(lane) / lane.seconds if lane.seconds else 0.0,
    )


def _is_fixed_poll(lane: LaneOutcome) -> bool:
    return lane.choice.transport is Transport.POLL and lane.choice.longest_interval_s is None


def _bytes(lane: LaneOutcome) -> int:
    return lane.cost.bytes_down + lane.cost.bytes_up
