"""Pacing, by a clock that only sleeping moves on."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sources.base import Print
from server.sources.lateness import LateFigures
from server.sources.pace import BATCH, Pacer, Schedule
from tests.server.sources.fake_time import FakeTime


def schedule(offsets_us: Iterable[int]) -> Schedule:
    for place, offset_us in enumerate(offsets_us):
        yield offset_us, Print("A", offset_us, float(place))


async def play(
    time: FakeTime, offsets_us: Iterable[int], speed: float = 1.0, busy_us: int = 0
) -> list[tuple[int, list[int]]]:
    """What left when: µs after the start, and the offsets in the batch.

    busy_us: how long the reader takes over each batch.
    """
    start_us = time.now_us
    left = []
    async for batch in time.pacer.paced(schedule(offsets_us), speed):
        left.append((time.now_us - start_us, [print_.venue_time or 0 for print_ in batch]))
        time.now_us += busy_us
    return left


async def test_each_print_leaves_at_its_moment() -> None:
    assert await play(FakeTime(), [0, 50, 900]) == [(0, [0]), (50, [50]), (900, [900])]


async def test_prints_of_one_moment_leave_together() -> None:
    assert await play(FakeTime(), [5, 5, 5, 8]) == [(5, [5, 5, 5]), (8, [8])]


async def test_speed_divides_the_moments() -> None:
    assert await play(FakeTime(), [100, 400], speed=2.0) == [(50, [100]), (200, [400])]


async def test_a_slow_reader_delays_nothing_that_comes_after_it() -> None:
    left = await play(FakeTime(), [0, 100, 110, 120, 500], busy_us=150)
    assert left == [(0, [0]), (150, [100, 110, 120]), (500, [500])]


async def test_how_late_each_print_left_is_known() -> None:
    time = FakeTime()
    pacer = time.pacer
    async for _ in pacer.paced(schedule([0, 30, 40, 50, 55])):
        time.now_us += 60
    assert pacer.late() == LateFigures(p50=10, p99=30, max=30, prints=5)
    assert pacer.late_sum_us() == 30 + 20 + 10 + 5


async def test_nothing_drifts_over_many_prints() -> None:
    left = await play(FakeTime(), range(0, 3_000_000, 1000), speed=3.0, busy_us=70)
    assert all(0 <= at_us - offsets[0] / 3 <= 1 for at_us, offsets in left)


async def test_a_timer_that_fires_early_lets_nothing_out_early() -> None:
    assert await play(FakeTime(early_us=11), [100, 200]) == [(100, [100]), (200, [200])]


async def test_catching_up_comes_in_bounded_batches_with_a_turn_of_the_loop_between() -> None:
    time = FakeTime()
    left = await play(time, [0] * (2 * BATCH + 1))
    assert [len(offsets) for _, offsets in left] == [BATCH, BATCH, 1]
    assert time.slept_s == [0.0, 0.0]


async def test_a_reader_that_never_catches_up_still_lets_the_loop_run() -> None:
    time = FakeTime()
    left = await play(time, range(0, 20_000, 10), busy_us=5_000)
    assert len(time.slept_s) >= len(left) - 1


async def test_a_schedule_without_prints_ends_at_once() -> None:
    assert await play(FakeTime(), []) == []


async def test_an_endless_schedule_is_read_no_further_than_needed() -> None:
    taken = itertools.count()
    prints = FakeTime().pacer.paced(schedule(next(taken) * 10 for _ in itertools.count()))
    await anext(prints)
    assert next(taken) == 2


async def test_the_schedule_is_closed_when_the_reader_is_cancelled() -> None:
    closed = asyncio.Event()
    sleeping = asyncio.Event()

    async def never(_: float) -> None:
        sleeping.set()
        await asyncio.Event().wait()

    def open_file() -> Schedule:
        try:
            yield 10, Print("A", None, 1.0)
        finally:
            closed.set()

    async def read() -> None:
        async for _ in Pacer(now_us=lambda: 0, sleep=never).paced(open_file()):
            pytest.fail("nothing was due")

    task = asyncio.create_task(read())
    await sleeping.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert closed.is_set()


async def test_the_real_clock_lets_out_what_is_due() -> None:
    batches = [batch async for batch in Pacer().paced(schedule([0, 1]))]
    assert sum(map(len, batches)) == 2


@given(
    gaps_us=st.lists(st.integers(0, 2_000), max_size=50),
    speed=st.floats(0.01, 1000),
    busy_us=st.integers(0, 3_000),
    early_us=st.integers(0, 20),
)
def test_all_leave_in_order_and_none_before_its_moment(
    gaps_us: list[int], speed: float, busy_us: int, early_us: int
) -> None:
    offsets_us = [*itertools.accumulate(gaps_us)]
    left = asyncio.run(play(FakeTime(early_us), offsets_us, speed, busy_us))
    assert [offset for _, batch in left for offset in batch] == offsets_us
    for at_us, batch in left:
        assert 0 < len(batch) <= BATCH
        assert at_us >= batch[-1] / speed - 1e-6 * at_us
