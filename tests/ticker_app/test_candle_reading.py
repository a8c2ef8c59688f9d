"""Pages of candles, read from the real server and from broken ones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from server.wire import Candle, Candles, encode, monotonic_wall_clock
from tests.ticker_app.candle_world import candles_of
from tests.ticker_app.fakes import (
    FakeClock,
    cursor,
    http_answer,
    limited_answer,
    raw_server,
    spread,
    tick,
)
from tests.ticker_app.listening import Listener, beside
from tests.ticker_app.live import LiveServer, live_server
from ticker_app import candle_reading, candle_series
from ticker_app.arrival import Arrival
from ticker_app.candle_reading import REST_S, CandleReading
from ticker_app.choice import Transport


class Reader(Listener):
    """Looks at candles, and remembers what was told and how long the reading rested."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.pages = 0
        self.rests_s: list[float] = []
        self.reading = CandleReading(
            url,
            clock=monotonic_wall_clock(),
            on_page=self._on_page,
            on_problem=self.keep(self.problems),
            sleep=self._sleep,
        )
        self.reading.shelf.symbols = ("ACME", "BOLT", "NOPE")

    def _on_page(self) -> None:
        self.pages += 1
        self._news.set()

    async def _sleep(self, seconds: float) -> None:
        self.rests_s.append(seconds)
        self._news.set()
        await asyncio.sleep(0)

    def shown(self, symbol: str = "ACME", interval: str = "1h") -> list[Candle]:
        """Look at the candles."""
        return candles_of(self.reading.use(symbol, interval).columns())


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    reader = Reader(url)
    async with beside(reader.reading):
        yield reader


def on_server(server: LiveServer, symbol: str = "ACME", interval: str = "1h") -> list[Candle]:
    """What the server holds."""
    return server.serving.parts.candles.page(symbol, interval, 5000).candles


def heard(server: LiveServer, *symbols: str) -> Arrival:
    """What a lane delivers of ticks that are published now."""
    ticks = server.publish(*symbols)
    now_us = server.serving.parts.clock()
    return Arrival(ticks, now_us, 0, server.serving.parts.tape.cursor, now_us)


async def test_what_is_looked_at_is_read_and_continued() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME", "BOLT", "ACME")
        assert reader.shown() == []
        await reader.until(lambda: reader.pages)
        assert reader.shown() == on_server(server)
        reader.reading.follow(heard(server, "ACME", "BOLT"), Transport.WEBSOCKET)
        assert reader.shown() == on_server(server)
        assert reader.reading.cost.requests == 1
        assert reader.problems == []
    await server.deserted()


async def test_each_series_that_is_looked_at_is_read() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME", "BOLT")
        looked_at = [("ACME", "1s"), ("ACME", "1h"), ("BOLT", "5m")]
        for symbol, interval in looked_at:
            reader.shown(symbol, interval)
        await reader.until(lambda: reader.pages == 3)
        for symbol, interval in looked_at:
            assert reader.shown(symbol, interval) == on_server(server, symbol, interval)


async def test_older_candles_are_read_when_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candle_series, "PAGE_CANDLES", 2)
    async with live_server() as server, reading(server.url) as reader:
        ticks = [tick(number, time=number * 10**6) for number in range(1, 6)]
        server.serving.parts.candles.add(ticks)
        reader.shown(interval="1s")
        await reader.until(lambda: reader.pages == 1)
        series = reader.reading.use("ACME", "1s")
        while series.has_older:
            pages = reader.pages
            series.want_older()
            reader.shown(interval="1s")
            await reader.until(lambda pages=pages: reader.pages > pages)  # type: ignore[misc]  # bound now
        assert reader.shown(interval="1s") == on_server(server, interval="1s")
        assert reader.pages == 3


async def test_after_a_hole_it_is_read_again_but_not_at_once_a_second_time() -> None:
    async with live_server() as server, reading(server.url) as reader:
        reader.shown()
        await reader.until(lambda: reader.pages == 1)
        server.publish("ACME")
        reader.reading.follow(heard(server, "ACME"), Transport.SSE)
        assert reader.shown() != on_server(server)
        await reader.until(lambda: reader.rests_s)
        assert reader.shown() == on_server(server)
        assert reader.rests_s == [REST_S]


async def test_what_a_lane_lost_for_good_is_read_again() -> None:
    async with live_server() as server, reading(server.url) as reader:
        reader.shown()
        await reader.until(lambda: reader.pages == 1)
        server.publish("ACME")
        at = server.serving.parts.tape.cursor
        lost = Arrival([], 0, 0, at, server.serving.parts.clock(), complete=False)
        reader.reading.follow(lost, Transport.LONG_POLL)
        reader.shown()
        await reader.until(lambda: reader.pages == 2)
        assert reader.shown() == on_server(server)


async def test_a_poll_that_skipped_ticks_reads_nothing_before_the_candle_is_over() -> None:
    clock = FakeClock(10**15)
    async with live_server(clock=clock) as server, reading(server.url) as reader:
        reader.shown()
        await reader.until(lambda: reader.pages == 1)
        server.publish("ACME")
        reader.reading.follow(heard(server, "ACME"), Transport.POLL)
        reader.shown("BOLT")
        await reader.until(lambda: reader.pages == 2)
        assert reader.shown() != on_server(server)
        assert reader.reading.cost.requests == 2


async def test_a_server_that_cannot_be_read_is_a_problem_until_it_can() -> None:
    async with raw_server(b"") as url:
        pass
    async with reading(url) as reader:
        reader.shown()
        await reader.until(lambda: reader.problems)
        assert "refuses connections" in reader.problems[0]
        async with live_server(port=int(url.rpartition(":")[2])) as server:
            server.publish("ACME")
            reader.reading.hurry()
            await reader.until(lambda: reader.pages)
            assert reader.shown() == on_server(server)


async def test_a_symbol_that_has_gone_is_told_in_the_servers_words() -> None:
    async with live_server() as server, reading(server.url) as reader:
        reader.shown("NOPE")
        await reader.until(lambda: reader.problems)
        assert "there is no symbol 'NOPE'" in reader.problems[0]


async def test_candles_out_of_order_are_told() -> None:
    twice = [Candle(0, 1.0, 1.0, 1.0, 1.0, 1.0, 1)] * 2
    body = encode(Candles("ACME", "1h", twice, "e1:4", 70, 2, more=False))
    async with raw_server(http_answer(body)) as url, reading(url) as reader:
        reader.shown()
        await reader.until(lambda: reader.problems)
        assert "candles out of order" in reader.problems[0]


async def test_a_limit_is_waited_out_and_no_problem() -> None:
    page = encode(Candles("ACME", "1h", [], "e1:4", 70, 0, more=False))
    answers = limited_answer("429 Too Many Requests", "7"), http_answer(page)
    async with raw_server(*answers) as url, reading(url) as reader:
        reader.shown()
        await reader.until(lambda: reader.pages)
        assert reader.rests_s == [spread(7.0)]
        assert reader.problems == []


async def test_a_page_of_a_tape_that_no_lane_has_heard_of_is_read_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited_s: list[float | None] = []

    async def pause(event: asyncio.Event, at_most_s: float | None) -> None:
        waited_s.append(at_most_s)
        await asyncio.sleep(0)

    monkeypatch.setattr(candle_reading, "pause", pause)
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME")
        reader.reading.follow(Arrival([], 0, 0, cursor(7), 0), Transport.WEBSOCKET)
        reader.shown()
        await reader.until(lambda: waited_s or reader.pages > 1)
        assert (reader.shown(), waited_s[0]) == ([], candle_reading.RETRY_S)
        reader.reading.follow(heard(server, "ACME"), Transport.WEBSOCKET)
        await reader.until(lambda: reader.shown() == on_server(server))
