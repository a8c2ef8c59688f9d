"""The comparison behind the compare view, against the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec
import pytest

from server.wire import monotonic_wall_clock
from tests.ticker_app.live import LiveServer, live_server
from ticker_app.choice import lane_name, parse_lane
from ticker_app.compare import server_cost, tape_reading
from ticker_app.compare.comparing import FIRST_LANES, Comparing


@pytest.fixture(autouse=True)
def hasty_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tape_reading, "PERIOD_S", 0.01)
    monkeypatch.setattr(server_cost, "LOOK_EVERY_S", 0.01)


@asynccontextmanager
async def running(*lanes: str) -> AsyncIterator[tuple[Comparing, LiveServer]]:
    """A comparison of these lanes, not opened yet."""
    async with live_server() as server:
        server.publish("ACME", "BOLT", "CORE")
        choices = [parse_lane(name) for name in lanes or ("websocket", "sse")]
        made = Comparing(server.url, clock=monotonic_wall_clock(), choices=choices)
        task = asyncio.create_task(made.run())
        try:
            yield made, server
        finally:
            task.cancel()
            await asyncio.wait([task])
            await server.deserted()


async def until(reached: Callable[[], object]) -> None:
    """Nobody tells a screen when something changed: it looks."""
    async with asyncio.timeout(10):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0)


def names(comparing: Comparing) -> list[str]:
    return [lane_name(lane.choice) for lane in comparing.lanes]


def is_measured(comparing: Comparing) -> bool:
    readings = comparing.readings(monotonic_wall_clock()())
    return bool(readings) and all(lane.score is not None for lane in readings)


async def test_nothing_runs_before_it_is_opened() -> None:
    async with running() as (comparing, server):
        await asyncio.sleep(0)
        assert not comparing.is_open
        assert (comparing.lanes, comparing.through_us, comparing.published()) == ([], None, ())
        assert comparing.readings(0) == []
        assert comparing.verdict([]).argument.sentences == ()
        assert server.connections() == 0
        for ask in (comparing.add, lambda: comparing.remove(0), lambda: comparing.pause(0, True)):
            ask()
        comparing.change(0, parse_lane("poll:5"))
        comparing.chart("ACME")


async def test_open_lanes_are_measured_and_closed_ones_disconnect() -> None:
    async with running() as (comparing, server):
        comparing.open()
        comparing.open()
        await until(lambda: is_measured(comparing))
        assert names(comparing) == ["websocket", "sse"]
        assert server.connections() >= 2
        comparing.close()
        await server.deserted()
        await until(lambda: not comparing.lanes)


async def test_the_lanes_that_were_chosen_are_there_again() -> None:
    async with running("websocket", "poll:1") as (comparing, _):
        comparing.open()
        await until(lambda: comparing.lanes)
        comparing.change(1, parse_lane("poll:0.5"))
        comparing.add()
        comparing.close()
        await until(lambda: not comparing.lanes)
        comparing.open()
        await until(lambda: comparing.lanes)
        assert names(comparing) == ["websocket", "poll:0.5", "sse"]


async def test_a_lane_changes_in_its_place() -> None:
    async with running("websocket", "poll:1", "sse") as (comparing, _):
        comparing.open()
        await until(lambda: comparing.lanes)
        comparing.change(0, parse_lane("long-poll"))
        assert names(comparing) == ["long-poll", "poll:1", "sse"]
        comparing.remove(1)
        assert names(comparing) == ["long-poll", "sse"]


async def test_there_are_at_most_four_lanes() -> None:
    async with running(*FIRST_LANES) as (comparing, _):
        comparing.open()
        await until(lambda: comparing.lanes)
        comparing.add()
        assert names(comparing) == list(FIRST_LANES)


async def test_a_paused_lane_says_so_and_goes_on() -> None:
    async with running() as (comparing, _):
        comparing.open()
        await until(lambda: is_measured(comparing))
        comparing.pause(1, True)
        paused = comparing.readings(0)[1]
        assert (paused.is_running, paused.is_compared, paused.state) == (False, False, "paused")
        assert comparing.verdict(comparing.readings(0)).argument.sentences in ((), [])
        comparing.pause(1, False)
        assert comparing.readings(0)[1].state == "connecting"
        await until(lambda: comparing.readings(0)[1].state == "live")


async def test_another_symbol_is_charted() -> None:
    async with running() as (comparing, server):
        comparing.open()
        await until(lambda: is_measured(comparing))
        comparing.chart("BOLT")
        comparing.chart("NONE")
        server.publish("ACME", "BOLT")
        await until(lambda: all(lane.steps for lane in comparing.lanes))
        assert {step.price for lane in comparing.lanes for step in lane.steps} == {105.0}
        await until(lambda: [told.price for told in comparing.published()][-1:] == [105.0])


async def test_what_was_measured_is_held_against_theory_and_put_in_words() -> None:
    async with running("websocket", "poll:0.1") as (comparing, server):
        comparing.open()
        await until(lambda: is_measured(comparing))

        def is_settled() -> bool:
            server.publish("ACME")
            lanes = comparing.readings(monotonic_wall_clock()())
            return all(lane.prediction and lane.spending for lane in lanes) and bool(
                comparing.verdict(lanes).argument.sentences
            )

        await until(is_settled)
        verdict = comparing.verdict(comparing.readings(monotonic_wall_clock()()))
        assert "polling" in " ".join(verdict.argument.sentences)
        assert "redicted" in verdict.form


async def test_what_was_measured_until_now_can_be_had_while_it_runs() -> None:
    async with running("websocket", "poll:0.1") as (comparing, server):
        assert comparing.outcome() is None
        assert comparing.server_options == (f"--server={server.url}",)
        comparing.open()
        await until(lambda: is_measured(comparing))
        comparing.chart("BOLT")
        server.publish("BOLT")
        await until(lambda: all(lane.steps for lane in comparing.lanes))
        outcome = comparing.outcome()
        assert outcome is not None
        before = msgspec.json.encode(outcome)
        server.publish("BOLT")
        await until(lambda: len(comparing.published()) > len(outcome.published))
        assert msgspec.json.encode(outcome) == before
        assert [lane.name for lane in outcome.lanes] == ["websocket", "poll:0.1"]
        assert not outcome.was_cut_short
        assert outcome.charted == "BOLT"
        assert all(lane.seconds == pytest.approx(outcome.seconds) for lane in outcome.lanes)


async def test_what_the_server_spends_is_asked_for_while_it_runs() -> None:
    async with running() as (comparing, _):
        assert comparing.server_cost() is None
        comparing.open()
        await until(comparing.server_cost)
        cost = comparing.server_cost()
        assert cost is not None
        assert cost.requests >= 1
        await until(lambda: (found := comparing.outcome()) and found.server_cost)
        comparing.close()
        await until(lambda: not comparing.lanes)
        assert comparing.server_cost() is None


async def test_a_server_that_is_not_there_is_told_of() -> None:
    clock = monotonic_wall_clock()
    async with live_server() as server:
        url = server.url
    comparing = Comparing(url, clock=clock)
    comparing.open()
    task = asyncio.create_task(comparing.run())
    await until(lambda: comparing.lanes)
    assert {lane.state for lane in comparing.readings(clock())} == {"connecting"}
    await until(lambda: comparing.verdict([]).form)
    task.cancel()
    await asyncio.wait([task])
