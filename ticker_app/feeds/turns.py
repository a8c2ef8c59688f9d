"""Work without end, in turns short enough for a window to be painted between them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

LONGEST_TURN_S = 0.008


class Turns:
    """Gives way now and then to whatever else wants to run on the loop.

    What has arrived already is read without ever waiting, and a server can send faster than
    anything can be done with it.

    A turn is over as soon as the loop came round, whoever let it: what others do then, as to
    paint a frame, is nobody's turn. Else of two that read one from the other each would take the
    time for which the other gave way as its own, and give way for every message.

    Args:
        now_s: a monotonic clock.
        give_way: lets everything else run once.
    """

    def __init__(
        self,
        now_s: Callable[[], float] = time.monotonic,
        give_way: Callable[[], Awaitable[None]] = lambda: asyncio.sleep(0),
    ) -> None:
        self._now_s = now_s
        self._give_way = give_way
        self._began_s: float | None = None

    async def pause(self) -> None:
        """Give way if it was not done for as long as a turn may last."""
        if self._began_s is None:
            self._begin()
        elif self._now_s() - self._began_s >= LONGEST_TURN_S:
            await self._give_way()
            self._begin()

    def _begin(self) -> None:
        self._began_s = self._now_s()
        asyncio.get_running_loop().call_soon(self._end)

    def _end(self) -> None:
        self._began_s = None
