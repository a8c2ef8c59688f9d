"""Counts that go on when a tape begins anew, so that what was missed can still be counted."""

from __future__ import annotations

from collections.abc import Mapping

from server.wire import Tick

LIVES_KEPT = 8
"""Nothing comes late from a life that so many others followed."""
MOST_SYMBOLS = 10_000
"""As many as a server may have; those beyond count as the server counts them."""


class RunningCounts:
    """Numbers the ticks of each symbol over several lives of a tape.

    A server that is started again counts from 1 again. Here its first tick follows the last one
    that anybody had heard of in the life before.
    """

    def __init__(self) -> None:
        self._newest: dict[str, int] = {}
        self._begun: dict[str, Mapping[str, int]] = {}

    def count(self, epoch: str, tick: Tick) -> int:
        """The running number of a tick of this life of the tape."""
        if epoch not in self._begun:
            self._begin(epoch)
        count = self._begun[epoch].get(tick.symbol, 0) + tick.count
        if count > self._newest.get(tick.symbol, 0) and self._admits(tick.symbol):
            self._newest[tick.symbol] = count
        return count

    def restart(self) -> None:
        """Forget all: from now on a tick has the number that the server gives it."""
        self._newest.clear()
        self._begun.clear()

    def _begin(self, epoch: str) -> None:
        self._begun[epoch] = dict(self._newest)
        if len(self._begun) > LIVES_KEPT:
            del self._begun[next(iter(self._begun))]

    def _admits(self, symbol: str) -> bool:
        return symbol in self._newest or len(self._newest) < MOST_SYMBOLS
