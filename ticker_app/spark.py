"""A small memory of where a price was lately: few points, whatever comes."""

from __future__ import annotations

from array import array
from bisect import bisect_left

MOST_POINTS = 64
SPAN_US = 900_000_000
"""What is older than this is forgotten."""
_FIRST_BUCKET_US = 1_000_000


class Spark:
    """The last price of each short stretch of time, oldest first, never more than 64.

    It begins with stretches of a second and doubles them whenever it is full, so a quarter of
    an hour fits. What is kept of a stretch is its last price, at the moment of that price.

    revision: grows with every price.
    """

    __slots__ = ("_at_us", "_bucket_us", "_prices", "revision")

    def __init__(self) -> None:
        self.revision = 0
        self._bucket_us = _FIRST_BUCKET_US
        self._at_us = array("q")
        self._prices = array("d")

    def __len__(self) -> int:
        return len(self._at_us)

    def add(self, at_us: int, price: float) -> None:
        """A price from ``at_us`` on; one older than the last counts as of then."""
        moments, prices = self._at_us, self._prices
        self.revision += 1
        if moments and at_us // self._bucket_us <= moments[-1] // self._bucket_us:
            moments[-1] = max(moments[-1], at_us)
            prices[-1] = price
            return
        moments.append(at_us)
        prices.append(price)
        if len(moments) > MOST_POINTS:
            self._make_room()

    def points(self, now_us: int) -> tuple[list[int], list[float]]:
        """Moments, µs, and prices of the last quarter of an hour, oldest first."""
        first = self._first_since(now_us - SPAN_US)
        return self._at_us[first:].tolist(), self._prices[first:].tolist()

    def _first_since(self, at_us: int) -> int:
        return bisect_left(self._at_us, at_us)

    def _make_room(self) -> None:
        first = self._first_since(self._at_us[-1] - SPAN_US)
        self._at_us, self._prices = self._at_us[first:], self._prices[first:]
        while len(self._at_us) > MOST_POINTS:
            self._bucket_us *= 2
            self._merge()

    def _merge(self) -> None:
        """Keep the last point of each stretch."""
        last = {at_us // self._bucket_us: index for index, at_us in enumerate(self._at_us)}
        self._at_us = array("q", (self._at_us[index] for index in last.values()))
        self._prices = array("d", (self._prices[index] for index in last.values()))
