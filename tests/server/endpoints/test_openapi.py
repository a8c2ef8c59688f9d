"""The description of the HTTP contract."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from server.endpoints.openapi import document
from server.endpoints.routes import all_routes
from server.limits import Limits


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return document(all_routes(Limits()), Limits().ceilings)


async def test_it_is_served_as_it_is_made(http: httpx.AsyncClient) -> None:
    served = (await http.get("/openapi.json")).json()
    assert served["openapi"].startswith("3.1")
    paths = {*served["paths"], *served["x-websockets"]}
    assert paths == {route.path for route in all_routes(Limits())}


def test_parameters_carry_their_bounds(contract: dict[str, Any]) -> None:
    parameters = {
        each["name"]: each for each in contract["paths"]["/v1/ticks"]["get"]["parameters"]
    }
    assert [*parameters] == ["symbols", "after", "limit", "wait"]
    assert parameters["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 10_000,
        "default": 1000,
    }
    assert not parameters["limit"]["required"]


def test_what_must_be_given_is_required(contract: dict[str, Any]) -> None:
    symbol, interval, *_ = contract["paths"]["/v1/candles"]["get"]["parameters"]
    assert (symbol["name"], symbol["required"]) == ("symbol", True)
    assert interval["schema"]["enum"] == ["1s", "5s", "15s", "1m", "5m", "15m", "1h"]


def test_paging_through_candles_is_described(contract: dict[str, Any]) -> None:
    given = contract["paths"]["/v1/candles"]["get"]["parameters"]
    (before,) = (parameter for parameter in given if parameter["name"] == "before")
    assert (before["required"], before["schema"]["type"]) == (False, "integer")
    assert "start before this" in before["description"]
    answer = contract["components"]["schemas"]["Candles"]
    assert {"candles", "cursor", "now", "count", "more"} <= {*answer["properties"]}
    assert "the tick ``count`` + 1" in answer["description"]


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        found = {node["$ref"]} if "$ref" in node else set()
        return found.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(value) for value in node))
    return set()


def test_every_reference_leads_somewhere(contract: dict[str, Any]) -> None:
    named = {f"#/components/schemas/{name}" for name in contract["components"]["schemas"]}
    assert references(contract) <= named
    assert "#/components/schemas/Tick" in references(contract)


def test_every_path_describes_its_problems(contract: dict[str, Any]) -> None:
    for path in contract["paths"].values():
        problem = path["get"]["responses"]["400"]["content"]["application/problem+json"]
        assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_a_path_that_is_counted_says_when_to_come_back(contract: dict[str, Any]) -> None:
    refused = contract["paths"]["/v1/quotes"]["get"]["responses"]["429"]
    assert refused["headers"]["Retry-After"]["schema"]["type"] == "integer"
    assert "429" not in contract["paths"]["/healthz"]["get"]["responses"]


def test_names_of_operations_are_unique(contract: dict[str, Any]) -> None:
    names = [path["get"]["operationId"] for path in contract["paths"].values()]
    assert len({*names}) == len(names)


def test_a_websocket_is_described_as_an_upgrade(contract: dict[str, Any]) -> None:
    assert "101" in contract["x-websockets"]["/v1/ws"]["get"]["responses"]
    assert "/v1/ws" not in contract["paths"]
    assert "304" in contract["paths"]["/v1/quotes"]["get"]["responses"]
