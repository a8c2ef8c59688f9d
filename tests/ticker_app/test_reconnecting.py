"""One running feed: how long it waits before it tries again, and what it says meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace

from tests.ticker_app.fakes import cursor
from tests.ticker_app.staged import Stage, heard
from ticker_app.arrival import Arrival
from ticker_app.feeds.base import FeedError
from ticker_app.health import Health, State


async def test_delays_grow_while_nothing_is_heard() -> None:
    gone = [FeedError("gone")]
    stage = Stage(gone, gone, gone, [None])
    await stage.until_it_hangs()
    assert stage.waited_s == [0.5, 1.0, 2.0]


async def test_a_connection_that_lasted_begins_the_delays_anew() -> None:
    gone = FeedError("gone")
    stage = Stage([gone], [heard(1, 1), heard(3, 2), gone], [None])
    await stage.until_it_hangs()
    assert stage.waited_s == [0.5, 0.5]


async def test_a_connection_that_ended_at_once_does_not() -> None:
    gone = FeedError("gone")
    stage = Stage([gone], [heard(1, 1), gone], [heard(2, 2), gone], [None])
    await stage.until_it_hangs()
    assert stage.waited_s == [0.5, 1.0, 2.0]


async def test_the_server_decides_how_long_to_stay_away() -> None:
    stage = Stage([FeedError("full", retry_after_s=12.0)], [None])
    await stage.until_it_hangs()
    assert stage.waited_s == [18.5]


async def test_a_lost_server_is_told_in_words_until_it_is_back() -> None:
    stage = Stage([FeedError("desk refuses")], [None])
    await stage.until_it_hangs()
    health = stage.lane.health(stage.clock())
    assert (health.state, health.detail) == (State.RECONNECTING, "desk refuses")
    assert stage.lost == ["desk refuses"]


async def test_waiting_counts_down() -> None:
    stage = Stage([FeedError("gone", retry_after_s=2.5)], [None])
    await stage.until_it_hangs()
    assert [health.text for health in stage.shown] == ["Reconnecting in 5 s"]


async def test_a_server_that_restarts_says_when_it_is_back() -> None:
    stage = Stage([FeedError("bye", retry_after_s=5.0, restarts=True)], [None])
    await stage.until_it_hangs()
    detail = "bye; it restarts, and said when it is back"
    assert stage.shown == [Health(State.RECONNECTING, "Server back in about 8 s", detail)]
    assert stage.lane.health(stage.clock()).text == "Reconnecting"


async def test_a_restart_that_says_nothing_is_a_lost_connection() -> None:
    stage = Stage([FeedError("bye", restarts=True)], [None])
    await stage.until_it_hangs()
    assert [health.text for health in stage.shown] == ["Reconnecting in 1 s"]


async def test_a_limit_at_the_door_is_waited_out_and_counted() -> None:
    stage = Stage([FeedError("too many", retry_after_s=4.0, limited=True)], [None])
    await stage.until_it_hangs()
    assert stage.waited_s == [6.5]
    health = stage.lane.health(0)
    assert (health.state, health.detail) == (State.LIMITED, "too many")
    assert stage.lane.figures(0, "ACME").limited == 1


@asynccontextmanager
async def waiting_for_the_next_try(error: FeedError) -> AsyncIterator[Stage]:
    """A lane that lost its connection by this error; it ends by hearing again."""
    stage = Stage([error], [heard(1, 1), None])
    waiting, forever = asyncio.Event(), asyncio.Event()

    async def wait(seconds: float) -> None:
        waiting.set()
        await forever.wait()

    stage.lane._sleep = wait
    running = asyncio.create_task(stage.until_it_hangs())
    await waiting.wait()
    yield stage
    await running
    assert stage.lane.health(1_000_000).state is State.LIVE


async def test_reconnecting_does_not_wait_for_the_next_try() -> None:
    async with waiting_for_the_next_try(FeedError("gone", retry_after_s=3)) as stage:
        stage.lane.hurry()


async def test_when_the_way_may_be_free_again_the_next_try_is_now() -> None:
    async with waiting_for_the_next_try(FeedError("gone")) as stage:
        stage.lane.retry()


async def test_a_server_that_asked_for_a_wait_gets_it_though_the_way_may_be_free() -> None:
    async with waiting_for_the_next_try(FeedError("busy", retry_after_s=3)) as stage:
        stage.lane.retry()
        for _ in range(5):
            await asyncio.sleep(0)
        assert stage.lane.health(1_000_000).state is State.RECONNECTING
        stage.lane.hurry()


@pytest.mark.parametrize("limited", [True, False])
async def test_where_the_way_is_free_a_lane_waits_no_longer_than_the_server_asked(
    limited: bool,
) -> None:
    busy = FeedError("busy", retry_after_s=3, limited=limited)
    stage, slept, waits = Stage([busy], [heard(1, 1), None]), list[float](), asyncio.Event()

    async def wait(seconds: float) -> None:
        slept.append(seconds)
        waits.set()
        if len(slept) < 3:
            await asyncio.Event().wait()

    stage.lane._sleep = wait
    running = asyncio.create_task(stage.until_it_hangs())
    for _ in range(2):
        await waits.wait()
        waits.clear()
        stage.lane.retry()
    await running
    assert slept == [5.0, 3.0, 3.0]


async def test_a_connection_that_is_there_stays_though_another_might_be_had() -> None:
    stage = Stage([heard(1, 7), None])
    async with stage.running():
        stage.lane.retry()
        for _ in range(5):
            await asyncio.sleep(0)
        assert (stage.open, stage.asked_after) == (1, [None])


async def test_reconnecting_makes_the_connection_anew_from_its_cursor() -> None:
    stage = Stage([heard(1, 7), None], [heard(2, 8), None])
    async with stage.running():
        stage.lane.hurry()
        assert stage.lost == []
        await stage.hangs()
        assert stage.asked_after == [None, cursor(7)]
        assert (stage.open, stage.waited_s) == (1, [])


async def test_a_connection_that_is_made_anew_is_told() -> None:
    stage = Stage([heard(1, 7), None], [None])
    async with stage.running():
        stage.lane.hurry()
        await stage.hangs()
        health = stage.lane.health(1_000_000)
        assert (health.state, health.detail) == (State.RECONNECTING, "Connecting anew, as asked")


async def test_a_server_that_changes_its_tape_all_the_time_is_left_alone_longer_and_longer() -> (
    None
):
    def on(number: int, at_s: float) -> Arrival:
        return replace(heard(at_s, 1), cursor=cursor(1, f"e{number}"))

    restless = [on(number, 1) for number in range(6)]
    stage = Stage(restless, [on(6, 2)], [on(7, 12), None])
    await stage.until_it_hangs()
    assert stage.waited_s == [0.5, 1.0]
    assert [arrival.cursor.epoch for arrival in stage.heard] == ["e0", "e1", "e2", "e3", "e4", "e7"]
    assert "another tape again and again" in stage.lost[0]
