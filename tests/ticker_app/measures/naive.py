"""A second way to the figures of a score: every stretch of time, read off the definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from ticker_app.measures.symbol_score import Published


class Delivery(Struct, frozen=True):
    """Ticks of one symbol that came at once, oldest first."""

    received_us: int
    ticks: list[Published]


class History(Struct, frozen=True):
    """All that happened to one symbol: what the lane had, what was published, what came."""

    start: Published
    begin_us: int
    published: Sequence[Published]
    delivered: Sequence[Delivery]

    def shown(self, at_us: float) -> Published:
        """The newest tick that the lane had delivered then."""
        came = [tick for each in self.delivered if each.received_us <= at_us for tick in each.ticks]
        return max([self.start, *came], key=lambda tick: tick.count)

    def age_us(self, at_us: float) -> float:
        return at_us - self.shown(at_us).published_us

    def unseen_us(self, at_us: float) -> float:
        newest = self.shown(at_us).count
        unseen = [
            tick.published_us
            for tick in self.published
            if tick.count > newest and tick.published_us <= at_us
        ]
        return at_us - min(unseen, default=at_us)

    def is_current(self, at_us: float) -> float:
        return float(self.unseen_us(at_us) == 0)

    def error_bps(self, at_us: float) -> float:
        out = [tick for tick in self.published if tick.published_us <= at_us]
        newest = max([self.start, *out], key=lambda tick: tick.count)
        return abs(self.shown(at_us).price / newest.price - 1) * 10_000

    def peaks_us(self) -> list[float]:
        """The age just before each delivery that brought news."""
        peaks: list[float] = []
        shown = self.start
        for each in self.delivered:
            newest = each.ticks[-1]
            if newest.count > shown.count:
                peaks.append(each.received_us - shown.published_us)
                shown = newest
        return peaks

    def seen(self) -> int:
        counts = {tick.count for each in self.delivered for tick in each.ticks}
        return len([count for count in counts if count > self.start.count])

    def missed(self) -> int:
        newest = max([self.start, *(each.ticks[-1] for each in self.delivered)], key=_count)
        return newest.count - self.start.count - self.seen()

    def integral(self, figure: Callable[[float], float], end_us: int) -> float:
        """Over the window. Between events all figures are straight, so the middle tells."""
        moments = {self.begin_us, end_us}
        moments |= {each.received_us for each in self.delivered}
        moments |= {tick.published_us for tick in self.published}
        inside = sorted(at_us for at_us in moments if self.begin_us <= at_us <= end_us)
        return sum((end - start) * figure((start + end) / 2) for start, end in pairwise(inside))


def _count(tick: Published) -> int:
    return tick.count
