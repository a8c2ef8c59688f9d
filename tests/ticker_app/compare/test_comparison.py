"""Lanes side by side against the real server."""

from __future__ import annotations

import asyncio

import pytest

from server.wire import Cursor, TickPage
from tests.ticker_app.compare.compared import comparing, warm, warmed
from tests.ticker_app.live import live_server
from ticker_app.choice import parse_lane
from ticker_app.compare.comparison import Comparison
from ticker_app.compare.tape_reading import Stretch
from ticker_app.measures.clock_offset import ClockOffset, ClockReading

EVERY_TICK = ("websocket", "sse", "long-poll")


async def test_all_lanes_see_the_same_ticks_in_one_window() -> None:
    async with warmed(*EVERY_TICK) as (server, running):
        running.comparison.begin()
        server.publish("ACME", "BOLT", "ACME")
        await running.until(lambda: all(running.seen(lane) == 3 for lane in running.lanes))
        ended_us = await running.end()
        for lane in running.lanes:
            figures = lane.figures(ended_us)
            assert figures is not None
            assert (figures.seen, figures.missed) == (3, 0)


async def test_a_poll_sees_the_newest_and_misses_what_came_between() -> None:
    async with warmed("poll:0.1") as (server, running):
        running.comparison.begin()
        server.publish("ACME", "ACME", "ACME", "BOLT")
        await running.until(lambda: running.seen(running.lanes[0]) == 2)
        figures = running.lanes[0].figures(await running.end())
        assert figures is not None
        assert (figures.seen, figures.missed) == (2, 2)


async def test_the_steps_of_a_lane_begin_with_what_it_knew_at_its_start() -> None:
    async with warmed("websocket") as (server, running):
        assert [step.price for step in running.lanes[0].steps] == [101.0]
        server.publish("ACME", "BOLT")
        await running.until(lambda: len(running.lanes[0].steps) == 2)
        assert [step.count for step in running.lanes[0].steps] == [1, 2]


async def test_what_was_spent_before_the_window_does_not_count() -> None:
    async with warmed("websocket", "poll:0.1") as (_, running):
        assert all(lane.cost.requests for lane in running.lanes)
        running.comparison.begin()
        assert [lane.spent().requests for lane in running.lanes] == [0, 0]
        assert [lane.spent().bytes_down for lane in running.lanes] == [0, 0]


async def test_nothing_after_the_end_counts() -> None:
    async with warmed("websocket", "poll:0.1") as (server, running):
        running.comparison.begin()
        ended_us = await running.end()
        spent = [lane.spent() for lane in running.lanes]
        server.publish("ACME")
        await running.until(lambda: all(len(lane.steps) == 2 for lane in running.lanes))
        assert [lane.spent() for lane in running.lanes] == spent
        for lane in running.lanes:
            figures = lane.figures(ended_us)
            assert figures is not None
            assert figures.seen == 0


async def test_all_are_measured_anew_once_a_lane_that_joins_has_heard() -> None:
    async with warmed("websocket") as (server, running):
        running.comparison.begin()
        first = running.lanes[0]
        server.publish("ACME")
        await running.until(lambda: running.seen(first) == 1)
        later = running.comparison.add(parse_lane("sse"))
        assert later.figures(running.comparison.clock()) is None
        assert running.comparison.is_compared(first)
        assert not running.comparison.is_compared(later)
        await running.until(lambda: later.scoring)
        assert {lane.began_us for lane in running.lanes} == {running.comparison.began_us}
        assert all(running.comparison.is_compared(lane) for lane in running.lanes)
        server.publish("ACME", "ACME")
        await running.until(lambda: running.seen(later) == 2)
        await running.until(lambda: running.seen(first) == 2)


async def test_a_paused_lane_keeps_its_figures_and_begins_anew() -> None:
    async with warmed("websocket", "sse") as (server, running):
        running.comparison.begin()
        lane = running.lanes[0]
        server.publish("ACME")
        await running.until(lambda: running.seen(lane) == 1)
        running.comparison.pause(lane)
        assert not lane.is_running
        server.publish("ACME")
        await running.until(lambda: running.seen(running.lanes[1]) == 2)
        assert running.seen(lane) == 1
        assert not running.comparison.is_compared(lane)
        running.comparison.resume(lane)
        await running.until(lambda: lane.scoring)
        assert [running.seen(each) for each in running.lanes] == [0, 0]
        assert lane.began_us == running.lanes[1].began_us


async def test_a_lane_that_has_not_heard_when_all_begin_anew_waits_for_its_turn() -> None:
    async with warmed("websocket", "poll:60") as (_, running):
        deaf = running.lanes[1]
        deaf.has_heard = False
        running.comparison.begin()
        assert running.comparison.is_compared(deaf)
        running.comparison.begin()
        assert running.comparison.is_compared(running.lanes[0])
        assert deaf.scoring is None


async def test_the_traffic_is_that_of_the_window() -> None:
    async with warmed("websocket") as (server, running):
        assert running.comparison.traffic() is None
        server.publish(*["ACME"] * 7)
        await running.until(lambda: len(running.comparison.published("ACME")) == 8)
        running.comparison.begin()
        assert running.comparison.traffic() is None
        await running.past_doubt()
        server.publish("ACME", "BOLT", "BOLT")
        await running.until(lambda: running.seen(running.lanes[0]) == 3)
        began_us = running.comparison.began_us or 0
        await running.past_doubt()
        ended_us = await running.end()
        server.publish("CORE")
        await running.until(lambda: len(running.comparison.published("CORE")) == 2)
        traffic = running.comparison.traffic()
        assert traffic is not None
        assert sum(traffic.rates_hz) == pytest.approx(3e6 / (ended_us - began_us))


async def test_a_paused_lane_keeps_the_traffic_that_it_was_measured_in() -> None:
    async with warmed("websocket", "sse") as (server, running):
        running.comparison.begin()
        server.publish("ACME")
        await running.until(lambda: running.seen(running.lanes[0]) == 1)
        running.comparison.pause(running.lanes[0])
        paused, before = running.lanes[0], running.comparison.traffic_of(running.lanes[0])
        server.publish("ACME", "BOLT")
        await running.until(lambda: running.seen(running.lanes[1]) == 3)
        assert running.comparison.traffic_of(paused) == before
        assert running.comparison.traffic_of(running.lanes[1]) == running.comparison.traffic()


async def test_clocks_that_somebody_else_compares_are_gone_by() -> None:
    offset = ClockOffset()
    offset.exchange(0, 5_000_000, 5_000_000, 0)
    async with live_server() as server:
        server.publish("ACME")
        async with comparing(server.url, "websocket", offset=offset) as running:
            await warm(running)
            assert running.comparison.clock_reading() == ClockReading(5_000_000, 0)
            assert (running.comparison.through_us or 0) < running.comparison.clock() - 4_000_000


async def test_a_removed_lane_closes_its_connection() -> None:
    async with warmed("websocket", "sse") as (server, running):
        before = server.connections()
        running.comparison.remove(running.lanes[0])
        async with asyncio.timeout(5):
            # The server tells nobody when a connection ends.
            while server.connections() >= before:  # noqa: ASYNC110
                await asyncio.sleep(0)
        assert [lane.name for lane in running.lanes] == ["sse"]
    await server.deserted()


def test_nothing_is_known_of_the_future_and_nothing_is_unlearnt() -> None:
    """Whatever a server says its clock shows."""
    comparison = Comparison(
        "http://127.0.0.1:1", (), clock=lambda: 10_000, tell=lambda sentence: None
    )
    for says_us, known_us in ((7_000, 7_000), (0, 7_000), (2**53 - 1, 10_000)):
        page = TickPage("e1:5", True, says_us, [])
        comparison._publish(Stretch(page, Cursor("e1", 5), says_us))
        assert comparison.through_us == known_us
