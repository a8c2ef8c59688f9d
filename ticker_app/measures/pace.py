"""How a lane's transport paces itself: what the theory needs to know of it."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgspec import Struct

from ticker_app.arrival import Arrival
from ticker_app.choice import Mode


class _Mean:
    """Running means of whole numbers and of their squares; None before the first."""

    def __init__(self) -> None:
        self._sum = 0
        self._sum_of_squares = 0
        self._number = 0

    def add(self, value: int) -> None:
        self._sum += value
        self._sum_of_squares += value * value
        self._number += 1

    def value(self) -> float | None:
        return self._sum / self._number if self._number else None

    def root_mean_square(self) -> float | None:
        return math.sqrt(self._sum_of_squares / self._number) if self._number else None


class PaceReading(Struct, frozen=True):
    """Means over the arrivals of one lane, as they were at one moment.

    delay_s: from when the server could send to arrival; 0 before one. That is, pushed: from
        the publication; polled: from the server's look at the tape; on a long poll: from when
        both a tick and the request were there.
    delay_rms_s: the root mean square of that delay; 0 before one.
    period_s: from one interval poll to the next; None before there are two.
    gap_s: from the server's answer to a long poll until the next one waits there; likewise.
    """

    delay_s: float
    delay_rms_s: float
    period_s: float | None
    gap_s: float | None


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
        self._period_us = _Mean()
        self._gap_us = _Mean()
        self._before: Arrival | None = None

    def take(self, arrival: Arrival, way_up_us: int) -> None:
        """Learn from one arrival.

        Args:
            arrival: of the lane.
            way_up_us: how long a request takes to the server, as far as one can tell.
        """
        before, self._before = self._before, arrival
        if arrival.ticks:
            self._take_delay(arrival, way_up_us)
        if before is None:
            return
        if arrival.scheduled_us is not None:
            self._period_us.add(arrival.received_us - before.received_us)
        if arrival.asked_us is not None:
            looked_us = self._to_client_us(before.as_of_us)
            self._gap_us.add(max(0, arrival.asked_us + way_up_us - looked_us))

    def _take_delay(self, arrival: Arrival, way_up_us: int) -> None:
        if arrival.asked_us is not None:
            # The server answers when it has both a tick and the request: waking the request
            # that waits for the tick takes its time too.
            first_us = self._to_client_us(arrival.ticks[0].time)
            self._delay_us.add(arrival.received_us - max(first_us, arrival.asked_us + way_up_us))
            return
        if self._mode is Mode.PULL:
            self._delay_us.add(arrival.received_us - self._to_client_us(arrival.as_of_us))
            return
        for tick in arrival.ticks:
            self._delay_us.add(arrival.received_us - self._to_client_us(tick.time))

    def reading(self) -> PaceReading:
        """What was learnt so far."""
        return PaceReading(
            delay_s=max(0.0, self._delay_us.value() or 0.0) / 1e6,
            delay_rms_s=(self._delay_us.root_mean_square() or 0.0) / 1e6,
            period_s=_seconds(self._period_us.value()),
            gap_s=_seconds(self._gap_us.value()),
        )


def _seconds(us: float | None) -> float | None:
    return None if us is None else us / 1e6
