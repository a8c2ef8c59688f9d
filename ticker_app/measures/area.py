"""The area under lines that come and go over time, exactly and at one addition for each change."""

from __future__ import annotations


class Area:
    """The integral of a sum of levels and of rising lines.

    Any number of symbols may share one: what is read of it costs the same for all. Moments are
    whole µs, and so are all sums, so nothing is lost to rounding however long it runs. Changes
    may come in any order of time; `until` is exact for every moment not before the last one.

    Of a line that rises by 2 a µs a whole µs has a whole area; so the area under an age, which
    rises by 1, is half of what `until` says.
    """

    def __init__(self) -> None:
        self._square = 0
        self._linear = 0
        self._constant = 0

    def step(self, at_us: int, by: int) -> None:
        """From then on a level more, or less if negative."""
        self._linear += by
        self._constant -= by * at_us

    def rise(self, at_us: int, zero_us: int) -> None:
        """From then on a line more: 2 (t − zero_us)."""
        self._square += 1
        self._linear -= 2 * zero_us
        self._constant += at_us * (2 * zero_us - at_us)

    def fall(self, at_us: int, zero_us: int) -> None:
        """From then on that line no more."""
        self._square -= 1
        self._linear += 2 * zero_us
        self._constant -= at_us * (2 * zero_us - at_us)

    def until(self, at_us: int) -> int:
        """The area under all of it up to this moment."""
        return (self._square * at_us + self._linear) * at_us + self._constant
