"""Where the lines and numbers of a scale stand: ranges and pixels in, values and words out."""

from __future__ import annotations

import math
import time

from ticker_app.ui.local_text import Fineness, clock_text, day_text

_TIME_STEPS_S = (
    1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14400, 21600, 43200,
)  # fmt: skip
_DAY_S = 86_400
_DAYS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


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


def time_step_s(left_s: float, right_s: float, count: float) -> int:
    """The round step that leaves at most ``count`` or so moments in view."""
    least_s = (right_s - left_s) / max(count, 1)
    days = (days * _DAY_S for days in _DAYS)
    return next((step for step in (*_TIME_STEPS_S, *days) if step >= least_s), _DAYS[-1] * _DAY_S)


def time_ticks(left_s: float, right_s: float, count: float) -> list[int]:
    """At most ``count`` or so moments on the round minutes and hours of the local clock."""
    step_s = time_step_s(left_s, right_s, count)
    offset_s = time.localtime(left_s).tm_gmtoff
    first = math.ceil((left_s + offset_s) / step_s)
    last = math.floor((right_s + offset_s) / step_s)
    return [number * step_s - offset_s for number in range(first, last + 1)]


def moment_text(moment_s: float, step_s: float) -> str:
    """A moment among others so far apart: ``13:42:20``, ``13:42``, or a day, ``17 Sep``."""
    midnight = time.localtime(moment_s)[3:5] == (0, 0)
    if step_s >= _DAY_S or (step_s >= 60 and midnight):
        return day_text(moment_s)
    return clock_text(moment_s, Fineness.SECOND if step_s < 60 else Fineness.MINUTE)


def pointed_text(moment_s: float, width_s: float, length_s: float) -> str:
    """A moment among ``width_s`` of time: the day where there are several, seconds where candles
    of ``length_s`` (0: ticks) are shorter than a minute."""
    clock = clock_text(moment_s, Fineness.MINUTE if length_s >= 60 else Fineness.SECOND)
    return f"{day_text(moment_s)} {clock}" if width_s >= _DAY_S else clock


def countdown_text(seconds: float) -> str:
    """How long until something: ``0:07``, ``59:59``, ``1:00:00``."""
    minutes, rest = divmod(max(math.ceil(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
