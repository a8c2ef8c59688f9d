"""The real server in this loop, with prices that a test publishes by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from msgspec import Struct
from typing_extensions import override

from server.app import Serving, serving
from server.journal import Journal
from server.limits import Limits
from server.sources.base import Listing, Print, Source
from server.sources.lateness import LateFigures
from server.wire import Clock, SourceInfo, Tick

SYMBOLS = ("ACME", "BOLT", "CORE")


class ByHand(Source):
    """A source without prices of its own."""

    def __init__(self, symbols: Sequence[str] = SYMBOLS) -> None:
        self.listings = tuple(Listing(symbol, f"{symbol} Inc.", 2) for symbol in symbols)
        self.info = SourceInfo("simulated", "by hand")
        self.lately: LateFigures | None = None

    @override
    def late(self) -> LateFigures | None:
        return self.lately

    @override
    async def prints(self) -> AsyncIterator[list[Print]]:
        await asyncio.Event().wait()
        yield []


class LiveServer(Struct, frozen=True, eq=False):
    """A server that answers at ``url``."""

    serving: Serving

    @property
    def url(self) -> str:
        """Its address."""
        return self.serving.url

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.url.rpartition(":")[2])

    def publish(self, *symbols: str) -> list[Tick]:
        """One tick of each, in this order; a symbol may come again. Prices are 100 + seq."""
        tape = self.serving.parts.tape
        seqs = enumerate(symbols, tape.seq + 1)
        return tape.publish([Print(symbol, None, 100.0 + seq) for seq, symbol in seqs])

    def publish_prices(self, symbol: str, *prices: float) -> list[Tick]:
        """A tick of one symbol for each of these prices, all at once."""
        return self.serving.parts.tape.publish([Print(symbol, None, price) for price in prices])

    def say_late(self, figures: LateFigures | None) -> None:
        """So late prints left the source lately."""
        source = self.serving.parts.source
        if isinstance(source, ByHand):
            source.lately = figures

    def connections(self) -> int:
        """Open TCP connections."""
        return self.serving.parts.connections()

    async def visited(self) -> None:
        """Returns once there is a connection, before anything on it was answered."""
        async with asyncio.timeout(5):
            # The server tells nobody when a connection begins.
            while not self.connections():  # noqa: ASYNC110
                await asyncio.sleep(0)

    async def deserted(self) -> None:
        """Returns once every connection has ended."""
        async with asyncio.timeout(5):
            # The server tells nobody when a connection ends.
            while self.connections():  # noqa: ASYNC110
                await asyncio.sleep(0)


@asynccontextmanager
async def live_server(
    *,
    symbols: Sequence[str] = SYMBOLS,
    retain: int = 1000,
    port: int = 0,
    clock: Clock | None = None,
    back_s: int = 0,
    journal: Path | None = None,
) -> AsyncIterator[LiveServer]:
    """A server of these symbols; its heartbeats come ten times as fast as usual.

    back_s: when it says that it is back, if it goes away.
    journal: the file that keeps its tape.
    """
    limits = Limits(heartbeat_s=0.1, back_s=back_s)
    source = ByHand(symbols)
    async with AsyncExitStack() as stack:
        kept = None if journal is None else Journal(journal, retain)
        if kept is not None:
            stack.callback(kept.close)
        running = await stack.enter_async_context(
            serving(
                source,
                host="127.0.0.1",
                port=port,
                retain=retain,
                limits=limits,
                clock=clock,
                journal=kept,
            )
        )
        yield LiveServer(running)
