"""Where push and polling cost the same: the interval or the tick rate at which they cross."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

REACH = 1000.0
"""A crossing is sought up to so many times above and below the present point."""
CURVE_POINTS = 49
CURVE_MARGIN = 3.0
BISECTIONS = 60

Axis: TypeAlias = Literal["interval_s", "rate_hz"]
Floats: TypeAlias = npt.NDArray[np.float64]


class PushCost(Struct, frozen=True):
    """What push costs, in any unit (bytes, messages, processor time), as measured.

    per_tick: for each tick of any symbol.  per_s: whatever is published (heartbeats).
    """

    per_tick: float
    per_s: float = 0.0

    def at(self, rate_hz: Floats | float) -> Floats:
        """A second, when ticks of all symbols together come at this rate."""
        return np.asarray(self.per_s + self.per_tick * rate_hz, dtype=np.float64)


class PollCost(Struct, frozen=True):
    """What one poll costs, in the same unit: with news and without; equal if not told apart."""

    full: float
    empty: float

    def at(self, rate_hz: Floats | float, interval_s: Floats | float) -> Floats:
        """A second, when a poll comes every ``interval_s`` and ticks are Poisson."""
        in_vain = np.exp(-np.multiply(rate_hz, interval_s))
        cost = self.empty * in_vain + self.full * (1 - in_vain)
        return np.asarray(cost / interval_s, dtype=np.float64)


class BreakEven(Struct, frozen=True):
    """Costs along one axis, for a small chart with the present point on it.

    axis: what varies; the other one stays as it is.  present: where we are on it.
    crossing: the nearest point where both cost the same; None: not within a factor of 1000.
    at, push, poll: the curves, ascending, on a logarithmic scale: ``(49,)`` each.
    push_now, poll_now: at the present point.
    """

    axis: Axis
    present: float
    crossing: float | None
    at: Floats
    push: Floats
    poll: Floats
    push_now: float
    poll_now: float


def break_even(
    axis: Axis, push: PushCost, poll: PollCost, *, rate_hz: float, interval_s: float
) -> BreakEven:
    """Where the costs cross.

    Args:
        axis: which of the two to vary.
        push: its cost.
        poll: its cost.
        rate_hz: of ticks of all symbols together, now; above 0.
        interval_s: between two polls, now; above 0.
    """

    def push_at(x: Floats) -> Floats:
        return push.at(np.full_like(x, rate_hz) if axis == "interval_s" else x)

    def poll_at(x: Floats) -> Floats:
        return poll.at(rate_hz, x) if axis == "interval_s" else poll.at(x, interval_s)

    present = interval_s if axis == "interval_s" else rate_hz
    crossing = _nearest_root(lambda x: push_at(x) - poll_at(x), present)
    far = present if crossing is None else crossing
    at = np.geomspace(
        min(present, far) / CURVE_MARGIN, max(present, far) * CURVE_MARGIN, CURVE_POINTS
    )
    now = np.array([present])
    return BreakEven(
        axis=axis,
        present=present,
        crossing=crossing,
        at=at,
        push=push_at(at),
        poll=poll_at(at),
        push_now=float(push_at(now)[0]),
        poll_now=float(poll_at(now)[0]),
    )


def _nearest_root(difference: Callable[[Floats], Floats], present: float) -> float | None:
    """Where the difference changes its sign, nearest to the present as a ratio."""
    # An odd number of points, so that the present itself is one.
    grid = np.geomspace(present / REACH, present * REACH, 601)
    above = difference(grid) > 0
    changes = np.flatnonzero(above[1:] != above[:-1])
    if not len(changes):
        return None
    first = changes[np.argmin(np.abs(np.log(grid[changes] / present)))]
    low, high = grid[first], grid[first + 1]
    for _ in range(BISECTIONS):
        middle = np.sqrt(low * high)
        if (difference(np.array([middle]))[0] > 0) == above[first]:
            low = middle
        else:
            high = middle
    return float(np.sqrt(low * high))
