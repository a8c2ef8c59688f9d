"""How long to wait before the next try: at random, and the longer the outage the longer."""

from __future__ import annotations

from collections.abc import Callable

FIRST_S = 0.5
LONGEST_S = 30.0


class Backoff:
    """Delays with full jitter: anything from nothing up to a bound that grows to half a minute.

    Many clients that one server lost at the same moment so come back spread over as long as
    they were away, and never all at once (M. Brooker, "Exponential Backoff And Jitter", AWS
    2015). The bound is half a second more than all that was waited already: at most it doubles
    each time, and an outage of 3 s is over within another 3.5 s, however the dice fell.

    Args:
        jitter: a random number from 0 to below 1.
    """

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._waited_s = 0.0

    def next_s(self, at_least_s: float | None = None) -> float:
        """The next delay, seconds; what the server asked for comes before it.

        A server asks many for the same, so even then not all come at once.
        """
        delay_s = self._jitter() * min(FIRST_S + self._waited_s, LONGEST_S)
        self._waited_s += delay_s
        return (at_least_s or 0.0) + delay_s

    def reset(self) -> None:
        """All is well again: the next delay is a first one."""
        self._waited_s = 0.0
