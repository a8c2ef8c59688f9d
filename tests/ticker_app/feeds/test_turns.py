"""When work gives way to whatever else wants to run."""

from __future__ import annotations

import asyncio

from ticker_app.feeds.turns import LONGEST_TURN_S, Turns


async def test_work_gives_way_once_a_turn_is_over_and_then_begins_another() -> None:
    now_s, gave_way_s = 0.0, list[float]()

    async def give_way() -> None:
        nonlocal now_s
        gave_way_s.append(now_s)
        now_s += 1.0

    turns = Turns(lambda: now_s, give_way)
    for _ in range(5):
        await turns.pause()
        now_s += LONGEST_TURN_S / 2
    assert gave_way_s == [LONGEST_TURN_S, 1.0 + 2 * LONGEST_TURN_S]


async def test_of_two_that_read_one_from_the_other_only_one_gives_way() -> None:
    now_s, gave_way = 0.0, 0

    async def give_way() -> None:
        nonlocal now_s, gave_way
        gave_way += 1
        now_s += 1.0
        await asyncio.sleep(0)

    inner, outer = Turns(lambda: now_s, give_way), Turns(lambda: now_s, give_way)
    for _ in range(40):
        await inner.pause()
        await outer.pause()
        now_s += LONGEST_TURN_S / 10
    assert gave_way in {3, 4}


async def test_what_the_loop_did_while_nothing_came_is_nobodys_turn() -> None:
    now_s, gave_way = 0.0, 0

    async def give_way() -> None:
        nonlocal gave_way
        gave_way += 1

    turns = Turns(lambda: now_s, give_way)
    for _ in range(5):
        await turns.pause()
        await asyncio.sleep(0)
        now_s += LONGEST_TURN_S
    assert gave_way == 0
