"""The reference reading of a comparison."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from server.wire import monotonic_wall_clock
from tests.ticker_app.fakes import raw_server
from tests.ticker_app.live import live_server
from ticker_app.compare import tape_reading
from ticker_app.compare.tape_reading import Opening, Stretch, TapeReading


class Reader:
    """Collects what a reading says."""

    def __init__(self, url: str) -> None:
        self.openings: list[Opening] = []
        self.stretches: list[Stretch] = []
        self.problems: list[str] = []
        self._news = asyncio.Event()
        self.reading = TapeReading(
            url,
            clock=monotonic_wall_clock(),
            on_opening=self.openings.append,
            on_stretch=self._on_stretch,
            on_problem=self._on_problem,
        )

    def _on_stretch(self, stretch: Stretch) -> None:
        self.stretches.append(stretch)
        self._news.set()

    def _on_problem(self, sentence: str) -> None:
        self.problems.append(sentence)
        self._news.set()

    @property
    def seqs(self) -> list[int]:
        return [tick.seq for stretch in self.stretches for tick in stretch.page.ticks]

    async def until(self, reached: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not reached():
                self._news.clear()
                self.reading.hurry()
                await self._news.wait()


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    reader = Reader(url)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(reader.reading.run())
        yield reader
        running.cancel()


async def test_it_opens_with_the_newest_of_each_symbol_and_reads_what_follows() -> None:
    async with live_server() as server:
        server.publish("ACME", "BOLT", "ACME")
        async with reading(server.url) as reader:
            await reader.until(lambda: reader.stretches)
            server.publish("CORE", "ACME")
            await reader.until(lambda: 5 in reader.seqs)
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
        await reader.until(lambda: reader.stretches)
        published = server.publish("ACME", "BOLT", "CORE")
        await reader.until(lambda: 3 in reader.seqs)
        assert reader.seqs == [1, 2, 3]
        cut = next(stretch for stretch in reader.stretches if stretch.page.ticks)
        assert cut.through_us == published[1].time - 1
        assert reader.stretches[-1].through_us >= published[2].time


async def test_a_server_that_is_not_there_yet_is_read_once_it_is() -> None:
    async with raw_server(b"") as url:
        pass
    async with reading(url) as reader:
        await reader.until(lambda: reader.problems)
        async with live_server(port=int(url.rpartition(":")[2])) as server:
            server.publish("ACME")
            await reader.until(lambda: reader.stretches)
        assert "refuses connections" in reader.problems[0]
        assert len(reader.openings) == 1
