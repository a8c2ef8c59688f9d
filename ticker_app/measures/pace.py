"""How a lane's transport paces itself: what the theory needs to know of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from server.wire import Tick
from ticker_app.arrival import Arrival
from ticker_app.choice import Mode
from ticker_app.measures.latency import LatencyHistogram
from ticker_app.measures.spread import Spread
from ticker_app.measures.traffic_count import TOGETHER_US


class _Mean:
    """A running mean of whole numbers; None before the first."""

    def __init__(self) -> None:
        self._sum = 0
        self._number = 0

    def add(self, value: int) -> None:
        self._sum += value
        self._number += 1

    def value(self) -> float | None:
        return self._sum / self._number if self._number else None


class PaceReading(Struct, frozen=True, eq=False):
    """Means over the arrivals of one lane, as they were at one moment.

    delay_s: from when the server could send to arrival; 0 before one. That is, pushed: from
        the publication; polled: from the server's look at the tape; on a long poll: from when
        both a tick and the request were there.
    newest_delay_s: of a push, of the newest tick of each message only; 0 before one.
    delays: how that delay varied between answers; None before one, and for a push.
    period_s: from one interval poll to the next; None before there are two.
    gap_s: from the server's answer to a long poll until the next one waits there; likewise.
    gaps: how that varied.
    moments_per_message: of a push, how many of the moments at which anything ticked travel
        together; None before a message.
    """

    delay_s: float
    newest_delay_s: float = 0.0
    delays: Spread | None = None
    period_s: float | None = None
    gap_s: float | None = None
    gaps: Spread | None = None
    moments_per_message: float | None = None


class Pace:
    """Learns how a lane is paced from what arrives on it.

    Args:
        mode: whether its ticks were waited for at the server (pull) or sent by it (push).
        to_client_us: moves a moment of the server's clock onto the client's.
    """

    def __init__(self, mode: Mode, to_client_us: Callable[[int], int]) -> None:
        self._mode = mode
        self._to_client_us = to_client_us
        self._delay_us = _Mean()
        self._delays = LatencyHistogram()
        self._newest_delay_us = _Mean()
        self._moments = _Mean()
        self._period_us = _Mean()
        self._gap_us = _Mean()
        self._gaps = LatencyHistogram()
        self._before: Arrival | None = None

    def take(self, arrival: Arrival, way_up_us: int) -> None:
        """Learn from one arrival.

        Args:
            arrival: of the lane.
            way_up_us: how long a request takes to the server, as far as one can tell.
        """
        before, self._before = self._before, arrival
        if arrival.ticks:
            if self._mode is Mode.PUSH:
                self._take_message(arrival)
            else:
                self._take_answer(arrival, way_up_us)
        if before is None:
            return
        if arrival.scheduled_us is not None:
            self._period_us.add(arrival.received_us - before.received_us)
        if arrival.asked_us is not None:
            looked_us = self._to_client_us(before.as_of_us)
            gap_us = max(0, arrival.asked_us + way_up_us - looked_us)
            self._gap_us.add(gap_us)
            self._gaps.record(gap_us)

    def _take_message(self, arrival: Arrival) -> None:
        delay_us = 0
        for tick in arrival.ticks:
            delay_us = arrival.received_us - self._to_client_us(tick.time)
            self._delay_us.add(delay_us)
        self._newest_delay_us.add(delay_us)
        self._moments.add(_moments(arrival.ticks))

    def _take_answer(self, arrival: Arrival, way_up_us: int) -> None:
        looked_us = arrival.as_of_us if arrival.sent_us is None else arrival.sent_us
        could_send_us = self._to_client_us(looked_us)
        if arrival.asked_us is not None:
            # The server answers when it has both a tick and the request: waking the request
            # that waits for the tick takes its time too.
            first_us = self._to_client_us(arrival.ticks[0].time)
            could_send_us = max(first_us, arrival.asked_us + way_up_us)
        self._delay_us.add(arrival.received_us - could_send_us)
        self._delays.record(arrival.received_us - could_send_us)

    def period_s(self) -> float | None:
        """From one interval poll to the next; None before there are two."""
        return _seconds(self._period_us.value())

    def reading(self) -> PaceReading:
        """What was learnt so far."""
        return PaceReading(
            delay_s=_delay_s(self._delay_us),
            newest_delay_s=_delay_s(self._newest_delay_us),
            delays=self._delays.spread(),
            period_s=self.period_s(),
            gap_s=_seconds(self._gap_us.value()),
            gaps=self._gaps.spread(),
            moments_per_message=self._moments.value(),
        )


def _moments(ticks: Sequence[Tick]) -> int:
    if len(ticks) == 1:
        return 1
    return 1 + sum(after.time - tick.time > TOGETHER_US for tick, after in pairwise(ticks))


def _delay_s(mean_us: _Mean) -> float:
    # One below zero can only come from the error of the clock offset.
    return max(0.0, mean_us.value() or 0.0) / 1e6


def _seconds(us: float | None) -> float | None:
    return None if us is None else us / 1e6
