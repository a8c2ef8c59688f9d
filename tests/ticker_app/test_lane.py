"""One running feed: what it does when its feed fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeAlias

import pytest
from msgspec.structs import replace
from typing_extensions import override

from server.wire import Clock, Cursor
from tests.ticker_app.fakes import FakeClock, cursor, tick
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Transport
from ticker_app.feeds.base import Feed, FeedError, FeedRequest, Promise
from ticker_app.health import Health, State
from ticker_app.hearing import patience_s
from ticker_app.lane import Lane
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.cost import Cost

Scene: TypeAlias = Arrival | FeedError | None


class Stage:
    """Plays scripts: each connection of the lane gets the next one.

    An arrival is delivered at its ``received_us``, an error ends the connection, None hangs.
    """

    def __init__(self, *scripts: Sequence[Scene]) -> None:
        self.clock = FakeClock(0)
        self.scripts = list(scripts)
        self.asked_after: list[Cursor | None] = []
        self.waited_s: list[float] = []
        self.heard: list[Arrival] = []
        self.lost: list[str] = []
        self.open = 0
        self.hanging = asyncio.Event()
        self.lane = self._lane(LaneChoice())

    def _lane(self, choice: LaneChoice) -> Lane:
        stage = self

        class Scripted(Feed):
            promise = Promise.EVERY_TICK

            def __init__(self, request: FeedRequest, *, clock: Clock, cost: Cost) -> None:
                super().__init__(request, clock=clock, cost=cost)
                stage.asked_after.append(request.after)
                cost.requests += 1

            @override
            async def arrivals(self) -> AsyncGenerator[Arrival, None]:
                stage.open += 1
                try:
                    async for arrival in stage.play():
                        yield arrival
                finally:
                    stage.open -= 1

        return Lane(
            choice,
            "http://desk:8765",
            clock=self.clock,
            offset=ClockOffset(),
            hear=self.heard.append,
            lose=self.lost.append,
            feeds=dict.fromkeys(Transport, Scripted),
            sleep=self.wait,
            jitter=lambda: 1.0,
        )

    async def play(self) -> AsyncGenerator[Arrival, None]:
        for scene in self.scripts.pop(0):
            if isinstance(scene, FeedError):
                raise scene
            if scene is None:
                self.hanging.set()
                await asyncio.Event().wait()
            else:
                self.clock.now_us = scene.received_us
                yield scene

    async def wait(self, seconds: float) -> None:
        self.waited_s.append(seconds)
        await self.clock.sleep(seconds)

    async def until_it_hangs(self) -> None:
        """Run the lane until a script hangs, then cancel it."""
        running = asyncio.create_task(self.lane.run())
        async with asyncio.timeout(5):
            await self.hanging.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


def heard(at_s: float, seq: int) -> Arrival:
    at_us = round(at_s * 1e6)
    return Arrival([tick(seq, time=at_us)], at_us, at_us, cursor(seq), at_us)


async def test_what_the_feed_delivers_is_measured_and_passed_on() -> None:
    stage = Stage([heard(1, 1), heard(2, 2), None])
    await stage.until_it_hangs()
    assert [arrival.cursor.seq for arrival in stage.heard] == [1, 2]
    assert stage.lane.measures.seen == 2
    assert stage.lane.health(2_500_000).state is State.LIVE


async def test_after_an_error_it_continues_behind_its_cursor() -> None:
    stage = Stage([heard(1, 5), FeedError("gone")], [heard(3, 6), None])
    await stage.until_it_hangs()
    assert stage.asked_after == [None, cursor(5)]
    assert stage.lane.health(stage.clock()).detail == ""


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
    texts: list[str] = []

    async def look(seconds: float) -> None:
        texts.append(stage.lane.health(stage.clock()).text)
        await stage.clock.sleep(seconds)

    stage.lane._sleep = look
    await stage.until_it_hangs()
    assert texts == ["Reconnecting in 5 s"]


async def test_a_server_that_restarts_says_when_it_is_back() -> None:
    stage = Stage([FeedError("bye", retry_after_s=5.0, restarts=True)], [None])
    seen: list[Health] = []

    async def look(seconds: float) -> None:
        seen.append(stage.lane.health(stage.clock()))
        await stage.clock.sleep(seconds)

    stage.lane._sleep = look
    await stage.until_it_hangs()
    detail = "bye; it restarts, and said when it is back"
    assert seen == [Health(State.RECONNECTING, "Server back in about 8 s", detail)]
    assert stage.lane.health(stage.clock()).text == "Reconnecting"


async def test_a_restart_that_says_nothing_is_a_lost_connection() -> None:
    stage = Stage([FeedError("bye", restarts=True)], [None])
    texts: list[str] = []

    async def look(seconds: float) -> None:
        texts.append(stage.lane.health(stage.clock()).text)
        await stage.clock.sleep(seconds)

    stage.lane._sleep = look
    await stage.until_it_hangs()
    assert texts == ["Reconnecting in 1 s"]


async def test_a_limited_lane_is_not_lost_and_counts_it() -> None:
    limited = replace(heard(2, 1), ticks=[], limited_until_us=5_000_000)
    stage = Stage([heard(1, 1), limited, None])
    stage.lane.cost.limited = 1
    await stage.until_it_hangs()
    assert stage.lane.health(2_000_000).text == "Limited, next in 3 s"
    assert stage.lost == []
    assert stage.lane.figures(2_000_000, "ACME").limited == 1


async def test_an_answer_ends_the_limit() -> None:
    limited = replace(heard(2, 1), ticks=[], limited_until_us=5_000_000)
    stage = Stage([limited, heard(5, 2), None])
    await stage.until_it_hangs()
    assert stage.lane.health(5_000_000).state is State.LIVE


async def test_a_limit_at_the_door_is_waited_out_and_counted() -> None:
    stage = Stage([FeedError("too many", retry_after_s=4.0, limited=True)], [None])
    await stage.until_it_hangs()
    assert stage.waited_s == [6.5]
    health = stage.lane.health(0)
    assert (health.state, health.detail) == (State.LIMITED, "too many")
    assert stage.lane.figures(0, "ACME").limited == 1


async def test_patience_follows_what_the_feed_says_of_its_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []

    def patience_s(silence_s: float) -> float:
        asked.append(silence_s)
        return 9.0

    monkeypatch.setattr("ticker_app.hearing.patience_s", patience_s)
    stage = Stage([heard(1, 1), None])
    monkeypatch.setattr(Feed, "silence_s", property(lambda feed: 3.0 if stage.heard else 1.0))
    await stage.until_it_hangs()
    assert asked == [1.0, 3.0]


async def test_silence_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticker_app.hearing.patience_s", lambda silence_s: 0.01)
    stage = Stage([heard(1, 1), None])
    with pytest.raises(FeedError, match="Nothing was heard for 0 s; connecting anew"):
        await stage.lane._hear_until_it_fails()
    assert stage.open == 0


@pytest.mark.parametrize(("silence_s", "patience"), [(1.0, 6.0), (5.0, 10.0), (60.0, 65.0)])
def test_patience_ends_5_s_after_the_usual_silence(silence_s: float, patience: float) -> None:
    assert patience_s(silence_s) == patience


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
    running = asyncio.create_task(stage.lane.run())
    await stage.hanging.wait()
    stage.lane.retry()
    for _ in range(5):
        await asyncio.sleep(0)
    assert (stage.open, stage.asked_after) == (1, [None])
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_reconnecting_makes_the_connection_anew_from_its_cursor() -> None:
    stage = Stage([heard(1, 7), None], [heard(2, 8), None])
    running = asyncio.create_task(stage.lane.run())
    await stage.hanging.wait()
    stage.hanging.clear()
    stage.lane.hurry()
    assert stage.lost == []
    await stage.hanging.wait()
    assert stage.asked_after == [None, cursor(7)]
    assert (stage.open, stage.waited_s) == (1, [])
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_connection_that_is_made_anew_is_told() -> None:
    stage = Stage([heard(1, 7), None], [None])
    running = asyncio.create_task(stage.lane.run())
    await stage.hanging.wait()
    stage.hanging.clear()
    stage.lane.hurry()
    await stage.hanging.wait()
    health = stage.lane.health(1_000_000)
    assert (health.state, health.detail) == (State.RECONNECTING, "Connecting anew, as asked")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_cancelling_it_closes_its_feed() -> None:
    stage = Stage([heard(1, 1), None])
    await stage.until_it_hangs()
    assert stage.open == 0


async def test_old_news_is_not_live() -> None:
    late = Arrival([], 9_000_000, 9_000_000, cursor(1), 7_000_000)
    stage = Stage([late, None])
    await stage.until_it_hangs()
    assert stage.lane.health(9_000_000).text == "Delayed by 2.0 s"


async def test_before_anything_was_heard_there_are_no_figures_but_counts() -> None:
    stage = Stage()
    figures = stage.lane.figures(0, "ACME")
    assert (figures.latency_p50_us, figures.age_mean_us, figures.unseen_now_us) == (None,) * 3
    assert (figures.seen, figures.requests, figures.empty_share) == (0, 0, None)
    assert stage.lane.health(0).state is State.CONNECTING


async def test_rates_are_over_the_whole_run() -> None:
    stage = Stage([heard(1, 1), None])
    stage.lane = stage._lane(LaneChoice(Transport.POLL))
    stage.lane.cost.bytes_down = 3_000
    stage.lane.cost.empty = 1
    await stage.until_it_hangs()
    figures = stage.lane.figures(2_000_000, "ACME")
    assert (figures.running_s, figures.requests_per_s, figures.bytes_down_per_s) == (2, 0.5, 1500)
    assert (figures.empty_share, figures.age_now_us, figures.latency_p99_us) == (1.0, 1_000_000, 0)


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
