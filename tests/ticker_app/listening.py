"""Listening to what runs beside a test: what it says is kept, and can be waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

PATIENCE_S = 5


class Listener:
    """Keeps what a reading says. problems: sentences, as they came."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._news = asyncio.Event()

    def keep(self, kept: list[T]) -> Callable[[T], None]:
        """What is to be called with something new, which is kept there."""

        def hear(said: T) -> None:
            kept.append(said)
            self._news.set()

        return hear

    async def until(
        self, reached: Callable[[], object], hurry: Callable[[], object] = lambda: None
    ) -> None:
        """Look whenever something new was heard. hurry: asks for it."""
        async with asyncio.timeout(PATIENCE_S):
            while not reached():
                self._news.clear()
                hurry()
                await self._news.wait()


class Running(Protocol):
    """Something that runs until it is cancelled."""

    async def run(self) -> Any: ...


@asynccontextmanager
async def beside(part: Running) -> AsyncIterator[None]:
    """It runs while the block does; what breaks it fails the test."""
    async with asyncio.TaskGroup() as group:
        running = group.create_task(part.run())
        yield
        running.cancel()
