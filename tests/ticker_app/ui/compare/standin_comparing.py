"""A comparison made by hand: what the compare view reads, and a record of what it asked for."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from tests.ticker_app.ui.standin import NOW_US
from ticker_app.choice import LaneChoice, lane_name, parse_lane
from ticker_app.compare.argument import Argument
from ticker_app.compare.compared_lane import ComparedLane, Step
from ticker_app.compare.comparing import FIRST_LANES, Comparing
from ticker_app.compare.lane_reading import LaneReading, Spending, Verdict
from ticker_app.compare.outcome import Outcome
from ticker_app.compare.server_cost import ServerCost
from ticker_app.measures.batches import Estimate
from ticker_app.measures.break_even import Axis, PollCost, PushCost, What, break_even
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.latency import Percentiles
from ticker_app.measures.running_counts import RunningCounts
from ticker_app.measures.score import ScoreFigures
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.theory import Prediction

S = 1_000_000

POINTS = {
    what: {
        axis: break_even(
            axis, PushCost(150.0), PollCost(600.0, 300.0), rate_hz=5.0, symbols=12, interval_s=1.0
        )
        for axis in Axis
    }
    for what in (What.BYTES, What.MESSAGES)
}
"""What the server spends it has not told yet."""


def lane_of(name: str) -> ComparedLane:
    """A lane that never starts."""
    return ComparedLane(
        parse_lane(name),
        "http://127.0.0.1:49210",
        clock=lambda: NOW_US,
        offset=ClockOffset(),
        counts=RunningCounts(),
        on_heard=lambda lane: None,
        on_trouble=lambda lane, sentence: None,
    )


def score(age_us: float, *, error: float | None = None, current: float = 0.9) -> ScoreFigures:
    """What a lane may have measured; every time figure follows from the age."""
    return ScoreFigures(
        latency_us=Percentiles(*(round(age_us * share) for share in (0.5, 0.9, 1, 1.1))),
        age_mean_us=Estimate(age_us, error),
        age_peak_mean_us=Estimate(2 * age_us, error),
        age_max_us=round(3 * age_us),
        unseen_mean_us=Estimate(age_us / 2, error),
        current=Estimate(current, None),
        seen=200,
        missed=10,
        seen_share=Estimate(200 / 210, None),
        price_error_bps=Estimate(0.5, None),
    )


def reading(name: str, age_us: float = 500_000, **more: object) -> LaneReading:
    """One lane as it is now."""
    fields: dict[str, object] = {
        "is_running": True,
        "state": "live",
        "score": score(age_us),
        "spending": Spending(1.0, 1900.0, 300.0, 0.2 if name.startswith("poll") else None),
        "prediction": Prediction("poisson", age_us * 0.9, current=0.88, requests_per_s=1.1),
    }
    return LaneReading(parse_lane(name), **(fields | more))  # type: ignore[arg-type]  # by name


class StandInComparing(Comparing):
    """Four lanes; `asked` keeps what the view wanted."""

    def __init__(self, names: Sequence[str] = FIRST_LANES) -> None:
        self._is_open = False
        self.asked: list[object] = []
        self.told: list[Published] = []
        self.steps_through_us: int | None = None
        self.made = [lane_of(name) for name in names]
        self.paused: set[int] = set()
        self.server_options = ("--source=simulated", "--seed=7")
        self.came_to: Outcome | None = None
        self.served: ServerCost | None = None

    def publish(self, seconds_ago: float, count: int, price: float) -> Published:
        """The charted symbol ticked."""
        one = Published("AAA", count, NOW_US - round(seconds_ago * S), price)
        self.told.append(one)
        return one

    def deliver(self, lane: int, published: Published, delay_s: float) -> None:
        """A lane brought it."""
        received_us = published.published_us + round(delay_s * S)
        step = Step(received_us, published.published_us, published.price, published.count)
        self.made[lane].steps.append(step)

    @override
    def open(self) -> None:
        self.asked.append("open")
        self._is_open = True

    @override
    def close(self) -> None:
        self.asked.append("close")
        self._is_open = False

    @override
    def add(self) -> None:
        self.asked.append("add")
        self.made.append(lane_of("poll:5"))

    @override
    def remove(self, index: int) -> None:
        self.asked.append(("remove", index))
        del self.made[index]

    @override
    def change(self, index: int, choice: LaneChoice) -> None:
        self.asked.append(("change", index, lane_name(choice)))
        self.made[index] = lane_of(lane_name(choice))

    @override
    def pause(self, index: int, on: bool) -> None:
        self.asked.append(("pause", index, on))
        (self.paused.add if on else self.paused.discard)(index)

    @override
    def chart(self, symbol: str) -> None:
        if symbol not in self.asked:
            self.asked.append(symbol)

    @property
    @override
    def lanes(self) -> Sequence[ComparedLane]:
        return self.made

    @property
    @override
    def through_us(self) -> int | None:
        return self.steps_through_us

    @override
    def published(self) -> Sequence[Published]:
        return self.told

    @override
    def readings(self, now_us: int) -> list[LaneReading]:
        return [
            reading(
                lane.name,
                100_000 * (index + 1),
                is_running=index not in self.paused,
                is_compared=index not in self.paused,
                seconds=12.0 if index in self.paused else 37.0,
            )
            for index, lane in enumerate(self.made)
        ]

    @override
    def outcome(self) -> Outcome | None:
        return self.came_to

    @override
    def server_cost(self) -> ServerCost | None:
        return self.served

    @override
    def verdict(self, lanes: Sequence[LaneReading]) -> Verdict:
        push, poll = lanes[0].choice, lanes[-1].choice
        argument = Argument(["Polling was 12× staler."], POINTS, (push, poll))
        return Verdict(argument, "Predicted for Poisson ticks")
