"""When a connection is given up."""

from __future__ import annotations

import asyncio

import pytest

from ticker_app.feeds.base import FeedError
from ticker_app.patience import AWAKE_S, LEAST_BYTES, HurriedError, Patience


class Stage:
    """A connection that is watched for 6 s of quiet, and a time that a test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.bytes = 0
        self.patience = Patience(lambda: self.bytes, now_s=lambda: self.now_s)
        self._held = asyncio.Event()

    async def hold(self, within_s: float = 6.0) -> None:
        """Keep a connection until its watching ends it."""
        async with self.patience.watch(within_s):
            self._held.set()
            await asyncio.Event().wait()

    async def held(self) -> asyncio.Task[None]:
        task = asyncio.create_task(self.hold())
        await self._held.wait()
        return task

    async def look(self, at_s: float) -> None:
        """Look once a second until then, as it does by itself."""
        while self.now_s < 100.0 + at_s:
            self.now_s = min(self.now_s + 1.0, 100.0 + at_s)
            self.patience.look()
        await asyncio.sleep(0)
        await asyncio.sleep(0)


async def test_six_seconds_of_silence_end_it_in_words() -> None:
    stage = Stage()
    held = await stage.held()
    await stage.look(at_s=5.9)
    assert not held.done()
    await stage.look(at_s=6.0)
    with pytest.raises(FeedError, match="Nothing was heard for 6 s; connecting anew"):
        await held


async def test_bytes_that_are_no_message_yet_are_no_silence() -> None:
    stage = Stage()
    held = await stage.held()
    await stage.look(at_s=4.0)
    stage.bytes += LEAST_BYTES
    await stage.look(at_s=5.0)
    assert stage.patience.trickles
    await stage.look(at_s=7.0)
    assert stage.patience.trickles
    await stage.look(at_s=8.0)
    assert not stage.patience.trickles
    assert not held.done()
    await stage.look(at_s=11.0)
    with pytest.raises(FeedError):
        await held


async def test_a_few_bytes_are_no_message_on_its_way() -> None:
    stage = Stage()
    held = await stage.held()
    for second in range(1, 6):
        stage.bytes += 100
        await stage.look(at_s=second)
        assert not stage.patience.trickles
    assert not held.done()
    await stage.look(at_s=6.0)
    with pytest.raises(FeedError, match="Nothing was heard for 6 s"):
        await held


async def test_few_bytes_at_a_time_add_up_to_a_message() -> None:
    stage = Stage()
    held = await stage.held()
    for second in range(1, 10):
        stage.bytes += LEAST_BYTES // 4
        await stage.look(at_s=second)
    assert not held.done()
    held.cancel()
    with pytest.raises(asyncio.CancelledError):
        await held


async def test_no_message_takes_for_ever() -> None:
    stage = Stage()
    held = await stage.held()
    for second in range(1, 35):
        stage.bytes += 10 * LEAST_BYTES
        await stage.look(at_s=second)
        assert not held.done()
    assert not stage.patience.trickles
    await stage.look(at_s=35.0)
    with pytest.raises(FeedError):
        await held


async def test_a_message_begins_the_waiting_anew_and_may_change_it() -> None:
    stage = Stage()
    held = await stage.held()
    stage.bytes += LEAST_BYTES
    await stage.look(at_s=5.0)
    stage.patience.renew(10.0)
    assert not stage.patience.trickles
    await stage.look(at_s=14.9)
    assert not held.done()
    await stage.look(at_s=15.0)
    with pytest.raises(FeedError, match="for 10 s"):
        await held


@pytest.mark.parametrize("asleep_s", [20.0, 3600.0])
async def test_after_a_sleep_there_is_a_moment_to_hear_what_came_and_no_longer(
    asleep_s: float,
) -> None:
    stage = Stage()
    held = await stage.held()
    await stage.look(at_s=1.0)
    stage.now_s += asleep_s
    stage.patience.look()
    await asyncio.sleep(0)
    await stage.look(at_s=1.0 + asleep_s + AWAKE_S - 0.5)
    assert not held.done()
    await stage.look(at_s=1.0 + asleep_s + AWAKE_S)
    with pytest.raises(FeedError):
        await held


async def test_who_is_heard_after_a_sleep_is_kept() -> None:
    stage = Stage()
    held = await stage.held()
    stage.now_s += 3600.0
    stage.patience.look()
    stage.patience.renew(6.0)
    await stage.look(at_s=3605.5)
    assert not held.done()
    await stage.look(at_s=3606.0)
    with pytest.raises(FeedError, match="for 6 s"):
        await held


async def test_it_looks_by_itself() -> None:
    with pytest.raises(FeedError, match="for 0 s"):
        await Stage().hold(within_s=0.0)


async def test_hurrying_ends_it_at_once() -> None:
    stage = Stage()
    held = await stage.held()
    assert stage.patience.hurry()
    await stage.look(at_s=7.0)
    with pytest.raises(HurriedError):
        await held


async def test_what_ends_already_may_be_hurried_too() -> None:
    stage = Stage()
    held = await stage.held()
    while stage.now_s < 107.0:
        stage.now_s += 1.0
        stage.patience.look()
    # A timeout tells nobody that it has begun to end.
    while not (ending := stage.patience._until) or not ending.expired():  # noqa: ASYNC110
        await asyncio.sleep(0)
    assert stage.patience.hurry()
    with pytest.raises(HurriedError):
        await held


async def test_there_may_be_nothing_to_hurry() -> None:
    assert not Stage().patience.hurry()
