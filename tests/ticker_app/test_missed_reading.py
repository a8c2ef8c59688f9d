"""Reading what was published between two deliveries, against the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from server.wire import Tick, TickPage, encode, monotonic_wall_clock
from tests.ticker_app.fakes import http_answer, limited_answer, raw_server, spread, tick
from tests.ticker_app.listening import beside
from tests.ticker_app.live import LiveServer, live_server
from ticker_app import missed_reading
from ticker_app.missed_reading import PERIOD_S, RETRY_S, MissedReading, Stretch

ACME = frozenset({"ACME"})
BOLT = frozenset({"BOLT"})


class Reader:
    """Collects what is read; stands still between two readings until it is let go on."""

    def __init__(self, url: str) -> None:
        self.read: list[tuple[Stretch, list[int]]] = []
        self.waits: asyncio.Queue[float] = asyncio.Queue()
        self.go_on = asyncio.Semaphore(0)
        self.reading = MissedReading(
            url, clock=monotonic_wall_clock(), on_read=self._on_read, sleep=self._sleep
        )

    def _on_read(self, stretch: Stretch, ticks: list[Tick]) -> None:
        self.read.append((stretch, [tick.seq for tick in ticks]))

    async def _sleep(self, seconds: float) -> None:
        self.waits.put_nowait(seconds)
        await self.go_on.acquire()

    async def waited(self) -> float:
        """How long it waits after its next reading."""
        async with asyncio.timeout(5):
            return await self.waits.get()


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    reader = Reader(url)
    async with beside(reader.reading):
        yield reader


def epoch_of(server: LiveServer) -> str:
    return server.serving.parts.tape.epoch


def test_two_stretches_of_a_tape_lie_in_one() -> None:
    both = Stretch(ACME, "e", 5, 9).with_(Stretch(BOLT, "e", 2, 7))
    assert both == Stretch(ACME | BOLT, "e", 2, 9)
    assert both.holds(Stretch(ACME, "e", 5, 9))
    for other in (
        Stretch(ACME, "f", 5, 9),
        Stretch(frozenset({"CORE"}), "e", 5, 9),
        Stretch(ACME, "e", 1, 9),
        Stretch(ACME, "e", 5, 10),
    ):
        assert not both.holds(other)


async def test_a_stretch_is_read_behind_its_begin_and_only_its_symbols() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME", "BOLT", "ACME", "ACME")
        wanted = Stretch(ACME, epoch_of(server), 1, 4)
        reader.reading.want(wanted)
        assert await reader.waited() == PERIOD_S
        assert reader.read == [(wanted, [3, 4])]
        assert reader.reading.cost.requests == 1


async def test_what_comes_to_be_wanted_meanwhile_is_read_in_one() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME", "BOLT", "ACME", "ACME")
        epoch = epoch_of(server)
        reader.reading.want(Stretch(ACME, epoch, 1, 3))
        reader.reading.want(Stretch(BOLT, epoch, 0, 2))
        await reader.waited()
        assert reader.read == [(Stretch(ACME | BOLT, epoch, 0, 3), [1, 2, 3, 4])]


async def test_a_long_stretch_is_read_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed_reading, "LIMIT", 2)
    async with live_server() as server, reading(server.url) as reader:
        server.publish(*["ACME"] * 7)
        reader.reading.want(Stretch(ACME, epoch_of(server), 1, 5))
        await reader.waited()
        assert reader.read[0][1] == [2, 3, 4, 5]


async def test_a_stretch_that_is_far_too_long_is_read_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(missed_reading, "LIMIT", 1)
    monkeypatch.setattr(missed_reading, "MOST_PAGES", 3)
    async with live_server() as server, reading(server.url) as reader:
        server.publish(*["ACME"] * 7)
        reader.reading.want(Stretch(ACME, epoch_of(server), 0, 7))
        await reader.waited()
        assert reader.read[0][1] == [1, 2, 3]


async def test_of_a_tape_that_is_gone_nothing_is_read() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME", "ACME")
        wanted = Stretch(ACME, "another", 0, 2)
        reader.reading.want(wanted)
        await reader.waited()
        assert reader.read == [(wanted, [])]


async def test_of_two_tapes_only_the_later_is_wanted() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME", "ACME")
        reader.reading.want(Stretch(ACME, "another", 0, 2))
        wanted = Stretch(ACME, epoch_of(server), 0, 2)
        reader.reading.want(wanted)
        await reader.waited()
        assert reader.read == [(wanted, [1, 2])]


async def test_after_a_failure_it_is_asked_for_again() -> None:
    page = http_answer(encode(TickPage("e:3", True, 0, [tick(3)])))
    async with (
        raw_server(http_answer(b"{", status="500 Broken"), page) as url,
        reading(url) as reader,
    ):
        reader.reading.want(Stretch(ACME, "e", 2, 3))
        assert await reader.waited() == spread(RETRY_S)
        assert reader.read == []
        reader.go_on.release()
        await reader.waited()
        assert reader.read == [(Stretch(ACME, "e", 2, 3), [3])]


async def test_what_failed_is_not_wanted_any_more_once_the_tape_is_another() -> None:
    page = http_answer(encode(TickPage("f:3", True, 0, [tick(3)])))
    async with (
        raw_server(http_answer(b"{", status="500 Broken"), page) as url,
        reading(url) as reader,
    ):
        reader.reading.want(Stretch(ACME, "e", 2, 3))
        await reader.waited()
        reader.reading.want(Stretch(ACME, "f", 2, 3))
        reader.go_on.release()
        await reader.waited()
        assert reader.read == [(Stretch(ACME, "f", 2, 3), [3])]


async def test_a_limit_is_waited_out() -> None:
    async with (
        raw_server(limited_answer("429 Too Many Requests", "7")) as url,
        reading(url) as reader,
    ):
        reader.reading.want(Stretch(ACME, "e", 2, 3))
        assert await reader.waited() == spread(7.0)
