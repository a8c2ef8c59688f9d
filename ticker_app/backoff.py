"""How long to wait before the next try: at random, and the longer the outage the longer."""

from __future__ import annotations

import random
from collections.abc import Callable

FIRST_S = 0.5
LONGEST_S = 30.0
ASKED_SHARE = 0.5
"""So much of what a server asks for is the time over which those spread who were asked."""


class Backoff:
    """Delays with full jitter: anything from nothing up to a bound that grows to half a minute.

    Many clients that one server lost at the same moment so come back spread over as long as
    they were away, and never all at once (M. Brooker, "Exponential Backoff And Jitter", AWS
    2015). The bound is half a second more than all that was waited already: at most it doubles
    each time, and an outage of 3 s is over within another 3.5 s, however the dice fell.

    What a server asks for comes before that, and half of it widens the bound: it asks many for
    the same, and those shall not come back at once either.

    Args:
        jitter: a random number from 0 to below 1.
    """

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._waited_s = 0.0

    def next_s(self, at_least_s: float | None = None) -> float:
        """The next delay, seconds; at_least_s: what the server asked for."""
        asked_s = at_least_s or 0.0
        delay_s = self._jitter() * spread_s(asked_s, self._waited_s)
        self._waited_s += delay_s
        return asked_s + delay_s

    def reset(self) -> None:
        """All is well again: the next delay is a first one."""
        self._waited_s = 0.0


def spread_s(asked_s: float, waited_s: float = 0.0) -> float:
    """Over how long clients spread that would all come at one moment.

    Args:
        asked_s: what the server asked all of them to wait.
        waited_s: what they have waited already.
    """
    return min(FIRST_S + waited_s + ASKED_SHARE * asked_s, LONGEST_S)


def again_s(
    usual_s: float, asked_s: float | None = None, *, jitter: Callable[[], float] = random.random
) -> float:
    """When something that could not be read is read again, seconds.

    Never before the server wants it, and by chance up to half as much later.

    Args:
        usual_s: at the earliest.
        asked_s: what the server asked for; None: nothing.
        jitter: a random number from 0 to below 1.
    """
    wait_s = max(usual_s, asked_s or 0.0)
    return wait_s + jitter() * min(ASKED_SHARE * wait_s, LONGEST_S)
