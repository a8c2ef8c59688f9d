"""The second reading: what was published of one symbol."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from server.wire import TickPage, encode, monotonic_wall_clock
from tests.ticker_app.fakes import http_answer, limited_answer, raw_server, spread, tick
from tests.ticker_app.listening import Listener, beside
from tests.ticker_app.live import LiveServer, live_server
from ticker_app import reference
from ticker_app.reference import Reading, ReferenceReading


class Reader(Listener):
    """Collects what a reference reading says."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.readings: list[Reading] = []
        self.reference = ReferenceReading(
            url,
            clock=monotonic_wall_clock(),
            on_reading=self.keep(self.readings),
            on_problem=self.keep(self.problems),
        )

    @property
    def seqs(self) -> list[int]:
        return [tick.seq for reading in self.readings for tick in reading.ticks]


@pytest_asyncio.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LiveServer]:
    monkeypatch.setattr(reference, "PERIOD_S", 0.01)
    async with live_server() as running:
        yield running


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    reader = Reader(url)
    async with beside(reader.reference):
        yield reader


async def test_the_history_comes_first_then_whatever_follows(server: LiveServer) -> None:
    server.publish("ACME", "BOLT", "ACME")
    async with reading(server.url) as reader:
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
        server.publish("ACME", "BOLT")
        await reader.until(lambda: 4 in reader.seqs)
        assert reader.seqs == [1, 3, 4]
        assert [one.is_history for one in reader.readings][:2] == [True, False]
        assert {one.symbol for one in reader.readings} == {"ACME"}
    await server.deserted()


async def test_another_symbol_begins_with_its_history(server: LiveServer) -> None:
    server.publish("ACME", "BOLT")
    async with reading(server.url) as reader:
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
        reader.reference.follow("BOLT")
        await reader.until(lambda: reader.readings[-1].symbol == "BOLT")
        first = next(one for one in reader.readings if one.symbol == "BOLT")
        assert first.is_history
        assert [tick.seq for tick in first.ticks] == [2]


async def test_an_answer_about_the_symbol_before_is_dropped(server: LiveServer) -> None:
    server.publish("ACME", "BOLT")
    async with reading(server.url) as reader:
        reader.reference.follow("ACME")
        await server.visited()
        reader.reference.follow("BOLT")
        await reader.until(lambda: reader.readings)
        assert reader.readings[0].symbol == "BOLT"
        assert reader.reference.cost.requests == 2


async def test_switched_off_it_reads_histories_only(server: LiveServer) -> None:
    async with reading(server.url) as reader:
        reader.reference.switch(False)
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
        missed = server.publish("ACME", "ACME")
        reader.reference.hurry()
        reader.reference.follow("BOLT")
        await reader.until(lambda: reader.readings[-1].symbol == "BOLT")
        assert reader.seqs == []
        reader.reference.follow("ACME")
        reader.reference.switch(True)
        await reader.until(lambda: missed[-1].seq in reader.seqs)
        assert reader.seqs == [1, 2]


async def test_what_was_published_while_it_was_off_is_read_later(server: LiveServer) -> None:
    async with reading(server.url) as reader:
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
        reader.reference.switch(False)
        missed = server.publish("ACME", "ACME")
        reader.reference.switch(True)
        await reader.until(lambda: missed[-1].seq in reader.seqs)
        assert reader.seqs == [1, 2]


async def test_while_nobody_looks_it_reads_seldom(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited_s: list[float | None] = []

    async def pause(event: asyncio.Event, wait_s: float | None) -> None:
        waited_s.append(wait_s)
        if wait_s != 0:
            await asyncio.wait_for(event.wait(), 5)

    monkeypatch.setattr(reference, "pause", pause)
    async with reading(server.url) as reader:
        reader.reference.see(False)
        reader.reference.follow("ACME")
        await reader.until(lambda: len(reader.readings) == 2)
        reader.reference.see(True)
        await reader.until(lambda: len(reader.readings) == 3)
        reader.reference.hurry()
        await reader.until(lambda: len(reader.readings) == 4)
    assert waited_s[:4] == [None, 0.0, 10.0, 0.01]


async def test_a_long_absence_is_read_in_pages(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "LIMIT", 2)
    async with reading(server.url) as reader:
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
        published = server.publish(*["ACME"] * 5)
        await reader.until(lambda: 5 in reader.seqs)
        assert reader.seqs == [1, 2, 3, 4, 5]
        first_cut = next(one for one in reader.readings if one.ticks)
        assert first_cut.through_us == published[1].time


async def test_after_a_gap_it_reads_the_history_again() -> None:
    async with live_server(retain=2) as server, reading(server.url) as reader:
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
        server.publish(*["ACME"] * 5)
        reader.reference.hurry()
        await reader.until(lambda: reader.seqs)
        assert reader.readings[-1].is_history
        assert reader.seqs == [4, 5]


async def test_a_server_that_cannot_be_read_is_a_problem_until_it_can() -> None:
    async with raw_server(b"") as url:
        pass
    async with reading(url) as reader:
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.problems)
        async with live_server(port=int(url.rpartition(":")[2])) as server:
            server.publish("ACME")
            reader.reference.hurry()
            await reader.until(lambda: reader.seqs)
        assert "refuses connections" in reader.problems[0]


async def test_a_limit_is_waited_out_and_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    waited_s: list[float | None] = []

    async def pause(event: asyncio.Event, wait_s: float | None) -> None:
        waited_s.append(wait_s)
        await asyncio.sleep(0)

    monkeypatch.setattr(reference, "pause", pause)
    page = http_answer(encode(TickPage("e1:4", True, 70_000_000, [tick(4)])))
    async with (
        raw_server(limited_answer("429 Too Many Requests", "7"), page) as url,
        reading(url) as reader,
    ):
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
    assert waited_s[:2] == [None, spread(7.0)]
    assert reader.problems == []


async def test_several_symbols_are_read_in_one_page_and_each_tick_once(server: LiveServer) -> None:
    server.publish("ACME", "BOLT")
    async with reading(server.url) as reader:
        reader.reference.follow("ACME")
        await reader.until(lambda: reader.readings)
        server.publish("ACME", "BOLT")
        reader.reference.follow("ACME", "BOLT")
        await reader.until(lambda: {"BOLT"} & {one.symbol for one in reader.readings})
        server.publish("BOLT", "ACME")
        await reader.until(lambda: {5, 6} <= set(reader.seqs))
        assert sorted(reader.seqs) == [1, 2, 3, 4, 5, 6]
        histories = [one.symbol for one in reader.readings if one.is_history]
        assert histories == ["ACME", "BOLT"]


async def test_what_is_followed_already_is_not_read_anew(server: LiveServer) -> None:
    async with reading(server.url) as reader:
        reader.reference.follow("ACME", "BOLT")
        await reader.until(lambda: len(reader.readings) >= 2)
        reader.reference.follow("BOLT", "ACME")
        server.publish("ACME")
        await reader.until(lambda: 1 in reader.seqs)
        assert [one.is_history for one in reader.readings].count(True) == 2


async def test_told_to_begin_again_it_reads_every_history(server: LiveServer) -> None:
    async with reading(server.url) as reader:
        reader.reference.follow("ACME", "BOLT")
        await reader.until(lambda: len(reader.readings) >= 2)
        reader.readings.clear()
        reader.reference.again()
        await reader.until(lambda: sum(one.is_history for one in reader.readings) == 2)
