"""What a lane took for the arrivals that brought ticks, and for those that brought none."""

from __future__ import annotations

from msgspec import Struct


class Outlay(Struct, frozen=True):
    """Sums over a window.

    news, idle: arrivals (messages, events or answers) with ticks and without any.
    ticks: of all symbols, in the former.
    news_bytes, idle_bytes: both ways, TCP payload; of a pull with the requests that it took.
    """

    news: int = 0
    ticks: int = 0
    news_bytes: int = 0
    idle: int = 0
    idle_bytes: int = 0

    @property
    def arrivals(self) -> int:
        """With ticks or without."""
        return self.news + self.idle


class OutlayMeter:
    """Gives every byte to the arrival that it came with, or that came next.

    Args:
        wire_bytes: what the lane had taken when the window began, both ways.
    """

    def __init__(self, wire_bytes: int) -> None:
        self._before_bytes = wire_bytes
        self._news = self._ticks = self._news_bytes = self._idle = self._idle_bytes = 0

    def take(self, ticks: int, wire_bytes: int) -> None:
        """An arrival.

        Args:
            ticks: that it brought.
            wire_bytes: what the lane has taken up to now.
        """
        taken, self._before_bytes = wire_bytes - self._before_bytes, wire_bytes
        if ticks:
            self._news += 1
            self._ticks += ticks
            self._news_bytes += taken
        else:
            self._idle += 1
            self._idle_bytes += taken

    def reading(self) -> Outlay:
        """What was taken so far."""
        return Outlay(self._news, self._ticks, self._news_bytes, self._idle, self._idle_bytes)
