"""Candles over HTTP."""

from __future__ import annotations

import httpx
import pytest

from server import wire
from server.candles import INTERVALS
from tests.server.endpoints.conftest import Desk


@pytest.mark.parametrize("interval", INTERVALS)
async def test_the_last_candle_is_still_open(
    desk: Desk, http: httpx.AsyncClient, interval: str
) -> None:
    desk.publish("A", price=5.0)
    desk.publish("A", price=7.0)
    answer = await http.get(f"/v1/candles?symbol=A&interval={interval}")
    body = wire.decode_body(answer.content, wire.Candles)
    last = body.candles[-1]
    assert (body.symbol, body.interval, last.close) == ("A", interval, 7.0)
    desk.publish("A", price=9.0)
    answer = await http.get(f"/v1/candles?symbol=A&interval={interval}")
    assert wire.decode_body(answer.content, wire.Candles).candles[-1].close == 9.0


@pytest.mark.parametrize(
    ("query", "status", "parameter", "takes"),
    [
        ("", 400, "symbol", "missing"),
        ("symbol=X", 404, "symbol", "'X'"),
        ("symbol=A&interval=2s", 400, "interval", "1s, 5s, 15s, 1m, 5m, 15m, 1h"),
        ("symbol=A&limit=5001", 400, "limit", "1 to 5000"),
    ],
)
async def test_a_bad_parameter_is_named_with_what_it_takes(
    http: httpx.AsyncClient, query: str, status: int, parameter: str, takes: str
) -> None:
    answer = await http.get(f"/v1/candles?{query}")
    problem = wire.decode_body(answer.content, wire.Problem)
    assert (answer.status_code, problem.parameter) == (status, parameter)
    assert takes in problem.detail
