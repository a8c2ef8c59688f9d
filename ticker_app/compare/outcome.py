"""What a comparison came to: all that a table, a file or a page says."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from msgspec import Struct
from msgspec.structs import replace

from server.wire import SourceInfo
from ticker_app.choice import LaneChoice
from ticker_app.compare.compared_lane import ComparedLane, Step
from ticker_app.compare.comparison import Comparison
from ticker_app.compare.predictions import prediction_of
from ticker_app.compare.server_cost import ServerCost
from ticker_app.measures.breaks import BreakFigures
from ticker_app.measures.clock_offset import ClockReading
from ticker_app.measures.cost import Cost
from ticker_app.measures.outlay import Outlay
from ticker_app.measures.score import ScoreFigures
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.theory import Prediction
from ticker_app.measures.traffic import Traffic


class LaneOutcome(Struct, frozen=True):
    """One lane in its window.

    is_compared: whether that is the window of the comparison; False for a lane that was paused.
    seconds: how long it was measured.
    cost, outlay: in the window.
    prediction: what theory expects of it; None where it has nothing to say.
    period_s, gap_s: from poll to poll, and from answer to waiting again; None: not known.
    trouble: what was wrong at the end, a sentence, or ''.
    steps: of the charted symbol, oldest first.
    breaks: what bad connections cost it since it was started.
    """

    name: str
    choice: LaneChoice
    is_compared: bool
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
    breaks: BreakFigures = BreakFigures()


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


def outcome_of(
    comparison: Comparison, ended_us: int, *, asked_s: float, server_cost: ServerCost | None
) -> Outcome:
    """Everything that was measured until then, copied out of a comparison that may go on."""
    began_us = ended_us if comparison.began_us is None else comparison.began_us
    charted = comparison.charted or ""
    behind_s = None if server_cost is None else server_cost.late_s
    lanes = (_lane_outcome(comparison, lane, ended_us, behind_s) for lane in comparison.lanes)
    return Outcome(
        server_url=comparison.server_url,
        source=comparison.source,
        symbols=comparison.symbols,
        asked_s=asked_s,
        seconds=(ended_us - began_us) / 1e6,
        began_us=began_us,
        ended_us=ended_us,
        clock=comparison.clock_reading(),
        lanes=[lane for lane in lanes if lane is not None],
        reference_cost=copy(comparison.reference_cost),
        server_cost=server_cost,
        charted=charted,
        published=list(comparison.published(charted)),
    )


def _lane_outcome(
    comparison: Comparison, lane: ComparedLane, ended_us: int, behind_s: float | None
) -> LaneOutcome | None:
    """None: the lane was never measured."""
    figures = lane.figures(min(ended_us, comparison.through_us or ended_us))
    if figures is None or lane.scoring is None:
        return None
    pace, late = lane.scoring.pace.reading(), lane.scoring.score.lateness()
    traffic = comparison.traffic_of(lane)
    if traffic is not None:
        traffic = replace(traffic, delay_s=pace.delay_s)
    until_us = ended_us if lane.ended_us is None else min(lane.ended_us, ended_us)
    predicted = None
    if traffic is not None:
        predicted = prediction_of(lane.choice, pace, traffic, late, behind_s)
    return LaneOutcome(
        name=lane.name,
        choice=lane.choice,
        is_compared=comparison.is_compared(lane),
        seconds=(until_us - lane.scoring.began_us) / 1e6,
        figures=figures,
        cost=lane.spent(),
        outlay=lane.scoring.outlay.reading(),
        traffic=traffic,
        prediction=predicted,
        period_s=pace.period_s,
        gap_s=pace.gap_s,
        trouble=lane.trouble,
        steps=list(lane.steps),
        breaks=lane.breaks(),
    )
