"""What one window watches: a server, one running lane, the reference reading, the clock.

Knows no Qt. The window reads it on a timer and calls `choose`, `select` and so on; nothing
here ever calls the window.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from server.wire import Clock, SourceInfo, SymbolInfo, Tick
from ticker_app.choice import LaneChoice, Mode
from ticker_app.lane import Health, LaneFigures
from ticker_app.series import SymbolSeries


class Quote(Struct, frozen=True):
    """The newest tick of a symbol on the screen. published_us: its time on the client clock."""

    tick: Tick
    published_us: int


class Switch(Struct, frozen=True):
    """The user switched to ``choice`` at ``at_us`` (client clock)."""

    at_us: int
    choice: LaneChoice


class ClockReading(Struct, frozen=True):
    """The server's clock against ours: offset θ and half the round trip δ/2, µs."""

    offset_us: int
    bound_us: int


class Session:
    """One window's view of one server. All moments are µs on the client clock."""

    def __init__(
        self,
        server_url: str,
        choice: LaneChoice,
        *,
        symbol: str | None = None,
        clock: Clock,
    ) -> None:
        raise NotImplementedError

    # --- what is there; cheap to read on every frame ---

    server_url: str
    clock: Clock
    choice: LaneChoice
    revision: int
    """Grows whenever anything below may have changed (not with the mere passing of time)."""
    symbols: Mapping[str, SymbolInfo]
    """Empty until the server was reached."""
    source: SourceInfo | None
    selected: str | None
    """The symbol on the chart."""
    quotes: Mapping[str, Quote]
    series: Mapping[str, SymbolSeries]
    """Of every symbol heard so far."""
    switches: list[Switch]
    notice: str | None
    """One sentence for the user: what failed and what to do; None if all is well."""
    reference_on: bool
    reference_through_us: int | None
    """The reference reading of the selected symbol knows all that was published up to here."""

    def clock_reading(self) -> ClockReading | None:
        """How well the clocks agree; None before the first exchange."""
        raise NotImplementedError

    def health(self, now_us: int) -> Health:
        """The state in words, from the age of the data."""
        raise NotImplementedError

    def figures(self, mode: Mode, now_us: int) -> LaneFigures | None:
        """The running lane's figures, or those of the other mode's last run; None: never ran."""
        raise NotImplementedError

    # --- what a user asks for; each returns at once ---

    def choose(self, choice: LaneChoice) -> None:
        """Switch the lane: the old one's connections close, the new one continues."""
        raise NotImplementedError

    def select(self, symbol: str) -> None:
        """Put another symbol on the chart; its history is fetched. Unknown: a notice."""
        raise NotImplementedError

    def set_reference(self, on: bool) -> None:
        """Switch the reference reading on or off."""
        raise NotImplementedError

    def dismiss_notice(self) -> None:
        """The user has read it."""
        raise NotImplementedError

    async def run(self) -> None:
        """Run until cancelled; no connection is left open afterwards."""
        raise NotImplementedError
