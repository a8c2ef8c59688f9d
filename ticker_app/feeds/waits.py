"""How long a long poll may wait at the server. Pure: answers go in, seconds come out."""

from __future__ import annotations

LONGEST_S = 5.0
"""Silence for longer than this is how a dead server is told from a quiet market, so it is a good
deal shorter than the 60 s that the contract allows."""
SHORTEST_S = 1.0
"""Where news comes all the time silence means something sooner."""
_USUAL_TIMES = 10
"""So many times as long as usual: of Poisson news one request in e^10 waits in vain."""
_NEWEST_SHARE = 0.1
"""What one answer counts for in what is usual."""


def wait_s(usual_s: float) -> float:
    """How long a request may wait where an answer usually takes so long."""
    return min(max(_USUAL_TIMES * usual_s, SHORTEST_S), LONGEST_S)


class Waits:
    """Short where news is frequent, so that a stall is noticed as soon as on push; else long.

    next_s: how long the next request may wait.
    """

    def __init__(self) -> None:
        self.next_s = LONGEST_S
        self._usual_s = LONGEST_S / _USUAL_TIMES

    def answered(self, after_s: float, *, had_news: bool) -> None:
        """A request was answered, so many seconds after it was sent."""
        if had_news:
            self._usual_s += _NEWEST_SHARE * (after_s - self._usual_s)
        else:
            # News take at least as long as now, whatever was usual.
            self._usual_s = max(self._usual_s, after_s)
        self.next_s = wait_s(self._usual_s)
