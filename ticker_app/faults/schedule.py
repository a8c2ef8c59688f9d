"""When connections are cut and the server seems to restart: by a seed, so it repeats."""

from __future__ import annotations

from random import Random

from ticker_app.faults.plan import AWAY_S, Every, Faults


class _Moments:
    """Moments that follow each other at random, between two gaps."""

    def __init__(self, every: Every | None, random: Random, now_s: float) -> None:
        self._every = every
        self._random = random
        self.next_s = self._after(now_s)

    def _after(self, now_s: float) -> float | None:
        if self._every is None:
            return None
        return now_s + self._random.uniform(self._every.least_s, self._every.most_s)

    def passes(self, now_s: float) -> bool:
        """Whether one has come by now; then the next one is another."""
        if self.next_s is None or now_s < self.next_s:
            return False
        # From when it was due, so that moments do not drift; but none is made up for.
        self.next_s = self._after(self.next_s)
        if self.next_s is not None and self.next_s <= now_s:
            self.next_s = self._after(now_s)
        return True


class Schedule:
    """What happens by itself. All moments are seconds on the caller's clock.

    Args:
        faults: what goes wrong.
        seed: the same one gives the same moments.
        now_s: from when on.
    """

    def __init__(self, faults: Faults, seed: int, now_s: float) -> None:
        self._cuts = _Moments(faults.cut_every, Random(f"{seed} cuts"), now_s)
        self._restarts = _Moments(faults.restart_every, Random(f"{seed} restarts"), now_s)
        self._back_s: float | None = None

    @property
    def is_away(self) -> bool:
        """Whether the server seems not to run."""
        return self._back_s is not None

    @property
    def next_s(self) -> float | None:
        """When to look again; None: nothing happens any more."""
        moments = (self._cuts.next_s, self._restarts.next_s, self._back_s)
        return min((moment for moment in moments if moment is not None), default=None)

    def leave(self, now_s: float) -> None:
        """The server seems to restart now."""
        self._back_s = now_s + AWAY_S

    def cuts_now(self, now_s: float) -> bool:
        """Whether every connection is cut now; to be asked at `next_s`."""
        if self._back_s is not None and now_s >= self._back_s:
            self._back_s = None
        cut = self._cuts.passes(now_s)
        if self._restarts.passes(now_s):
            self.leave(now_s)
            return True
        return cut
