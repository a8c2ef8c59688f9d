"""What serving costs the server, asked again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import pytest
from msgspec.structs import replace

from server.wire import monotonic_wall_clock
from tests.ticker_app.live import live_server
from ticker_app.compare import server_cost
from ticker_app.compare.argument import ServerCpu
from ticker_app.compare.server_cost import Answered, ServerStats, ServerWatch, spent

STATS = ServerStats(
    uptime_s=10.0,
    cpu_s=1.0,
    resident_bytes=5_000,
    ticks_published=100,
    messages_sent=200,
    bytes_sent=30_000,
    requests=40,
    empty_answers=4,
)


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_cost, "LOOK_EVERY_S", 0.01)


async def until(reached: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0)


def test_what_was_spent_is_the_difference() -> None:
    cost = spent(STATS, replace(STATS, uptime_s=12.0, cpu_s=1.5, bytes_sent=31_000, requests=42))
    assert cost is not None
    assert (cost.seconds, cost.cpu_s, cost.bytes_sent, cost.requests) == (2.0, 0.5, 1_000, 2)


def test_how_late_ticks_were_is_known_of_those_published_in_between() -> None:
    before = replace(STATS, late_sum_us=900_000)
    after = replace(before, uptime_s=12.0, ticks_published=300, late_sum_us=1_300_000)
    cost = spent(before, after)
    assert cost is not None
    assert cost.late_s == pytest.approx(0.002)


@pytest.mark.parametrize(("late_sum_us", "ticks"), [(None, 300), (900_000, 100)])
def test_how_late_ticks_were_is_unknown_without_any_or_without_a_word(
    late_sum_us: int | None, ticks: int
) -> None:
    after = replace(STATS, uptime_s=12.0, ticks_published=ticks, late_sum_us=late_sum_us)
    cost = spent(replace(STATS, late_sum_us=900_000), after)
    assert cost is not None
    assert cost.late_s is None


def test_a_message_and_a_poll_cost_what_the_server_says() -> None:
    before = replace(STATS, pushing_cpu_s=0.5, answered={"/v1/quotes": Answered(10, 0.1)})
    after = replace(
        before,
        uptime_s=12.0,
        messages_sent=300,
        pushing_cpu_s=0.51,
        answered={
            "/v1/quotes": Answered(15, 0.102),
            "/v1/time": Answered(9, 0.1),
            "/v1/ticks?wait": Answered(10, 0.008),
        },
    )
    cost = spent(before, after)
    assert cost is not None
    assert cost.cpu.per_message == pytest.approx(0.0001)
    assert cost.cpu.per_poll == pytest.approx(0.0004)
    assert cost.cpu.per_long_poll == pytest.approx(0.0008)
    assert cost.answered["/v1/time"].requests == 9


def test_of_too_few_or_of_a_server_that_does_not_tell_nothing_is_said() -> None:
    silent = spent(STATS, replace(STATS, uptime_s=12.0, messages_sent=300))
    assert silent is not None
    assert silent.cpu == ServerCpu()
    before = replace(STATS, pushing_cpu_s=0.5)
    few = spent(before, replace(before, uptime_s=12.0, messages_sent=STATS.messages_sent + 4))
    assert few is not None
    assert few.cpu.per_message is None


def test_a_server_that_began_anew_cannot_be_compared_with_itself() -> None:
    assert spent(STATS, replace(STATS, uptime_s=1.0)) is None


async def test_a_server_that_went_and_came_back_is_asked_anew() -> None:
    async with live_server() as server:
        watch = ServerWatch(server.url, clock=monotonic_wall_clock())
        assert (watch.lately(), watch.since_begun()) == (None, None)
        task = asyncio.create_task(watch.run())
        await until(watch.lately)
        assert watch.since_begun() is not None
    await until(lambda: watch.lately() is None)
    assert not task.done()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
