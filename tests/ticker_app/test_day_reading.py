"""Asking for the day of all symbols, against the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.wire import Cursor, Days, Tick, encode, monotonic_wall_clock
from tests.ticker_app.fakes import http_answer, limited_answer, raw_server, spread
from tests.ticker_app.listening import Listener, beside
from tests.ticker_app.live import LiveServer, live_server
from ticker_app.arrival import Arrival
from ticker_app.day_reading import RETRY_S, DayReading


class Reader(Listener):
    """Reads days; `until` waits for the server's answers."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.clock = monotonic_wall_clock()
        self.readings = 0
        self.waited_s: list[float] = []
        self.days = DayReading(
            url,
            clock=self.clock,
            to_client_us=lambda us: us,
            on_reading=self._on_reading,
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.waited_s.append(seconds)
        await asyncio.sleep(0)

    def _on_reading(self) -> None:
        self.readings += 1
        self._news.set()

    def hear(self, epoch: str, *ticks: Tick) -> None:
        self.days.hear(Arrival(list(ticks), 0, 0, Cursor(epoch, 0), 0))

    def high(self, symbol: str) -> float | None:
        day = self.days.stats.of(symbol, self.clock())
        return None if day is None else day.high


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    reader = Reader(url)
    async with beside(reader.days):
        yield reader


def epoch_of(server: LiveServer) -> str:
    return server.serving.parts.tape.epoch


async def test_the_days_of_all_symbols_are_read_at_the_first_arrival() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME", "BOLT", "ACME")
        reader.hear(epoch_of(server))
        await reader.until(lambda: reader.readings)
        assert (reader.high("ACME"), reader.high("BOLT")) == (103.0, 102.0)


async def test_missed_ticks_make_it_ask_again() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME")
        reader.hear(epoch_of(server))
        await reader.until(lambda: reader.readings)
        _, newest = server.publish("ACME", "ACME")
        reader.hear(epoch_of(server), newest)
        await reader.until(lambda: reader.readings == 2)
        day = reader.days.stats.of("ACME", reader.clock())
        assert day is not None
        assert (day.count, day.missed) == (3, False)


async def test_switched_off_it_asks_only_once() -> None:
    async with live_server() as server, reading(server.url) as reader:
        server.publish("ACME")
        reader.days.switch(False)
        reader.hear(epoch_of(server))
        await reader.until(lambda: reader.readings)
        _, newest = server.publish("ACME", "ACME")
        reader.hear(epoch_of(server), newest)
        day = reader.days.stats.of("ACME", reader.clock())
        assert day is not None
        assert day.missed
        reader.days.switch(True)
        reader.hear(epoch_of(server), newest)
        await reader.until(lambda: reader.readings == 2)


async def test_an_answer_of_another_tape_is_asked_for_again() -> None:
    answers = (http_answer(encode(Days(f"{epoch}:0", 1, []))) for epoch in ("e1", "e2"))
    async with raw_server(*answers) as url, reading(url) as reader:
        reader.hear("e2")
        await reader.until(lambda: reader.readings)
        assert reader.readings == 1


async def test_a_server_that_cannot_answer_is_asked_again_later() -> None:
    limited = limited_answer("429 Too Many Requests", "77")
    answers = (http_answer(b"{"), limited, http_answer(encode(Days("e1:0", 1, []))))
    async with raw_server(*answers) as url, reading(url) as reader:
        reader.hear("e1")
        await reader.until(lambda: reader.readings)
        assert reader.waited_s[:2] == [spread(RETRY_S), spread(77.0)]
