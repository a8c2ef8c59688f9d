"""When to use which: what the measured lanes say for push and for pull, in words and curves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from server.wire import Heartbeat, encode
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.measures.batches import Estimate
from ticker_app.measures.break_even import Axis, PollCost, PushCost, What, break_even
from ticker_app.measures.cross_over import BreakEvens, cross_over_sentences
from ticker_app.measures.outlay import Outlay
from ticker_app.measures.traffic import Traffic
from ticker_app.measures.verdict import Contender, verdict

MESSAGES_PER_POLL = 2
"""The request and its answer."""
HEARTBEAT_BYTES = 2 + len(encode(Heartbeat("0123abcd:1234567", 1_732_242_000_123_456)))
"""Of a WebSocket's, as the contract has it: for a lane on which none was heard."""


class ServerCpu(Struct, frozen=True):
    """What the server spends, s of CPU time, by its own account. None: it cannot be told.

    per_message: pushed.  per_poll, per_long_poll: answered, with news or without.
    """

    per_message: float | None = None
    per_poll: float | None = None
    per_long_poll: float | None = None

    def per_arrival(self, transport: Transport) -> float | None:
        """Of a lane."""
        if transport is Transport.POLL:
            return self.per_poll
        return self.per_long_poll if transport is Transport.LONG_POLL else self.per_message


class Rival(Struct, frozen=True):
    """What an argument wants to know of a lane.

    seconds: how long it was measured.
    outlay: in that time.
    period_s: from poll to poll; None: not known, or no poll.
    """

    choice: LaneChoice
    seconds: float
    outlay: Outlay
    age_mean_us: Estimate | None = None
    seen_share: Estimate | None = None
    period_s: float | None = None


class Argument(Struct, frozen=True):
    """What follows from the figures.

    sentences: most of all about age, costs and what was missed; none for a single lane.
    points: where push and polling cross over, of the first push lane and the first poll of a
        fixed interval; empty without both of them.
    rivals: these two; None without them.
    """

    sentences: Sequence[str] = ()
    points: BreakEvens = {}
    rivals: tuple[LaneChoice, LaneChoice] | None = None


def argue(lanes: Sequence[Rival], traffic: Traffic | None, cpu: ServerCpu) -> Argument:
    """Draw the conclusions.

    Args:
        lanes: measured over the same window.
        traffic: in it; None: nothing was published.
        cpu: what a message and a poll cost the server.
    """
    if traffic is None:
        return Argument()
    contenders = [
        Contender(lane.choice, lane.age_mean_us, lane.seen_share, costs_of(lane, cpu))
        for lane in lanes
    ]
    symbols = len(traffic.rates_hz)
    sentences = verdict(traffic.rate_hz, symbols, contenders)
    push = next((lane for lane in lanes if lane.choice.mode is Mode.PUSH), None)
    poll = next((lane for lane in lanes if _is_fixed_poll(lane)), None)
    if push is None or poll is None:
        return Argument(sentences)
    points = break_evens(push, poll, traffic, cpu)
    return Argument([*sentences, *cross_over_sentences(points)], points, (push.choice, poll.choice))


def costs_of(lane: Rival, cpu: ServerCpu) -> dict[What, float]:
    """What a lane takes a second, where that is known."""
    outlay, is_push = lane.outlay, lane.choice.mode is Mode.PUSH
    if not lane.seconds or not outlay.arrivals:
        return {}
    costs = {
        What.BYTES: float(outlay.news_bytes + outlay.idle_bytes),
        What.MESSAGES: float(outlay.arrivals * (1 if is_push else MESSAGES_PER_POLL)),
    }
    each = cpu.per_arrival(lane.choice.transport)
    if each is not None:
        costs[What.CPU] = each * outlay.arrivals
    return {what: cost / lane.seconds for what, cost in costs.items()}


def break_evens(push: Rival, poll: Rival, traffic: Traffic, cpu: ServerCpu) -> BreakEvens:
    """Where these two cross over in what is known of both; empty while that is nothing."""
    interval_s = poll.period_s
    if not push.outlay.ticks or not poll.outlay.arrivals or not interval_s:
        return {}
    pushed, polled = _push_costs(push.outlay, cpu), _poll_costs(poll, traffic, cpu)
    return {
        what: {
            axis: break_even(
                axis,
                pushed[what],
                polled[what],
                rate_hz=traffic.rate_hz,
                symbols=len(traffic.rates_hz),
                interval_s=interval_s,
            )
            for axis in Axis
        }
        for what in What
        if what in pushed and what in polled
    }


def _push_costs(outlay: Outlay, cpu: ServerCpu) -> Mapping[What, PushCost]:
    heartbeat_bytes = outlay.idle_bytes / outlay.idle if outlay.idle else HEARTBEAT_BYTES
    messages = outlay.news / outlay.ticks
    costs = {
        What.BYTES: PushCost(outlay.news_bytes / outlay.ticks, heartbeat_bytes),
        What.MESSAGES: PushCost(messages, 1.0),
    }
    if cpu.per_message is not None:
        costs[What.CPU] = PushCost(cpu.per_message * messages, cpu.per_message)
    return costs


def _poll_costs(poll: Rival, traffic: Traffic, cpu: ServerCpu) -> Mapping[What, PollCost]:
    outlay = poll.outlay
    mean = (outlay.news_bytes + outlay.idle_bytes) / outlay.arrivals
    # Where one kind was never seen it is not known, and counts as much as the other one.
    full = outlay.news_bytes / outlay.news if outlay.news else mean
    empty = outlay.idle_bytes / outlay.idle if outlay.idle else mean
    bursts = _news_per_tick(poll, traffic)
    costs = {
        What.BYTES: PollCost(full, empty, bursts),
        What.MESSAGES: PollCost(MESSAGES_PER_POLL, MESSAGES_PER_POLL),
    }
    if cpu.per_poll is not None:
        costs[What.CPU] = PollCost(cpu.per_poll, cpu.per_poll)
    return costs


def _news_per_tick(poll: Rival, traffic: Traffic) -> float:
    """So many that as large a share of the polls is in vain as was; 1 where that cannot be told."""
    outlay, interval_s = poll.outlay, poll.period_s
    if not (outlay.news and outlay.idle and interval_s):
        return 1.0
    expected = sum(traffic.rates_hz) * interval_s
    return min(-math.log(outlay.idle / outlay.arrivals) / expected, 1.0)


def _is_fixed_poll(lane: Rival) -> bool:
    return lane.choice.transport is Transport.POLL and lane.choice.longest_interval_s is None
