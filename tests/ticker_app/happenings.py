"""What can happen to a lane, by name and by chance."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random

from tests.ticker_app.breaking import World
from ticker_app.choice import LaneChoice, Transport

POLL = LaneChoice(Transport.POLL, 0.1)
CHOICES = (*(LaneChoice(name) for name in Transport if name is not Transport.POLL), POLL)
HAPPENINGS = (
    "publish",
    "cut",
    "stall",
    "blink",
    "restart",
    "begin_anew",
    "restore",
    "miss_too_much",
    "stay_away",
)


def happen(world: World, name: str) -> Awaitable[None]:
    """Let one of `HAPPENINGS` happen."""
    happening: Callable[[], Awaitable[None]] = getattr(world, name)
    return happening()


async def live_through(world: World, random: Random, steps: int) -> list[str]:
    """So many things happen by chance, one after the other; returns what."""
    happened = []
    for _ in range(steps):
        name = random.choice((*HAPPENINGS, "switch", "block_websocket"))
        happened.append(name)
        if name == "switch":
            await world.switch(random.choice(CHOICES))
        else:
            await happen(world, name)
    return happened
