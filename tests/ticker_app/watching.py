"""A session that runs, and that a test can wait for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from typing_extensions import override

from server.wire import monotonic_wall_clock
from tests.ticker_app.listening import beside
from ticker_app.choice import LaneChoice, Transport
from ticker_app.health import State
from ticker_app.session import Session

FAST_POLL = LaneChoice(Transport.POLL, 0.1)
CHOICES = [FAST_POLL, *(LaneChoice(name) for name in Transport if name is not Transport.POLL)]
PATIENCE_S = 30.0


class Watched(Session):
    """A session that a test can wait for."""

    def __init__(self, url: str, choice: LaneChoice, symbol: str | None = None) -> None:
        super().__init__(url, choice, symbol=symbol, clock=monotonic_wall_clock())
        self._changed = asyncio.Event()

    @override
    def _touch(self) -> None:
        super()._touch()
        self._changed.set()

    async def until(self, reached: Callable[[], object]) -> None:
        """Returns once ``reached`` holds; looked at after every change."""
        async with asyncio.timeout(PATIENCE_S):
            while not reached():
                self._changed.clear()
                await self._changed.wait()

    async def ready(self) -> None:
        """Returns once the server is known, the lane hears, and the history is there."""
        await self.until(lambda: self.symbols and self.reference_through(self.selected))

    def seen(self, symbol: str) -> list[float]:
        """The prices that were on the chart."""
        return self.series[symbol].seen.price.tolist() if symbol in self.series else []

    def state(self) -> State:
        """The state now."""
        return self.health(self.clock()).state


@asynccontextmanager
async def watching(
    url: str, choice: LaneChoice = CHOICES[1], *, symbol: str | None = None
) -> AsyncIterator[Watched]:
    """Runs a session while the block does."""
    session = Watched(url, choice, symbol)
    async with beside(session):
        yield session
