"""How late prints leave their source, in a fixed amount of memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec import Struct

SPAN_US = 30_000_000
"""What was counted is forgotten after one to two of these."""
LONGEST_US = 3_600_000_000
_EXACT_BITS = 6
"""Values below 2⁶ µs are counted one by one, larger ones in 2⁵ steps for each doubling."""
_STEPS_BITS = _EXACT_BITS - 1


class LateFigures(Struct, frozen=True):
    """Half and 99 % of the prints were at most this late, and the latest, µs; to 3 %.

    prints: how many that is.
    """

    p50: int
    p99: int
    max: int
    prints: int


class _Counts:
    """A histogram whose steps are those of Gil Tene's HDR histogram."""

    def __init__(self) -> None:
        self.counts = [0] * (_step(LONGEST_US) + 1)
        self.longest_us = 0

    def add(self, late_us: int) -> None:
        late_us = min(max(late_us, 0), LONGEST_US)
        self.counts[_step(late_us)] += 1
        self.longest_us = max(self.longest_us, late_us)


class Lateness:
    """From when a print was due to when it left, over the last half to whole minute.

    sum_us: of all prints since the beginning.
    """

    def __init__(self) -> None:
        self.sum_us = 0
        self._before, self._now = _Counts(), _Counts()
        self._since_us: int | None = None

    def add(self, due_us: Iterable[float], left_us: int) -> None:
        """These were due then and left together."""
        self._forget(left_us)
        for each in due_us:
            late_us = int(left_us - each)
            self.sum_us += max(late_us, 0)
            self._now.add(late_us)

    def figures(self, now_us: int) -> LateFigures | None:
        """What it was lately; None if nothing left."""
        self._forget(now_us)
        counts = [*map(sum, zip(self._before.counts, self._now.counts, strict=True))]
        total = sum(counts)
        if not total:
            return None
        longest_us = max(self._before.longest_us, self._now.longest_us)
        p50, p99 = (min(_at_most_us(counts, share * total), longest_us) for share in (0.5, 0.99))
        return LateFigures(p50, p99, longest_us, total)

    def _forget(self, now_us: int) -> None:
        if self._since_us is None:
            self._since_us = now_us
        spans = (now_us - self._since_us) // SPAN_US
        if spans > 0:
            self._before = self._now if spans == 1 else _Counts()
            self._now = _Counts()
            self._since_us += spans * SPAN_US


def _at_most_us(counts: Sequence[int], wanted: float) -> int:
    """The end of the step in which so many, and no more than there are, are reached."""
    steps = enumerate(accumulate(counts))
    return _highest_us(next(step for step, reached in steps if reached >= wanted))


def _step(us: int) -> int:
    shift = max(us.bit_length() - _EXACT_BITS, 0)
    return (shift << _STEPS_BITS) + (us >> shift)


def _highest_us(step: int) -> int:
    """The highest value that is counted there."""
    shift = max((step >> _STEPS_BITS) - 1, 0)
    return ((step - (shift << _STEPS_BITS) + 1) << shift) - 1
