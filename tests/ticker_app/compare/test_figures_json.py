"""The JSON of a comparison is the contract's."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec import Struct, structs

from tests.ticker_app.compare.outcomes import NOTHING, lane_outcome, outcome, without_prediction
from ticker_app.compare.figures_json import outcome_json
from ticker_app.compare.outcome import Outcome


class Latency(Struct):
    p50: float
    p95: float
    p99: float
    max: float


class Age(Struct):
    mean: float
    peak_mean: float
    max: float


class Unseen(Struct):
    mean: float


class Predicted(Struct):
    age_ms: float
    peak_age_ms: float
    current: float
    seen_share: float
    empty_share: float | None


class Lane(Struct):
    """Section 5 of the contract, one lane."""

    lane: str
    latency_ms: Latency
    age_ms: Age
    unseen_age_ms: Unseen
    current: float
    seen: int
    missed: int
    price_error_bps: float
    requests: int
    empty: int
    bytes_down: int
    bytes_up: int
    predicted: Predicted


class Clock(Struct):
    offset_us: int
    bound_us: int


class Document(Struct):
    """Section 5 of the contract."""

    server: str
    source: str
    seconds: float
    symbols: list[str]
    clock: Clock
    lanes: list[Lane]


def document(given: Outcome) -> dict[str, Any]:
    decoded: dict[str, Any] = msgspec.json.decode(outcome_json(given))
    return decoded


def test_every_key_of_the_contract_is_there_in_its_type_and_unit() -> None:
    data = outcome_json(outcome(lane_outcome("poll:1"), lane_outcome("sse")))
    read = msgspec.json.decode(data, type=Document)
    lane = read.lanes[0]
    assert (read.server, read.source) == ("http://desk:8765", "simulated prices")
    assert (read.clock.offset_us, read.clock.bound_us) == (12, 85)
    assert (lane.lane, read.lanes[1].lane) == ("poll:1", "sse")
    assert (lane.latency_ms.p50, lane.latency_ms.max) == (0.5, 2.0)
    assert (lane.age_ms.mean, lane.age_ms.max) == (201.0, 900.0)
    assert lane.unseen_age_ms.mean == 0.012
    assert (lane.seen, lane.missed) == (100, 25)
    assert (lane.predicted.age_ms, lane.predicted.seen_share) == (200.0, 1.0)


def test_errors_and_the_servers_cost_come_beside() -> None:
    read = document(outcome(lane_outcome("poll:1")))
    assert read["lanes"][0]["error"]["age_ms"] == 4.0
    assert read["lanes"][0]["error"]["peak_age_ms"] is None
    assert read["lanes"][0]["margin"]["age_ms"] == pytest.approx(8.58, abs=0.01)
    assert read["lanes"][0]["margin"]["peak_age_ms"] is None
    assert read["lanes"][0]["predicted"]["form"] == "poisson"
    assert read["server_cost"]["cpu_s"] == 0.5


def test_the_verdict_and_every_break_even_come_beside() -> None:
    read = document(outcome(lane_outcome("poll:1"), lane_outcome("sse")))
    assert "poll" in " ".join(read["verdict"])
    found = {(one["what"], one["axis"]): one for one in read["break_even"]}
    assert len(found) == 6
    assert found["messages", "interval"]["present"] == 1.0
    assert found["messages", "interval"]["poll_per_s"] == 2.0
    assert document(outcome(lane_outcome("sse")))["break_even"] == []


def test_what_is_not_known_is_null() -> None:
    lane = without_prediction(lane_outcome("sse", NOTHING))
    unknown = structs.replace(outcome(lane), clock=None, server_cost=None, source=None)
    read = document(unknown)
    assert (read["clock"], read["server_cost"], read["source"]) == (None, None, "")
    assert read["lanes"][0]["latency_ms"] == {"p50": None, "p95": None, "p99": None, "max": None}
    assert read["lanes"][0]["age_ms"]["mean"] is None
    assert read["lanes"][0]["predicted"]["age_ms"] is None


def test_it_says_when_it_was_cut_short() -> None:
    assert not document(outcome())["cut_short"]
    assert document(structs.replace(outcome(), asked_s=20.0))["cut_short"]
