"""The newest tick of each symbol, and 304."""

from __future__ import annotations

import httpx
import pytest

from server import wire
from tests.server.endpoints.conftest import Desk


def quotes(answer: httpx.Response) -> wire.Quotes:
    return wire.decode_body(answer.content, wire.Quotes)


async def test_each_symbol_has_its_newest_tick(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("ABA")
    answer = quotes(await http.get("/v1/quotes"))
    assert [tick.seq for tick in answer.quotes] == [3, 2]
    assert answer.cursor == desk.tape_end


async def test_quotes_come_in_the_order_asked_for_and_once(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.publish("AB")
    answer = quotes(await http.get("/v1/quotes?symbols=B,A,B"))
    assert [tick.symbol for tick in answer.quotes] == ["B", "A"]


async def test_the_tag_is_the_cursor_of_the_newest_tick_among_them(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.publish("ABBA")
    answer = await http.get("/v1/quotes?symbols=B")
    assert answer.headers["ETag"] == f'"{desk.parts.tape.epoch}:3"'
    assert quotes(answer).cursor == f"{desk.parts.tape.epoch}:3"


async def test_without_any_tick_the_cursor_is_the_beginning(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    answer = quotes(await http.get("/v1/quotes"))
    assert (answer.cursor, answer.quotes) == (f"{desk.parts.tape.epoch}:0", [])


@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"x:1", "{}"', "*"])
async def test_a_known_tag_gets_304_and_no_body(
    desk: Desk, http: httpx.AsyncClient, form: str
) -> None:
    desk.publish("A")
    headers = {"If-None-Match": form.format(desk.tape_end)}
    answer = await http.get("/v1/quotes", headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == f'"{desk.tape_end}"'
    assert desk.parts.traffic.empty_answers == 1


async def test_an_old_tag_gets_the_quotes(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("A")
    headers = {"If-None-Match": f'"{desk.tape_end}"'}
    desk.publish("A")
    assert (await http.get("/v1/quotes", headers=headers)).status_code == 200


async def test_ticks_of_other_symbols_leave_the_tag(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("A")
    headers = {"If-None-Match": f'"{desk.tape_end}"'}
    desk.publish("B")
    answer = await http.get("/v1/quotes?symbols=A", headers=headers)
    assert answer.status_code == 304
