"""Where the lines and numbers of a scale stand. Pure: ranges and pixels in, values out."""

from __future__ import annotations

import math
import time

_TIME_STEPS_S = (
    1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14400, 21600, 43200,
)  # fmt: skip
_DAY_S = 86_400


def nice_step(least: float) -> float:
    """The smallest of …, 0.1, 0.2, 0.5, 1, 2, 5, … that is not below ``least``."""
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    # A hair of tolerance: 0.2 / 0.1 must not ask for 5 because of rounding.
    multiple = next((m for m in (1, 2, 5) if m * power >= least * (1 - 1e-9)), 10)
    return multiple * power


def value_ticks(bottom: float, top: float, count: float, finest: float = 0.0) -> list[float]:
    """At most ``count`` or so round values in a range, ``finest`` or more apart."""
    step = max(nice_step((top - bottom) / max(count, 1)), finest)
    first, last = math.ceil(bottom / step - 1e-9), math.floor(top / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def time_ticks(left_s: float, right_s: float, count: float) -> list[int]:
    """At most ``count`` or so moments on the round minutes and hours of the local clock."""
    least_s = (right_s - left_s) / max(count, 1)
    step_s = next((step for step in _TIME_STEPS_S if step >= least_s), _DAY_S)
    offset_s = time.localtime(left_s).tm_gmtoff
    first = math.ceil((left_s + offset_s) / step_s)
    last = math.floor((right_s + offset_s) / step_s)
    return [number * step_s - offset_s for number in range(first, last + 1)]


def clock_text(moment_s: float) -> str:
    """The local time of day, ``13:42:20``."""
    return time.strftime("%H:%M:%S", time.localtime(moment_s))
