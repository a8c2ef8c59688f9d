"""The day so far of each symbol."""

from __future__ import annotations

import httpx

from server import wire
from tests.server.endpoints.conftest import Desk


def days(answer: httpx.Response) -> wire.Days:
    return wire.decode_body(answer.content, wire.Days)


async def test_each_symbol_with_ticks_has_its_day(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("A", 5.0)
    desk.publish("AA", 3.0)
    answer = days(await http.get("/v1/days"))
    (day,) = answer.days
    assert (day.symbol, day.open, day.high, day.low) == ("A", 5.0, 5.0, 3.0)
    assert (day.volume, day.trades, day.count) == (30.0, 3, 3)
    assert day.start <= day.since <= answer.now
    assert answer.cursor == desk.tape_end


async def test_days_come_in_the_order_asked_for_and_once(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.publish("AB")
    answer = days(await http.get("/v1/days?symbols=B,A,B"))
    assert [day.symbol for day in answer.days] == ["B", "A"]


async def test_an_unknown_symbol_is_named(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/days?symbols=ZZZ")
    assert answer.status_code == 404
    assert "'ZZZ'" in answer.json()["detail"]
