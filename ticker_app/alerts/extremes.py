"""The lowest and the highest price that was in force within the last so many seconds."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

STEPS = 1000


class _Past(NamedTuple):
    """A price, and until when it was in force, µs."""

    until_us: int
    price: float


class Extremes:
    """Lowest and highest price of a sliding window, in a bounded amount of memory.

    A price is in force until the next one, so after a quiet hour the old price still belongs
    to the window in which it changes. Of several that ceased within a thousandth of the window
    some may be forgotten that much early; what is told was always in force within the window.

    Args:
        window_us: how far back.
    """

    def __init__(self, window_us: int) -> None:
        self._window_us = window_us
        self._lows: deque[_Past] = deque()
        self._highs: deque[_Past] = deque()
        self._newest: _Past | None = None

    def __len__(self) -> int:
        """Prices that are kept."""
        return len(self._lows) + len(self._highs)

    def __copy__(self) -> Extremes:
        """One that goes its own way from here on."""
        made = Extremes(self._window_us)
        made._lows, made._highs = self._lows.copy(), self._highs.copy()
        made._newest = self._newest
        return made

    def restart(self) -> None:
        """Only the newest price belongs to the window now."""
        self._lows.clear()
        self._highs.clear()

    def add(self, price: float, at_us: int, *, follows: bool = True) -> tuple[float, float]:
        """A price comes into force; returns the lowest and the highest of the window with it.

        Args:
            price: the price.
            at_us: since when. A moment before the newest one counts as that: the offset
                between the clocks is measured anew all the time.
            follows: False where prices between the last one and this are not known: then the
                last one is only known to have been in force when it came.
        """
        if self._newest is not None:
            at_us = max(at_us, self._newest.until_us)
            until_us = at_us if follows else self._newest.until_us
            self._keep(_Past(until_us, self._newest.price))
        self._newest = _Past(at_us, price)
        for kept in (self._lows, self._highs):
            while kept and kept[0].until_us < at_us - self._window_us:
                kept.popleft()
        low = min(price, self._lows[0].price) if self._lows else price
        high = max(price, self._highs[0].price) if self._highs else price
        return low, high

    def _keep(self, past: _Past) -> None:
        """Behind those that may still be needed when they are over: lower, or higher, ones."""
        while self._lows and self._lows[-1].price >= past.price:
            self._lows.pop()
        while self._highs and self._highs[-1].price <= past.price:
            self._highs.pop()
        for kept in (self._lows, self._highs):
            if not kept or (past.until_us - kept[-1].until_us) * STEPS >= self._window_us:
                kept.append(past)
