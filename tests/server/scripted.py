"""A source that plays only what a test publishes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from typing_extensions import override

from server.sources.base import Listing, Print, Source
from server.sources.lateness import LateFigures
from server.wire import SourceInfo


class ScriptedSource(Source):
    """Yields the batches that are put into ``script``; an error in it is raised, None ends it."""

    def __init__(self, symbols: str = "AB") -> None:
        self.listings = tuple(Listing(symbol, f"{symbol} Inc.", 2) for symbol in symbols)
        self.info = SourceInfo("simulated", "scripted")
        self.lately: LateFigures | None = None
        self.script: asyncio.Queue[list[Print] | Exception | None] = asyncio.Queue()

    @override
    def late(self) -> LateFigures | None:
        return self.lately or super().late()

    @override
    def late_sum_us(self) -> int | None:
        return None if self.lately is None else 6_000

    @override
    async def prints(self) -> AsyncIterator[list[Print]]:
        while (step := await self.script.get()) is not None:
            if isinstance(step, Exception):
                raise step
            yield step
