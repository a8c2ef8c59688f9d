"""A comparison as a screen reads it: figures, theory and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from server.wire import Clock
from ticker_app.choice import Mode
from ticker_app.compare.argument import Argument, Rival, ServerCpu, argue
from ticker_app.compare.compared_lane import ComparedLane
from ticker_app.compare.comparison import Comparison
from ticker_app.compare.lane_reading import LaneReading, Spending, Verdict
from ticker_app.compare.outcome import Outcome, outcome_of
from ticker_app.compare.predictions import prediction_of
from ticker_app.compare.server_cost import ServerCost, ServerWatch
from ticker_app.measures.score import ScoreFigures
from ticker_app.measures.theory import Prediction
from ticker_app.measures.traffic import Traffic

THEORY_EVERY_US = 3_000_000
"""How often theory and verdict are worked out: they creep, and nobody reads faster."""


class Onlooker:
    """Reads one comparison; what does not change from look to look is worked out once.

    Args:
        comparison: may go on.
        watch: asks what the server spends.
        clock: the client's clock.
    """

    def __init__(self, comparison: Comparison, watch: ServerWatch, *, clock: Clock) -> None:
        self._comparison = comparison
        self._watch = watch
        self._clock = clock
        self._began_us: int | None = None
        self._traffic: Traffic | None = None
        self._theory_due_us = 0
        self._read: list[LaneReading] = []
        self._read_of: tuple[object, ...] | None = None
        """What the last readings were of: the window, how far it is known, and the lanes."""
        self._predictions: dict[ComparedLane, Prediction | None] = {}
        self._argument: Argument | None = None
        """Of the lanes that were read last; None: to be worked out."""
        self._argued_of: Sequence[ComparedLane] = ()

    def readings(self, now_us: int) -> list[LaneReading]:
        """Every lane as it is now; the same list again if nothing more is known of any."""
        comparison = self._comparison
        lanes = [(lane, _state(lane), lane.trouble) for lane in comparison.lanes]
        read_of = (comparison.began_us, comparison.through_us, comparison.trouble, lanes)
        if read_of != self._read_of:
            self._read_of = read_of
            self._look_at_traffic(now_us)
            compared = [*filter(comparison.is_compared, comparison.lanes)]
            if compared != self._argued_of:
                self._argument, self._argued_of = None, compared
                self._predictions.clear()
            self._read = [self._reading(lane) for lane in comparison.lanes]
        return self._read

    def verdict(self, lanes: Sequence[LaneReading]) -> Verdict:
        """What follows from these readings, those that were taken last."""
        traffic = self._traffic
        if traffic is None or self._comparison.trouble:
            return Verdict(Argument(), self._comparison.trouble)
        if self._argument is None:
            told = [lane.rival for lane in lanes if lane.is_compared and lane.rival is not None]
            cost = self._watch.since_begun()
            self._argument = argue(told, traffic, ServerCpu() if cost is None else cost.cpu)
        if traffic.poisson:
            return Verdict(self._argument, "Predicted for Poisson ticks.")
        return Verdict(self._argument, "The ticks are not Poisson: predicted by the general form.")

    def outcome(self) -> Outcome | None:
        """What it came to until now, all that a report says; None before anything was measured."""
        comparison = self._comparison
        if comparison.began_us is None or comparison.through_us is None:
            return None
        now_us = self._clock()
        seconds = (now_us - comparison.began_us) / 1e6
        cost = self._watch.since_begun()
        return outcome_of(comparison, now_us, asked_s=seconds, server_cost=cost)

    def server_cost(self) -> ServerCost | None:
        """What the server spent in the last seconds on all its clients; None: not known yet."""
        return self._watch.lately()

    def _look_at_traffic(self, now_us: int) -> None:
        if self._comparison.began_us != self._began_us:
            self._began_us, self._theory_due_us = self._comparison.began_us, 0
        if now_us >= self._theory_due_us:
            self._traffic, self._argument = self._comparison.traffic(), None
            self._predictions.clear()
            self._theory_due_us = 0 if self._traffic is None else now_us + THEORY_EVERY_US

    def _reading(self, lane: ComparedLane) -> LaneReading:
        through_us, now_us = self._comparison.through_us, self._clock()
        score = None if through_us is None else lane.figures(through_us)
        return LaneReading(
            lane.choice,
            not lane.is_paused,
            _state(lane),
            lane.trouble,
            score,
            None if through_us is None else _spending(lane, now_us),
            self._prediction(lane),
            None if score is None else _rival(lane, score, now_us),
            is_compared=self._comparison.is_compared(lane),
            seconds=lane.measured_s(now_us),
        )

    def _prediction(self, lane: ComparedLane) -> Prediction | None:
        if lane not in self._predictions:
            self._predictions[lane] = self._predict(lane)
        return self._predictions[lane]

    def _predict(self, lane: ComparedLane) -> Prediction | None:
        traffic = self._traffic if self._comparison.is_compared(lane) else lane.traffic
        if traffic is None or lane.scoring is None:
            return None
        pace, late = lane.scoring.pace.reading(), lane.scoring.score.lateness()
        cost = self._watch.since_begun()
        behind_s = None if cost is None else cost.late_s
        return prediction_of(lane.choice, pace, traffic, late, behind_s)


def _rival(lane: ComparedLane, score: ScoreFigures, now_us: int) -> Rival | None:
    seconds = lane.measured_s(now_us)
    if lane.scoring is None or seconds is None:
        return None
    return Rival(
        lane.choice,
        seconds,
        lane.scoring.outlay.reading(),
        score.age_mean_us,
        score.seen_share,
        lane.scoring.pace.period_s(),
    )


def _state(lane: ComparedLane) -> str:
    if lane.is_paused:
        return "paused"
    if lane.trouble:
        return "reconnecting"
    return "live" if lane.has_heard else "connecting"


def _spending(lane: ComparedLane, now_us: int) -> Spending | None:
    seconds = lane.measured_s(now_us)
    if seconds is None:
        return None
    cost = lane.spent()
    pulled = lane.choice.mode is Mode.PULL and cost.requests
    return Spending(
        cost.requests / seconds,
        cost.bytes_down / seconds,
        cost.bytes_up / seconds,
        cost.empty / cost.requests if pulled else None,
    )
