"""Keeping time: prints leave at their moment, however long the reader took before."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import closing
from typing import TypeAlias

from msgspec import Struct, field

from server.sources.base import Print
from server.sources.lateness import LateFigures, Lateness

Schedule: TypeAlias = Generator[tuple[int, Print], None, None]
"""Prints, each with its moment in µs after the start; moments never decrease."""

BATCH = 500
"""The most prints in one batch, so that catching up never holds the event loop for long."""


def _monotonic_us() -> int:
    return time.monotonic_ns() // 1000


class Pacer(Struct, frozen=True):
    """What pacing needs of the world, so that tests can give their own.

    now_us: a monotonic clock, µs.  sleep: waits for seconds; 0 lets others run.
    lateness: learns how late prints leave.
    """

    now_us: Callable[[], int] = _monotonic_us
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    lateness: Lateness = field(default_factory=Lateness)

    def late(self) -> LateFigures | None:
        """How late prints left lately; None if none did."""
        return self.lateness.figures(self.now_us())

    def late_sum_us(self) -> int:
        """How late all prints together left since the beginning."""
        return self.lateness.sum_us

    async def paced(self, schedule: Schedule, speed: float = 1.0) -> AsyncIterator[list[Print]]:
        """Batches of at most ``BATCH`` prints, each not before its moment divided by ``speed``.

        Every moment is reckoned from the start and not from the print before, so nothing
        drifts. All that is due goes together; who is behind catches up batch after batch
        and lets the event loop run in between.
        """
        start_us = reached_us = self.now_us()
        batch: list[Print] = []
        moments_us: list[float] = []
        with closing(schedule):
            for offset_us, print_ in schedule:
                due_us = start_us + offset_us / speed
                if due_us > reached_us or len(batch) == BATCH:
                    if batch:
                        self.lateness.add(moments_us, self.now_us())
                        yield batch
                        batch, moments_us = [], []
                    reached_us = await self._until(due_us)
                batch.append(print_)
                moments_us.append(due_us)
        if batch:
            self.lateness.add(moments_us, self.now_us())
            yield batch

    async def _until(self, due_us: float) -> int:
        """Wait for the moment, at least one turn of the loop; returns the time then."""
        while True:
            await self.sleep(max(0.0, due_us - self.now_us()) / 1e6)
            now_us = self.now_us()
            # A timer may fire early by the resolution of the loop's clock.
            if now_us >= due_us:
                return now_us
