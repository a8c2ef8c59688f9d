"""Whatever breaks, a lane has every tick since, in order and once, or is told that it has not."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from typing_extensions import override

from tests.ticker_app.breaking import World, hurried
from tests.ticker_app.fakes import cursor, tick
from tests.ticker_app.happenings import CHOICES, HAPPENINGS, happen
from tests.ticker_app.judging import BrokenPromiseError, Judge
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, lane_name


@pytest.fixture(autouse=True)
def _hurried() -> Iterator[None]:
    with hurried():
        yield


@pytest.mark.parametrize("happening", HAPPENINGS)
@pytest.mark.parametrize("choice", CHOICES, ids=lane_name)
async def test_after_a_break_all_is_there_or_told(
    choice: LaneChoice, happening: str, tmp_path: Path
) -> None:
    async with World(tmp_path, choice).running() as world:
        await world.publish()
        await happen(world, happening)
        await world.publish()
        lost = happening in {"begin_anew", "miss_too_much", "restore"}
        assert (world.judge.tally.holes > 0) is lost


class Breaking(RuleBasedStateMachine):
    """Any of it, in any order, on any transport."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._life = AsyncExitStack()

    def _do(self, doing: Coroutine[Any, Any, Any]) -> None:
        self._runner.run(doing)

    @initialize(choice=st.sampled_from(CHOICES))
    def begin(self, choice: LaneChoice) -> None:
        async def enter() -> World:
            folder = Path(self._life.enter_context(tempfile.TemporaryDirectory()))
            return await self._life.enter_async_context(World(folder, choice).running())

        self.world = self._runner.run(enter())

    @rule(name=st.sampled_from([*HAPPENINGS, "block_websocket"]))
    def break_(self, name: str) -> None:
        async def breaking() -> None:
            await happen(self.world, name)

        self._do(breaking())

    @rule(choice=st.sampled_from(CHOICES))
    def switch(self, choice: LaneChoice) -> None:
        self._do(self.world.switch(choice))

    @override
    def teardown(self) -> None:
        self._do(self._life.aclose())
        self._runner.close()


TestBreaking = Breaking.TestCase
TestBreaking.settings = settings(max_examples=15, stateful_step_count=6, deadline=None)


# --- the judge itself ---

PUSHED, POLLED = LaneChoice(), CHOICES[-1]


def judge_at(seq: int) -> Judge:
    """It has seen a lane come so far; ticks are published at the time of their seq."""
    judge = Judge()
    judge.published["e1"] = [tick(number, time=number) for number in range(1, 10)]
    judge.hear(PUSHED, Arrival([], 0, 0, cursor(seq), 0))
    return judge


def brought(
    *seqs: int, complete: bool = True, at: int | None = None, opened_us: int = 0
) -> Arrival:
    behind = cursor(seqs[-1] if at is None else at)
    ticks = [tick(seq, time=seq) for seq in seqs]
    return Arrival(ticks, 0, opened_us, behind, 0, complete)


@pytest.mark.parametrize(
    ("arrival", "said"),
    [
        (brought(5), "3 to 5 are missing without a word"),
        (brought(3), "3 came behind 3"),
        (brought(4, 6), "4 to 6 are missing"),
        (brought(5, 4), "missing"),
        (brought(4, at=6), "skips what did not come"),
        (Arrival([], 0, 0, cursor(6), 0), "skips what did not come"),
        (brought(4, complete=False), "a hole that is none"),
        (Arrival([], 0, 0, cursor(0, "e2"), 0), "another tape came without a word"),
    ],
)
def test_the_judge_sees_what_is_wrong(arrival: Arrival, said: str) -> None:
    with pytest.raises(BrokenPromiseError, match=said):
        judge_at(3).hear(PUSHED, arrival)


def test_a_poll_may_pass_over_what_came_while_it_was_connected() -> None:
    judge_at(3).hear(POLLED, brought(6, opened_us=4))


@pytest.mark.parametrize("arrival", [brought(6, opened_us=5), brought(4, 6, opened_us=6)])
def test_a_poll_may_not_pass_over_what_came_in_a_break(arrival: Arrival) -> None:
    with pytest.raises(BrokenPromiseError, match="to 6 are missing without a word"):
        judge_at(3).hear(POLLED, arrival)


def test_the_judge_lets_a_hole_pass_that_was_told() -> None:
    judge = judge_at(3)
    judge.may_be_told = True
    judge.hear(PUSHED, brought(6, complete=False))
    judge.hear(PUSHED, brought(7, 9))
    assert judge.tally.ticks == 3
    judge.arrive()
    assert not judge.may_be_told
