"""Polls and long polls."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from msgspec.structs import replace

from server import wire
from server.limits import Limits
from tests.server.endpoints.conftest import Desk
from tests.server.turns import until


def page(answer: httpx.Response) -> wire.TickPage:
    assert answer.status_code == 200
    return wire.decode_body(answer.content, wire.TickPage)


def seqs(answer: httpx.Response) -> list[int]:
    return [tick.seq for tick in page(answer).ticks]


async def waiting(desk: Desk, polls: int = 1) -> None:
    """Until so many polls wait."""
    await until(lambda: desk.parts.gate.counts().total() == polls)


async def test_without_a_cursor_the_newest_ticks_come_oldest_first(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.publish("AABA")
    answer = await http.get("/v1/ticks", params={"symbols": "A", "limit": 2})
    assert seqs(answer) == [2, 4]
    assert page(answer).complete
    assert page(answer).cursor == desk.tape_end
    assert answer.headers["Cache-Control"] == "no-store"


async def test_pages_continue_behind_the_cursor(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("AABA")
    cursor, collected = f"{desk.parts.tape.epoch}:0", []
    for _ in range(3):
        answer = page(await http.get("/v1/ticks", params={"after": cursor, "limit": 2}))
        collected.append([tick.seq for tick in answer.ticks])
        cursor = answer.cursor
    assert collected == [[1, 2], [3, 4], []]


async def test_forgotten_ticks_make_a_page_incomplete(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("A" * 60)
    epoch = desk.parts.tape.epoch
    answer = page(await http.get("/v1/ticks", params={"after": f"{epoch}:5", "limit": 1}))
    assert (answer.complete, answer.ticks[0].seq) == (False, 11)


async def test_a_cursor_of_another_life_is_answered_at_once(http: httpx.AsyncClient) -> None:
    answer = page(await http.get("/v1/ticks", params={"after": "other:0", "wait": 60}))
    assert (answer.complete, answer.ticks) == (False, [])


async def test_a_long_poll_is_answered_by_the_next_tick(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    path = f"/v1/ticks?symbols=A&after={desk.tape_end}&wait=60"
    polling = asyncio.create_task(http.get(path))
    await waiting(desk)
    desk.publish("B")
    desk.publish("A")
    desk.publish("A")
    assert seqs(await polling) == [2, 3]
    assert desk.parts.gate.counts().total() == 0


async def test_a_long_poll_without_a_cursor_waits_for_the_first_tick(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    polling = asyncio.create_task(http.get("/v1/ticks", params={"wait": 60}))
    await waiting(desk)
    desk.publish("A")
    assert seqs(await polling) == [1]
    assert seqs(await http.get("/v1/ticks", params={"wait": 60})) == [1]


async def test_a_long_poll_that_saw_nothing_ends_empty(desk: Desk, http: httpx.AsyncClient) -> None:
    answer = page(await http.get(f"/v1/ticks?after={desk.tape_end}&wait=0.01"))
    assert (answer.ticks, answer.complete, answer.cursor) == ([], True, desk.tape_end)
    assert desk.parts.traffic.empty_answers == 1


async def test_who_hangs_up_waits_no_more(desk: Desk) -> None:
    async with httpx.AsyncClient(base_url=desk.url) as client:
        polling = asyncio.create_task(client.get("/v1/ticks", params={"wait": 60}))
        await waiting(desk)
        polling.cancel()
        await asyncio.wait((polling,))
    await desk.parts.gate.emptied()


@pytest.mark.parametrize("limits", [replace(Limits(), streams=1)])
async def test_when_full_one_more_poll_may_not_wait(desk: Desk, http: httpx.AsyncClient) -> None:
    polling = asyncio.create_task(http.get("/v1/ticks", params={"wait": 60}))
    await waiting(desk)
    refused = await http.get("/v1/ticks", params={"wait": 60})
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    desk.publish("A")
    assert seqs(await polling) == [1]


@pytest.mark.parametrize(
    ("query", "parameter", "takes"),
    [
        ("limit=0", "limit", "1 to 10000"),
        ("limit=10001", "limit", "1 to 10000"),
        ("limit=ten", "limit", "'ten'"),
        ("limit=", "limit", "whole number"),
        ("wait=-1", "wait", "0 to 60"),
        ("wait=61", "wait", "0 to 60"),
        ("wait=nan", "wait", "0 to 60"),
        ("after=7", "after", "cursor"),
        ("after=", "after", "cursor"),
        ("symbols=", "symbols", "commas"),
        ("symbols=A,,B", "symbols", "commas"),
        ("symbol=A", "symbol", "symbols, after, limit, wait"),
        ("wait=1&wait=2", "wait", "twice"),
    ],
)
async def test_a_bad_parameter_is_named_with_what_it_takes(
    http: httpx.AsyncClient, query: str, parameter: str, takes: str
) -> None:
    answer = await http.get(f"/v1/ticks?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = wire.decode_body(answer.content, wire.Problem)
    assert (problem.status, problem.parameter) == (400, parameter)
    assert takes in problem.detail


async def test_an_unknown_symbol_is_not_found(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/ticks?symbols=A,XYZ")
    assert answer.status_code == 404
    assert "'XYZ'" in answer.json()["detail"]
