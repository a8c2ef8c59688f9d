"""When polls are due: on absolute deadlines, at a steady interval or at one that adapts."""

from __future__ import annotations

FASTER, SLOWER = 0.5, 1.5
"""By how much the interval changes after news and after an empty answer.

It shrinks faster than it grows, as being late costs more than asking in vain.
"""
MOST_PHASE_US = 1_000_000


class Deadlines:
    """The deadlines of one series of polls; all moments are µs on one clock.

    Each deadline is counted from the one before, never from when a poll was answered, so that
    they do not drift; those that have passed are left out. The first poll is due at once. The
    next comes early by chance, by up to an interval or a second, whichever is less: many
    clients that a server let in at the same moment would otherwise ask in step for ever.

    Args:
        shortest_us: the interval; if it adapts, the shortest.
        longest_us: the longest, if it adapts; None: it does not.
        first_us: when the first poll is due.
        phase: a random number from 0 to below 1: how much of that the second poll is early.
    """

    def __init__(
        self, shortest_us: int, longest_us: int | None, *, first_us: int, phase: float
    ) -> None:
        self.interval_us = shortest_us
        self._shortest_us = shortest_us
        self._longest_us = shortest_us if longest_us is None else longest_us
        self._due_us = first_us - round(phase * min(shortest_us, MOST_PHASE_US))

    def adapt(self, *, had_news: bool) -> None:
        """Ask more often while news comes, less often while none does, within the bounds."""
        wanted_us = round(self.interval_us * (FASTER if had_news else SLOWER))
        self.interval_us = min(max(wanted_us, self._shortest_us), self._longest_us)

    def next_due_us(self, after_us: int) -> int:
        """The first deadline after this moment, and from now on the one to count from."""
        passed = (after_us - self._due_us) // self.interval_us
        self._due_us += (passed + 1) * self.interval_us
        return self._due_us
