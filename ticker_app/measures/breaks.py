"""What bad connections cost a lane: what it lost, what it got back, what came late."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from server.wire import Tick
from ticker_app.arrival import Arrival

LATE_US = 1_000_000
"""A price that needs longer than this from its publication is late."""


class BreakFigures(Struct, frozen=True):
    """What breaks came to so far.

    lost_connections: that ended by themselves, or could not be had.
    recovered: ticks published before the connection that delivered them was opened, and after
        the one before had delivered its last.
    late: ticks that came more than a second after their publication, recovered or not.
    missed: ticks published, by each symbol's own count, and never delivered.
    holes: how often the lane was told that something is missing for good.
    """

    lost_connections: int = 0
    recovered: int = 0
    late: int = 0
    missed: int = 0
    holes: int = 0


class Breaks:
    """Counts over all connections of one lane; what was waiting before the first does not count.

    Args:
        to_client_us: moves a moment of the server's clock onto the client's.
    """

    def __init__(self, to_client_us: Callable[[int], int]) -> None:
        self._to_client_us = to_client_us
        self._lost_connections = 0
        self._recovered = 0
        self._late = 0
        self._missed = 0
        self._holes = 0
        self._first_opened_us: int | None = None
        self._epoch = ""
        self._counts: dict[str, int] = {}
        self._is_first_epoch = True

    def figures(self) -> BreakFigures:
        """What it came to so far."""
        return BreakFigures(
            self._lost_connections, self._recovered, self._late, self._missed, self._holes
        )

    def lose(self) -> None:
        """A connection ended, or could not be had."""
        self._lost_connections += 1

    def take(self, arrival: Arrival) -> None:
        """Count one delivery."""
        if self._first_opened_us is None:
            self._first_opened_us = arrival.opened_us
            self._epoch = arrival.cursor.epoch
        if arrival.cursor.epoch != self._epoch:
            self._epoch, self._is_first_epoch = arrival.cursor.epoch, False
            self._counts.clear()
        if arrival.rewound:
            # How much is missing of an older copy of the tape nobody can know.
            self._is_first_epoch = True
            self._counts.clear()
        self._holes += not arrival.complete
        for tick in arrival.ticks:
            self._count(tick, arrival, self._first_opened_us)

    def _count(self, tick: Tick, arrival: Arrival, first_opened_us: int) -> None:
        # Of a tape that began anew under our eyes, what came before its first tick is missing.
        unknown = tick.count - 1 if self._is_first_epoch else 0
        before = self._counts.get(tick.symbol, unknown)
        self._counts[tick.symbol] = tick.count
        published_us = self._to_client_us(tick.time)
        if published_us < first_opened_us:
            return
        self._missed += max(0, tick.count - before - 1)
        self._late += arrival.received_us - published_us > LATE_US
        self._recovered += published_us < arrival.opened_us
