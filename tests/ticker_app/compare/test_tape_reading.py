"""The reference reading of a comparison."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from server.wire import monotonic_wall_clock
from tests.ticker_app.fakes import raw_server
from tests.ticker_app.listening import Listener, beside
from tests.ticker_app.live import live_server
from ticker_app.compare import tape_reading
from ticker_app.compare.tape_reading import Opening, Stretch, TapeReading


class Reader(Listener):
    """Collects what a reading says."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.openings: list[Opening] = []
        self.stretches: list[Stretch] = []
        self.reading = TapeReading(
            url,
            clock=monotonic_wall_clock(),
            on_opening=self.openings.append,
            on_stretch=self.keep(self.stretches),
            on_problem=self.keep(self.problems),
        )

    @property
    def seqs(self) -> list[int]:
        return [tick.seq for stretch in self.stretches for tick in stretch.page.ticks]

    async def reads_until(self, reached: Callable[[], object]) -> None:
        """Reads without waiting for its time."""
        await self.until(reached, self.reading.hurry)


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    reader = Reader(url)
    async with beside(reader.reading):
        yield reader


async def test_it_opens_with_the_newest_of_each_symbol_and_reads_what_follows() -> None:
    async with live_server() as server:
        server.publish("ACME", "BOLT", "ACME")
        async with reading(server.url) as reader:
            await reader.reads_until(lambda: reader.stretches)
            server.publish("CORE", "ACME")
            await reader.reads_until(lambda: 5 in reader.seqs)
        assert [tick.seq for tick in reader.openings[0].quotes.quotes] == [3, 2]
        assert reader.openings[0].cursor.seq == 3
        assert reader.seqs == [4, 5]
        assert reader.reading.cost.requests >= 4
        await server.deserted()


async def test_a_full_page_is_known_only_to_before_its_last_tick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tape_reading, "LIMIT", 2)
    async with live_server() as server, reading(server.url) as reader:
        await reader.reads_until(lambda: reader.stretches)
        published = server.publish("ACME", "BOLT", "CORE")
        await reader.reads_until(lambda: 3 in reader.seqs)
        assert reader.seqs == [1, 2, 3]
        cut = next(stretch for stretch in reader.stretches if stretch.page.ticks)
        assert cut.through_us == published[1].time - 1
        assert reader.stretches[-1].through_us >= published[2].time


async def test_a_server_that_is_not_there_yet_is_read_once_it_is() -> None:
    async with raw_server(b"") as url:
        pass
    async with reading(url) as reader:
        await reader.reads_until(lambda: reader.problems)
        async with live_server(port=int(url.rpartition(":")[2])) as server:
            server.publish("ACME")
            await reader.reads_until(lambda: reader.stretches)
        assert "refuses connections" in reader.problems[0]
        assert len(reader.openings) == 1
