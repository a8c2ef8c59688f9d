"""The server's clock against ours, from the exchange of four times."""

from __future__ import annotations

from collections import deque
from operator import itemgetter

from msgspec import Struct

KEPT_EXCHANGES = 8
JUMP_US = 1_000_000
"""No two clocks drift apart by so much between two exchanges."""


class ClockReading(Struct, frozen=True):
    """The server's clock against ours: offset θ and half the round trip δ/2, µs.

    Server time = our time + θ; the true offset lies within θ ± δ/2.
    """

    offset_us: int
    bound_us: int


class ClockOffset:
    """The best of the last exchanges with the server (RFC 5905, sections 8 and 10).

    Of the last 8 exchanges the one with the shortest round trip counts: it left the least
    room for a detour on one of the two ways. Where one of the clocks jumped, as ours does against
    all others when the machine sleeps and it stands still, what was before does not count.
    """

    def __init__(self) -> None:
        self._exchanges: deque[tuple[int, int]] = deque(maxlen=KEPT_EXCHANGES)
        self._best: ClockReading | None = None
        self._outdated = False

    def exchange(self, t1: int, t2: int, t3: int, t4: int) -> None:
        """Learn from one exchange, all in µs.

        Args:
            t1: the request left, our clock.
            t2: the request came, server clock.
            t3: the answer left, server clock.
            t4: the answer came, our clock.
        """
        if self._outdated:
            self._exchanges.clear()
            self._outdated = False
        round_trip_us = max(0, (t4 - t1) - (t3 - t2))
        twice_offset_us = (t2 - t1) + (t3 - t4)
        if any(
            abs(twice - twice_offset_us) > 2 * JUMP_US + trip + round_trip_us
            for trip, twice in self._exchanges
        ):
            self._exchanges.clear()
        self._exchanges.append((round_trip_us, twice_offset_us))
        shortest_us, twice_best_us = min(self._exchanges, key=itemgetter(0))
        self._best = ClockReading(round(twice_best_us / 2), -(-shortest_us // 2))

    def restart(self) -> None:
        """The server is another one now: the next exchange replaces all before it."""
        self._outdated = True

    def reading(self) -> ClockReading | None:
        """The offset and its bound; None before the first exchange."""
        return self._best

    def to_client_us(self, server_us: int) -> int:
        """A moment of the server's clock on ours; unchanged before the first exchange."""
        if self._best is None:
            return server_us
        return server_us - self._best.offset_us
