"""What is measured of one lane in one window of time."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ticker_app.arrival import Arrival
from ticker_app.measures.cost import Cost
from ticker_app.measures.outlay import OutlayMeter
from ticker_app.measures.pace import Pace
from ticker_app.measures.score import LaneScore
from ticker_app.measures.symbol_score import Published


class Heard(Struct, frozen=True, gc=False):
    """An arrival, and what was known when it came: bytes both ways, the bound of the clocks."""

    arrival: Arrival
    wire_bytes: int
    bound_us: int


class Scoring(Struct, frozen=True):
    """What is measured in one window. cost: the counters when it began."""

    began_us: int
    score: LaneScore
    pace: Pace
    outlay: OutlayMeter
    cost: Cost

    def take(self, heard: Heard, ticks: Sequence[Published], opened_us: int) -> None:
        """Measure an arrival.

        Args:
            heard: the arrival.
            ticks: that it brought.
            opened_us: when the lane first asked to be told, client clock.
        """
        arrival = heard.arrival
        self.outlay.take(len(ticks), heard.wire_bytes)
        self.pace.take(arrival, heard.bound_us)
        # What was waiting before the lane was there says nothing about its latency.
        counts = all(one.published_us >= opened_us for one in ticks)
        received_us = max(arrival.received_us, self.began_us)
        self.score.deliver(received_us, ticks, latency_counts=counts)
