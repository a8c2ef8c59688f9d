"""What is known to have been published while lanes are compared, in a bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec.structs import replace

from server.wire import Tick
from ticker_app.compare.compared_lane import published
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.measures.running_counts import RunningCounts
from ticker_app.measures.symbol_score import Published

MOST_OF_ONE = 20_000
"""Of a symbol, the newest."""
MOST = 400_000
"""Of all together: of many symbols each has its share."""


class Publications:
    """Keeps what was published of the symbols that there were at the beginning.

    Ticks of others are left out: they are in no score, and there could be any number of them.

    Args:
        symbols: all there are.
        counts: numbers the ticks.
        offset: of the server's clock.
    """

    def __init__(self, symbols: Sequence[str], counts: RunningCounts, offset: ClockOffset) -> None:
        kept = min(MOST_OF_ONE, MOST // max(len(symbols), 1))
        self._of: dict[str, deque[Published]] = {name: deque(maxlen=kept) for name in symbols}
        self._counts = counts
        self._offset = offset

    def keep(self, epoch: str, ticks: Sequence[Tick], now_us: int) -> list[Published]:
        """Ticks that follow those before, as they are kept.

        Args:
            epoch: the life of the tape.
            ticks: oldest first.
            now_us: when the server told of them, its clock.
        """
        kept = [
            published(self._counts, self._offset, epoch, _by(tick, now_us))
            for tick in ticks
            if tick.symbol in self._of
        ]
        for one in kept:
            self._of[one.symbol].append(one)
        return kept

    def of(self, symbol: str) -> Sequence[Published]:
        """Of one symbol, oldest first."""
        return self._of.get(symbol, ())

    def newest(self) -> Mapping[str, Published]:
        """Of each symbol that has any."""
        return {symbol: kept[-1] for symbol, kept in self._of.items() if kept}

    def behind(self, symbol: str, count: int) -> Sequence[Published]:
        """Of one symbol those with a higher count, oldest first."""
        newer = [*takewhile(lambda one: one.count > count, reversed(self.of(symbol)))]
        return newer[::-1]


def _by(tick: Tick, now_us: int) -> Tick:
    """What was told at one moment was published by then, however a clock was set meanwhile."""
    return tick if tick.time <= now_us else replace(tick, time=now_us)
