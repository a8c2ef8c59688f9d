"""The clock that stamps ticks and arrivals: the wall's time, but never backwards."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Tells the microseconds since the Unix epoch; never decreases."""


def monotonic_wall_clock() -> Clock:
    """A clock set once from the wall and driven by the monotonic clock from then on.

    A step of the system's clock would otherwise give ticks that are older than their
    predecessors, and ages that jump.
    """
    # Both clocks are read several times, and the closest pair counts: a process that loses
    # the processor between the two readings was off by 0.4 ms.
    _, offset_ns = min(_wall_against_monotonic() for _ in range(16))

    def now_us() -> int:
        return (time.monotonic_ns() + offset_ns) // 1000

    return now_us


def _wall_against_monotonic() -> tuple[int, int]:
    """How long it took to read both clocks, and by how much the wall is ahead, ns."""
    before_ns = time.monotonic_ns()
    wall_ns = time.time_ns()
    after_ns = time.monotonic_ns()
    return after_ns - before_ns, wall_ns - (before_ns + after_ns) // 2
