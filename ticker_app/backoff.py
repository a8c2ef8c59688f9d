"""How long to wait before the next try: longer each time, and never quite the same."""

from __future__ import annotations

from collections.abc import Callable

FIRST_S = 0.5
LONGEST_S = 30.0


class Backoff:
    """Delays that double from half a second to half a minute, each cut by up to a half.

    The cut keeps many clients of a server that came back from knocking all at once. After an
    outage of 3 s the next try is at most 4 s away.

    Args:
        jitter: a random number from 0 to below 1.
    """

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._longest_s = FIRST_S

    def next_s(self, at_least_s: float | None = None) -> float:
        """The next delay, seconds; not below what the server asked for."""
        delay_s = self._longest_s * (1 - self._jitter() / 2)
        self._longest_s = min(2 * self._longest_s, LONGEST_S)
        return max(delay_s, at_least_s or 0.0)

    def reset(self) -> None:
        """All is well again: the next delay is a first one."""
        self._longest_s = FIRST_S
