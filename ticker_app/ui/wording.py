"""How numbers read on the screen: signs, units and digits, always of much the same width.

Numbers in, text out, in the digits and with the marks of the user's language. ``None`` is
"not known yet" and reads as a dash. The minus is the real one (U+2212), as wide as the plus,
and a narrow no-break space stands before a unit.
"""

from __future__ import annotations

import math

from msgspec import Struct
from typing_extensions import override

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.ui.local_text import MINUS, general, localized, number

NOTHING = "–"
UP, DOWN = "▲", "▼"
NARROW = "\u202f"

MODE_NAMES = {Mode.PUSH: "Push", Mode.PULL: "Pull"}
TRANSPORT_NAMES = {
    Transport.WEBSOCKET: "WebSocket",
    Transport.SSE: "Server-Sent Events",
    Transport.POLL: "Interval polling",
    Transport.LONG_POLL: "Long poll",
}
ADAPTIVE_POLLING = "Adaptive polling"
HOW_PRICES_CAME = {Mode.PUSH: "pushed", Mode.PULL: "polled"}

_DURATIONS: tuple[tuple[float, tuple[float, int, str]], ...] = (
    (999.5, (1, 0, "µs")),
    (9_950, (1e3, 1, "ms")),
    (999_500, (1e3, 0, "ms")),
    (9_995_000, (1e6, 2, "s")),
    (99_950_000, (1e6, 1, "s")),
    (float("inf"), (1e6, 0, "s")),
)
"""Below how many µs a duration reads in which unit: its size in µs, decimals, name."""


class Quantity(Struct, frozen=True):
    """A number and its unit, apart so that they can be drawn in two sizes."""

    number: str
    unit: str = ""

    @override
    def __str__(self) -> str:
        return f"{self.number}{NARROW}{self.unit}" if self.unit else self.number


UNKNOWN = Quantity(NOTHING)


def signed(value: float, decimals: int) -> str:
    """``+0.42``, ``−0.42``; what rounds to nothing has no sign."""
    if not f"{value:.{decimals}f}".strip("-0."):
        return number(0.0, decimals)
    return number(value, decimals) if value < 0 else f"+{number(value, decimals)}"


def price(value: float | None, decimals: int) -> str:
    """A price with the digits that its symbol needs: ``97.35``."""
    return NOTHING if value is None else number(value, decimals)


def change(value: float | None, decimals: int) -> str:
    """How far a price went: ``+0.42``."""
    return NOTHING if value is None else signed(value, decimals)


def change_percent(share: float | None) -> str:
    """How far a price went, of where it began: 0.0043 reads ``+0.43 %``."""
    return NOTHING if share is None else f"{signed(share * 100, 2)}{NARROW}%"


def arrow(value: float | None) -> str:
    """▲ for more, ▼ for less, nothing for neither."""
    if not value:
        return ""
    return UP if value > 0 else DOWN


def age(us: float | None) -> Quantity:
    """The age of a price, from tenths of a second to minutes: ``0.2 s``, ``12 s``, ``3 min``."""
    if us is None:
        return UNKNOWN
    seconds = max(us, 0) / 1e6
    if seconds < 9.95:
        return Quantity(number(seconds, 1), "s")
    if seconds < 99.5:
        return Quantity(number(seconds, 0), "s")
    if seconds < 99.5 * 60:
        return Quantity(number(seconds / 60, 0), "min")
    return Quantity(number(seconds / 3600, 0), "h")


def age_figure(us: float | None) -> Quantity:
    """The age of a price as a figure of its own, a digit finer: ``0.61 s``."""
    if us is None or us >= 9_995_000:
        return age(us)
    return Quantity(number(max(us, 0) / 1e6, 2), "s")


def duration(us: float | None) -> Quantity:
    """A duration in three digits or so: ``850 µs``, ``2.1 ms``, ``501 ms``, ``1.25 s``."""
    if us is None or not math.isfinite(us):
        return UNKNOWN
    sign = MINUS if us < 0 and round(us) else ""
    size, decimals, unit = next(reading for below, reading in _DURATIONS if abs(us) < below)
    return Quantity(f"{sign}{number(abs(us) / size, decimals)}", unit)


def latency(us: float | None, bound_us: float | None) -> Quantity:
    """A duration between two clocks; below their uncertainty only that: ``<85 µs``."""
    if us is None or bound_us is None or us >= bound_us:
        return duration(us)
    bound = duration(bound_us)
    return Quantity(f"<{bound.number}", bound.unit)


def offset(us: float) -> str:
    """How far a clock is off, with its sign: ``+12 µs``."""
    return str(duration(us)) if us < 0 else f"+{duration(us)}"


def bytes_rate(bytes_per_s: float | None) -> Quantity:
    """Bytes a second, thousands: ``940 B/s``, ``1.9 kB/s``, ``2.3 MB/s``."""
    if bytes_per_s is None:
        return UNKNOWN
    if bytes_per_s < 999.5:
        return Quantity(number(bytes_per_s, 0), "B/s")
    amount, unit = bytes_per_s / 1e3, "kB/s"
    if amount >= 999.5:
        amount, unit = bytes_per_s / 1e6, "MB/s"
    return Quantity(number(amount, 1 if amount < 9.95 else 0), unit)


def rate(per_s: float | None) -> Quantity:
    """Events a second: ``1.0 /s``, ``12 /s``."""
    if per_s is None:
        return UNKNOWN
    return Quantity(number(per_s, 1 if per_s < 9.95 else 0), "/s")


def share(value: float | None) -> Quantity:
    """A share of one in percent; close to none or all it keeps a digit: ``31 %``, ``99.7 %``."""
    if value is None:
        return UNKNOWN
    percent = value * 100
    if 99 < percent < 100:
        return Quantity(number(min(percent, 99.9), 1), "%")
    return Quantity(number(percent, 1 if 0 < percent < 9.95 else 0), "%")


def count(times: int | None) -> Quantity:
    """A count: ``214``, ``9,876``, ``12.3 k``, ``1.23 M``."""
    if times is None:
        return UNKNOWN
    if times < 10_000:
        return Quantity(number(times, 0))
    if times < 999_500:
        return Quantity(number(times / 1e3, 1 if times < 99_950 else 0), "k")
    return Quantity(number(times / 1e6, 2 if times < 9_995_000 else 0), "M")


def volume(size: float) -> str:
    """A sum of sizes in three digits or so: ``0.0351``, ``214``, ``12.3 k``, ``1.23 bn``."""
    if size >= 999_500_000:
        return f"{number(size / 1e9, 2)}{NARROW}bn"
    if size >= 999.5 or size == int(size):
        return str(count(round(size)))
    return general(size, 3) if size >= 0.001 else f"<{number(0.001, 3)}"


def interval(seconds: float) -> str:
    """A polling interval without idle zeros: ``0.25 s``, ``30 s``."""
    return localized(f"{seconds:.2f}".rstrip("0").rstrip(".")) + f"{NARROW}s"


def polling(choice: LaneChoice) -> str:
    """How often a poll asks: ``every 0.25 s``, ``every 0.5–5 s``."""
    if choice.longest_interval_s is None:
        return f"every {interval(choice.interval_s)}"
    shortest = interval(choice.interval_s).removesuffix(f"{NARROW}s")
    return f"every {shortest}–{interval(choice.longest_interval_s)}"
