"""What the figures of a comparison say for push and for pull."""

from __future__ import annotations

from ticker_app.compare.argument import Argument, Rival, ServerCpu, argue
from ticker_app.compare.outcome import LaneOutcome, Outcome


def argument_of(outcome: Outcome) -> Argument:
    """Sentences and cross-overs; nothing for a single lane."""
    # Those that were paused were measured in another window.
    lanes = [lane for lane in outcome.lanes if lane.is_compared]
    traffic = next((lane.traffic for lane in lanes if lane.traffic), None)
    cost = outcome.server_cost
    return argue(
        [_rival(lane) for lane in lanes],
        traffic,
        ServerCpu() if cost is None else cost.cpu,
    )


def _rival(lane: LaneOutcome) -> Rival:
    return Rival(
        lane.choice,
        lane.seconds,
        lane.outlay,
        lane.figures.age_mean_us,
        lane.figures.seen_share,
        lane.period_s,
    )
