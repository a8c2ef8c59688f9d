"""Those who wait for the next tick of some symbols, woken without looking at the others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from server.interest import Interest
from server.wire import Tick

Waiter = asyncio.Future[None]


class Waiters:
    """Futures by symbol. It must be the tape's listener: ``tape.listen(waiters.wake)``."""

    def __init__(self) -> None:
        self._interest: Interest[None, Waiter] = Interest()

    @contextmanager
    def waiter(self, symbols: frozenset[str]) -> Iterator[Waiter]:
        """A future that is done once a tick of these symbols is published."""
        waiter = asyncio.get_running_loop().create_future()
        self._interest.add(waiter, symbols, None)
        try:
            yield waiter
        finally:
            self._interest.remove(waiter, symbols, None)

    def wake(self, ticks: Sequence[Tick]) -> None:
        """Wake those who wait for these; each runs in the loop's next turn."""
        for symbol in {tick.symbol for tick in ticks}:
            for group in self._interest.wanting(symbol):
                for waiter in group.members:
                    release(waiter)


def release(waiter: Waiter) -> None:
    """Let a waiter go, unless it went already."""
    if not waiter.done():
        waiter.set_result(None)
