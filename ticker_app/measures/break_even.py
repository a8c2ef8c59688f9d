"""Where push and polling cost the same: the interval or the tick rate at which they cross."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

REACH = 1000.0
"""A crossing is sought up to so many times above and below the present point."""
CURVE_POINTS = 49
CURVE_MARGIN = 3.0
HEARTBEAT_S = 1.0
"""A push without ticks says so as often."""

Floats: TypeAlias = npt.NDArray[np.float64]


class What(Enum):
    """What is spent, in words."""

    BYTES = "bytes"
    MESSAGES = "messages"
    CPU = "server CPU"


class Axis(Enum):
    """What varies while the other one stays as it is."""

    INTERVAL = "interval"
    RATE = "tick rate"


class PushCost(Struct, frozen=True):
    """What push costs, in any unit (bytes, messages, processor time), as measured.

    per_tick: for each tick of any symbol.  per_heartbeat: for each second without a tick.
    """

    per_tick: float
    per_heartbeat: float = 0.0

    def at(self, rate_hz: Floats | float) -> Floats:
        """A second, when ticks of all symbols together come at this rate and are Poisson.

        A gap Y between them holds ⌊Y⌋ heartbeats, if there is one every second: λ/(e^λ − 1).
        """
        rate_hz = np.maximum(rate_hz, 1e-9)
        # Beyond some hundred there is none, and the power would be too large for a number.
        heartbeats_hz = rate_hz / np.expm1(np.minimum(rate_hz * HEARTBEAT_S, 500.0))
        return np.asarray(
            self.per_tick * rate_hz + self.per_heartbeat * heartbeats_hz, dtype=np.float64
        )


class PollCost(Struct, frozen=True):
    """What one poll costs, in the same unit.

    full, empty: with news and without; equal if not told apart.
    news_per_tick: moments of news for each tick; below 1 where ticks come in bursts.
    """

    full: float
    empty: float
    news_per_tick: float = 1.0

    def at(self, rate_hz: Floats | float, interval_s: Floats | float) -> Floats:
        """A second, when a poll comes every ``interval_s`` and news is Poisson."""
        in_vain = np.exp(-self.news_per_tick * np.multiply(rate_hz, interval_s))
        cost = self.empty * in_vain + self.full * (1 - in_vain)
        return np.asarray(cost / interval_s, dtype=np.float64)


class BreakEven(Struct, frozen=True):
    """Costs a second along one axis, for a small chart with the present point on it.

    axis: what varies: s from poll to poll, or ticks a second and symbol.
    symbols: how many there are.  present: where we are.
    crossing: the nearest point where both cost the same; None: not within a factor of 1000.
    at, push, poll: the curves, ascending, on a logarithmic scale: ``(49,)`` each.
    push_now, poll_now: at the present point.
    """

    axis: Axis
    symbols: int
    present: float
    crossing: float | None
    at: Floats
    push: Floats
    poll: Floats
    push_now: float
    poll_now: float

    @property
    def push_is_cheaper(self) -> bool:
        """At the present point."""
        return self.push_now < self.poll_now


def break_even(
    axis: Axis,
    push: PushCost,
    poll: PollCost,
    *,
    rate_hz: float,
    symbols: int,
    interval_s: float,
) -> BreakEven:
    """Where the costs cross.

    Args:
        axis: which of the two to vary.
        push: its cost.
        poll: its cost.
        rate_hz: ticks a second and symbol, now; above 0.
        symbols: how many there are.
        interval_s: between two polls, now; above 0.
    """

    def push_at(x: Floats) -> Floats:
        return push.at(symbols * (x if axis is Axis.RATE else np.full_like(x, rate_hz)))

    def poll_at(x: Floats) -> Floats:
        if axis is Axis.INTERVAL:
            return poll.at(symbols * rate_hz, x)
        return poll.at(symbols * x, interval_s)

    present = interval_s if axis is Axis.INTERVAL else rate_hz
    crossing = _nearest_root(lambda x: push_at(x) - poll_at(x), present)
    far = present if crossing is None else crossing
    at = np.geomspace(
        min(present, far) / CURVE_MARGIN, max(present, far) * CURVE_MARGIN, CURVE_POINTS
    )
    now = np.array([present])
    return BreakEven(
        axis=axis,
        symbols=symbols,
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
    nearest = changes[np.argmin(np.abs(np.log(grid[changes] / present)))]
    return _root_between(difference, grid[nearest], grid[nearest + 1])


def _root_between(difference: Callable[[Floats], Floats], low: float, high: float) -> float:
    """Looked for once more between two points: then a straight line is as good as the curve."""
    grid = np.geomspace(low, high, 65)
    found = difference(grid)
    after = max(int(np.argmax((found > 0) != (found[0] > 0))), 1)
    before, step = found[after - 1], found[after] - found[after - 1]
    return float(grid[after - 1] * (grid[after] / grid[after - 1]) ** (-before / step))
