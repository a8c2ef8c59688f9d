"""Comparisons that never ran, for what prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import structs

from server.wire import SourceInfo
from ticker_app.choice import lane_name, parse_lane
from ticker_app.compare.compared_lane import Step
from ticker_app.compare.outcome import LaneOutcome, Outcome
from ticker_app.compare.server_cost import Answered, ServerCost
from ticker_app.compare.setting import Setting
from ticker_app.measures.batches import Estimate
from ticker_app.measures.clock_offset import ClockReading
from ticker_app.measures.cost import Cost
from ticker_app.measures.latency import Percentiles
from ticker_app.measures.outlay import Outlay
from ticker_app.measures.score import ScoreFigures
from ticker_app.measures.symbol_score import Published
from ticker_app.measures.theory import Prediction
from ticker_app.measures.traffic import Traffic

SECOND_US = 1_000_000
BEGAN_US = 1_000 * SECOND_US

FIGURES = ScoreFigures(
    latency_us=Percentiles(500, 900, 1_500, 2_000),
    age_mean_us=Estimate(201_000.0, 4_000.0),
    age_peak_mean_us=Estimate(202_000.0, None),
    age_max_us=900_000,
    unseen_mean_us=Estimate(12.0, 3.0),
    current=Estimate(0.995, 0.001),
    seen=100,
    missed=25,
    seen_share=Estimate(0.8, 0.01),
    price_error_bps=Estimate(0.25, 0.02),
)
NOTHING = ScoreFigures(None, None, None, None, None, None, 0, 0, None, None)
PREDICTION = Prediction(
    form="poisson",
    age_mean_us=200_000.0,
    age_peak_mean_us=200_000.0,
    unseen_mean_us=10.0,
    current=0.99,
    seen_share=1.0,
)


def shown(at_s: int) -> Step:
    """A lane showed the tick of this second of the window at once."""
    at_us = BEGAN_US + at_s * SECOND_US
    return Step(received_us=at_us, published_us=at_us, price=100.0 + at_s, count=at_s + 1)


def lane_outcome(name: str, figures: ScoreFigures = FIGURES) -> LaneOutcome:
    """A lane that was measured for 10 s."""
    return LaneOutcome(
        name=lane_name(parse_lane(name)),
        choice=parse_lane(name),
        is_compared=True,
        seconds=10.0,
        figures=figures,
        cost=Cost(bytes_down=20_000, bytes_up=1_000, requests=10, empty=1),
        outlay=Outlay(news=9, ticks=90, news_bytes=19_000, idle=1, idle_bytes=2_000),
        traffic=Traffic((5.0,), 0.001, True, 0.2),
        prediction=PREDICTION,
        period_s=1.0 if name.startswith("poll") else None,
        gap_s=None,
        trouble="",
        steps=[shown(at) for at in range(0, 10, 2)],
    )


def outcome(*lanes: LaneOutcome) -> Outcome:
    """A comparison of these lanes over 10 s."""
    return Outcome(
        server_url="http://desk:8765",
        source=SourceInfo("simulated", "simulated prices"),
        symbols=["ACME", "BOLT"],
        asked_s=10.0,
        seconds=10.0,
        began_us=BEGAN_US,
        ended_us=BEGAN_US + 10 * SECOND_US,
        clock=ClockReading(12, 85),
        lanes=lanes,
        reference_cost=Cost(),
        server_cost=ServerCost(
            0.5,
            1_000,
            100,
            100,
            50_000,
            60,
            5,
            0.004,
            {"/v1/quotes": Answered(10, 0.003)},
            seconds=10.0,
        ),
        charted="ACME",
        published=published(range(10)),
    )


def published(seconds: Sequence[int]) -> list[Published]:
    """A tick of ACME at each of these seconds of the window."""
    return [Published("ACME", at + 1, BEGAN_US + at * SECOND_US, 100.0 + at) for at in seconds]


def without_prediction(lane: LaneOutcome) -> LaneOutcome:
    """The same where theory has nothing to say."""
    return structs.replace(lane, prediction=None, traffic=None)


SETTING = Setting(
    command="python3 run.py compare --lanes 'a<b' --seed=7",
    seed="7",
    began=datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
    machine="a <machine> & more",
    versions={"Python": "3.11.7"},
)
