"""Bytes on their way in one direction: when each of them arrives. No sockets, no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from msgspec import Struct

from ticker_app.faults.plan import Way

PIECE_S = 0.05
"""A narrow line passes pieces of so much time, as a modem trickles."""
LEAST_PIECE_BYTES = 16
MOST_QUEUED_BYTES = 64 * 1024
"""What waits before a narrow line; whoever sends more has to wait, as with TCP."""
MOST_ON_THE_WAY_BYTES = 4 * 1024 * 1024


class _Piece(Struct, frozen=True):
    """Bytes, when they have entered the line, and when they arrive; seconds."""

    data: bytes
    entered_s: float
    arrives_s: float


class Line:
    """One direction of one connection. All moments are seconds on the caller's clock.

    Args:
        jitter: a random number from 0 to below 1, for each piece.
    """

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._pieces: deque[_Piece] = deque()
        self._on_the_way_bytes = 0
        self._free_s = 0.0
        """From then on the line can take more."""
        self._last_arrival_s = 0.0

    def put(self, data: bytes, way: Way, now_s: float) -> None:
        """Bytes enter; what is on the way already arrives before them."""
        for piece in _cut(data, way):
            self._free_s = max(self._free_s, now_s)
            if way.bits_per_s is not None:
                self._free_s += 8 * len(piece) / way.bits_per_s
            delay_s = (way.delay_ms + way.jitter_ms * self._jitter()) / 1000
            self._last_arrival_s = max(self._last_arrival_s, self._free_s + delay_s)
            self._pieces.append(_Piece(piece, self._free_s, self._last_arrival_s))
            self._on_the_way_bytes += len(piece)

    def change(self, way: Way, now_s: float) -> None:
        """It is another line from now on: what still waits to enter it enters this one.

        What is on the way already arrives as it would have.
        """
        waiting = [piece.data for piece in self._pieces if piece.entered_s > now_s]
        for _ in waiting:
            self._on_the_way_bytes -= len(self._pieces.pop().data)
        self._free_s = now_s
        self._last_arrival_s = self._pieces[-1].arrives_s if self._pieces else now_s
        if waiting:
            self.put(b"".join(waiting), way, now_s)

    def take(self, now_s: float) -> bytes:
        """What has arrived by now, in order."""
        arrived = []
        while self._pieces and self._pieces[0].arrives_s <= now_s:
            arrived.append(self._pieces.popleft().data)
        data = b"".join(arrived)
        self._on_the_way_bytes -= len(data)
        return data

    @property
    def next_s(self) -> float | None:
        """When the next bytes arrive; None: none are on the way."""
        return self._pieces[0].arrives_s if self._pieces else None

    def is_full(self, now_s: float) -> bool:
        """Whether whoever sends has to wait."""
        if self._on_the_way_bytes <= MOST_QUEUED_BYTES:
            return False
        queued = sum(len(piece.data) for piece in self._pieces if piece.entered_s > now_s)
        return queued > MOST_QUEUED_BYTES or self._on_the_way_bytes > MOST_ON_THE_WAY_BYTES


def _cut(data: bytes, way: Way) -> list[bytes]:
    if way.bits_per_s is None:
        return [data]
    size = max(LEAST_PIECE_BYTES, round(way.bits_per_s * PIECE_S / 8))
    return [data[start : start + size] for start in range(0, len(data), size)]
