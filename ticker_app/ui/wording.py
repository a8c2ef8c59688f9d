"""How numbers read on the screen: signs, units and digits, always of much the same width.

Pure: numbers in, text out. ``None`` is "not known yet" and reads as a dash. The minus is the
real one (U+2212), as wide as the plus, and a narrow no-break space stands before a unit.
"""

from __future__ import annotations

from msgspec import Struct
from typing_extensions import override

from ticker_app.choice import LaneChoice, Mode, Transport

NOTHING = "–"
UP, DOWN = "▲", "▼"
NARROW = "\u202f"
MINUS = "\u2212"

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
    text = f"{value:+.{decimals}f}"
    if not text.strip("+-0."):
        return text[1:]
    return text.replace("-", MINUS)


def price(value: float | None, decimals: int) -> str:
    """A price with the digits that its symbol needs: ``97.35``."""
    return NOTHING if value is None else f"{value:.{decimals}f}".replace("-", MINUS)


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
        return Quantity(f"{seconds:.1f}", "s")
    if seconds < 99.5:
        return Quantity(f"{seconds:.0f}", "s")
    if seconds < 99.5 * 60:
        return Quantity(f"{seconds / 60:.0f}", "min")
    return Quantity(f"{seconds / 3600:.0f}", "h")


def age_figure(us: float | None) -> Quantity:
    """The age of a price as a figure of its own, a digit finer: ``0.61 s``."""
    if us is None or us >= 9_995_000:
        return age(us)
    return Quantity(f"{max(us, 0) / 1e6:.2f}", "s")


def duration(us: float | None) -> Quantity:
    """A duration in three digits or so: ``850 µs``, ``2.1 ms``, ``501 ms``, ``1.25 s``."""
    if us is None:
        return UNKNOWN
    sign = MINUS if us < 0 and round(us) else ""
    size, decimals, unit = next(reading for below, reading in _DURATIONS if abs(us) < below)
    return Quantity(f"{sign}{abs(us) / size:.{decimals}f}", unit)


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
        return Quantity(f"{bytes_per_s:.0f}", "B/s")
    number, unit = bytes_per_s / 1e3, "kB/s"
    if number >= 999.5:
        number, unit = bytes_per_s / 1e6, "MB/s"
    return Quantity(f"{number:.1f}" if number < 9.95 else f"{number:.0f}", unit)


def rate(per_s: float | None) -> Quantity:
    """Events a second: ``1.0 /s``, ``12 /s``."""
    if per_s is None:
        return UNKNOWN
    return Quantity(f"{per_s:.1f}" if per_s < 9.95 else f"{per_s:.0f}", "/s")


def share(value: float | None) -> Quantity:
    """A share of one in percent; close to none or all it keeps a digit: ``31 %``, ``99.7 %``."""
    if value is None:
        return UNKNOWN
    percent = value * 100
    if 99 < percent < 100:
        return Quantity(f"{min(percent, 99.9):.1f}", "%")
    return Quantity(f"{percent:.1f}" if 0 < percent < 9.95 else f"{percent:.0f}", "%")


def count(number: int | None) -> Quantity:
    """A count: ``214``, ``9 876``, ``12.3 k``, ``1.23 M``."""
    if number is None:
        return UNKNOWN
    if number < 10_000:
        return Quantity(f"{number:,}".replace(",", NARROW))
    if number < 999_500:
        return Quantity(f"{number / 1e3:.{1 if number < 99_950 else 0}f}", "k")
    return Quantity(f"{number / 1e6:.{2 if number < 9_995_000 else 0}f}", "M")


def volume(size: float) -> str:
    """A sum of sizes in three digits or so: ``0.0351``, ``214``, ``12.3 k``, ``1.23 bn``."""
    if size >= 999_500_000:
        return f"{size / 1e9:.2f}{NARROW}bn"
    if size >= 999.5 or size == int(size):
        return str(count(round(size)))
    return f"{size:.3g}" if size >= 0.001 else "<0.001"


def interval(seconds: float) -> str:
    """A polling interval without idle zeros: ``0.25 s``, ``30 s``."""
    return f"{seconds:.2f}".rstrip("0").rstrip(".") + f"{NARROW}s"


def polling(choice: LaneChoice) -> str:
    """How often a poll asks: ``every 0.25 s``, ``every 0.5–5 s``."""
    if choice.longest_interval_s is None:
        return f"every {interval(choice.interval_s)}"
    shortest = interval(choice.interval_s).removesuffix(f"{NARROW}s")
    return f"every {shortest}–{interval(choice.longest_interval_s)}"
