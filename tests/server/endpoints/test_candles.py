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


async def test_a_page_says_which_ticks_it_counts(desk: Desk, http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/candles?symbol=A")
    body = wire.decode_body(answer.content, wire.Candles)
    assert (body.count, body.cursor, body.candles) == (0, desk.tape_end, [])
    desk.publish("ABBA")
    before_us = desk.parts.clock()
    answer = await http.get("/v1/candles?symbol=A")
    body = wire.decode_body(answer.content, wire.Candles)
    assert (body.count, body.cursor) == (2, desk.tape_end)
    assert sum(candle.trades for candle in body.candles) == 2
    assert before_us <= body.now <= desk.parts.clock()


async def test_older_candles_come_in_pages(desk: Desk, http: httpx.AsyncClient) -> None:
    minute_us = 60_000_000
    times_us = [0, 10, minute_us, 3 * minute_us]
    ticks = [wire.Tick("A", seq, seq, at_us, None, 5.0) for seq, at_us in enumerate(times_us, 1)]
    desk.parts.candles.add(ticks)
    query = "symbol=A&interval=1m&limit=1"
    starts, more, before = [], True, ""
    while more:
        answer = await http.get(f"/v1/candles?{query}{before}")
        body = wire.decode_body(answer.content, wire.Candles)
        starts += [candle.start for candle in body.candles]
        more, before = body.more, f"&before={starts[-1]}"
    assert starts == [3 * minute_us, minute_us, 0]


@pytest.mark.parametrize(
    ("query", "status", "parameter", "takes"),
    [
        ("", 400, "symbol", "missing"),
        ("symbol=X", 404, "symbol", "'X'"),
        ("symbol=A&interval=2s", 400, "interval", "1s, 5s, 15s, 1m, 5m, 15m, 1h"),
        ("symbol=A&limit=5001", 400, "limit", "1 to 5000"),
        ("symbol=A&before=-1", 400, "before", "0 to 9007199254740991"),
        ("symbol=A&before=noon", 400, "before", "whole number"),
    ],
)
async def test_a_bad_parameter_is_named_with_what_it_takes(
    http: httpx.AsyncClient, query: str, status: int, parameter: str, takes: str
) -> None:
    answer = await http.get(f"/v1/candles?{query}")
    problem = wire.decode_body(answer.content, wire.Problem)
    assert (answer.status_code, problem.parameter) == (status, parameter)
    assert takes in problem.detail
