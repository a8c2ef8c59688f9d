"""When work gives way to whatever else wants to run."""

from __future__ import annotations

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
