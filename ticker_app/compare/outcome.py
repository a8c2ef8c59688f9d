"""What a comparison came to: all that a table, a file or a page says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cache, partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from server.wire import SourceInfo
from ticker_app.choice import LaneChoice
from ticker_app.compare.compared_lane import ComparedLane, Step
from ticker_app.compare.comparison import Comparison
from ticker_app.compare.predictions import prediction_of
from ticker_app.compare.server_cost import ServerCost
from ticker_app.measures.clock_offset import ClockReading
from ticker_app.measures.cost import Cost
from ticker_app.measures.outlay import Outlay
from ticker_app.measures.pace import PaceReading
from ticker_app.measures.score import Published, ScoreFigures
from ticker_app.measures.theory import Prediction
from ticker_app.measures.traffic import Traffic, traffic_of

TrafficIn: TypeAlias = Callable[[int, int], Traffic | None]
"""What was published from then to then, client clock."""


class LaneOutcome(Struct, frozen=True):
    """One lane in its window.

    seconds: how long it was measured.
    cost, outlay: in the window.
    prediction: what theory expects of it; None where it has nothing to say.
    period_s, gap_s: from poll to poll, and from answer to waiting again; None: not known.
    trouble: what was wrong at the end, a sentence, or ''.
    steps: of the charted symbol, oldest first.
    """

    name: str
    choice: LaneChoice
    seconds: float
    figures: ScoreFigures
    cost: Cost
    outlay: Outlay
    traffic: Traffic | None
    prediction: Prediction | None
    period_s: float | None
    gap_s: float | None
    trouble: str
    steps: Sequence[Step]


class Outcome(Struct, frozen=True):
    """A comparison that has ended, or was ended early.

    asked_s: how long it was to be measured.  seconds: how long it was.
    charted: the symbol of the steps, and what was published of it.
    began_us, ended_us: the window, client clock.
    """

    server_url: str
    source: SourceInfo | None
    symbols: Sequence[str]
    asked_s: float
    seconds: float
    began_us: int
    ended_us: int
    clock: ClockReading | None
    lanes: Sequence[LaneOutcome]
    reference_cost: Cost
    server_cost: ServerCost | None
    charted: str
    published: Sequence[Published]

    @property
    def was_cut_short(self) -> bool:
        """Whether it ended before its time."""
        return self.seconds < self.asked_s


class MeasuredLane(Struct, frozen=True):
    """A lane without what follows from the traffic in its window; client clock."""

    bare: LaneOutcome
    began_us: int
    until_us: int
    pace: PaceReading

    def outcome(self, seen_traffic: TrafficIn) -> LaneOutcome:
        """Work out the rest."""
        traffic = seen_traffic(self.began_us, self.until_us)
        if traffic is None:
            return self.bare
        traffic = replace(traffic, delay_s=self.pace.delay_s)
        prediction = prediction_of(self.bare.choice, self.pace, traffic)
        return replace(self.bare, traffic=traffic, prediction=prediction)


class Measured(Struct, frozen=True):
    """What was measured, copied out of a comparison that may go on meanwhile.

    bare: the outcome without its lanes.  lanes: without what follows from the traffic.
    published: of every symbol, oldest first.
    """

    bare: Outcome
    lanes: Sequence[MeasuredLane]
    published: Mapping[str, Sequence[Published]]

    def outcome(self) -> Outcome:
        """Work out the rest. Nothing that changes is read, so any thread may."""
        # Lanes of one window share its traffic: reading all that was published takes long.
        traffic = cache(partial(traffic_of, self.published))
        return replace(self.bare, lanes=[lane.outcome(traffic) for lane in self.lanes])


def measured(
    comparison: Comparison, ended_us: int, *, asked_s: float, server_cost: ServerCost | None
) -> Measured:
    """Everything that was measured in the window that ended then."""
    began_us = ended_us if comparison.began_us is None else comparison.began_us
    published = {symbol: list(comparison.published(symbol)) for symbol in comparison.symbols}
    charted = comparison.charted or ""
    bare = Outcome(
        server_url=comparison.server_url,
        source=comparison.source,
        symbols=comparison.symbols,
        asked_s=asked_s,
        seconds=(ended_us - began_us) / 1e6,
        began_us=began_us,
        ended_us=ended_us,
        clock=comparison.clock_reading(),
        lanes=(),
        reference_cost=copy(comparison.reference_cost),
        server_cost=server_cost,
        charted=charted,
        published=published.get(charted, ()),
    )
    lanes = (_measured_lane(comparison, lane, ended_us) for lane in comparison.lanes)
    return Measured(bare, [lane for lane in lanes if lane is not None], published)


def _measured_lane(
    comparison: Comparison, lane: ComparedLane, ended_us: int
) -> MeasuredLane | None:
    """None: the lane was never measured."""
    through_us = min(ended_us, comparison.through_us or ended_us)
    figures = lane.figures(through_us)
    if figures is None or lane.scoring is None:
        return None
    began_us, pace = lane.scoring.began_us, lane.scoring.pace.reading()
    spent_until_us = ended_us if lane.ended_us is None else min(lane.ended_us, ended_us)
    bare = LaneOutcome(
        name=lane.name,
        choice=lane.choice,
        seconds=(spent_until_us - began_us) / 1e6,
        figures=figures,
        cost=lane.spent(),
        outlay=lane.scoring.outlay.reading(),
        traffic=None,
        prediction=None,
        period_s=pace.period_s,
        gap_s=pace.gap_s,
        trouble=lane.trouble,
        steps=list(lane.steps),
    )
    return MeasuredLane(bare, began_us, min(spent_until_us, through_us), pace)
