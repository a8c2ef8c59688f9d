"""The candles of a session: read, continued, and what is told when they cannot be."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from server.candles import CandleBook
from server.wire import Candle
from tests.ticker_app.candle_world import candles_of
from tests.ticker_app.fakes import FakeClock
from tests.ticker_app.live import LiveServer, live_server
from tests.ticker_app.watching import Watched, watching
from ticker_app import candle_reading, candle_series


@pytest_asyncio.fixture
async def server() -> AsyncIterator[LiveServer]:
    async with live_server() as running:
        running.publish("ACME", "BOLT", "ACME")
        yield running


def shown(session: Watched, symbol: str = "ACME", interval: str = "1h") -> list[Candle]:
    """Look at the candles."""
    return candles_of(session.candles(symbol, interval).columns())


def on_server(server: LiveServer, symbol: str = "ACME", interval: str = "1h") -> list[Candle]:
    """What the server holds."""
    return server.serving.parts.candles.page(symbol, interval, 5000).candles


async def test_what_is_looked_at_is_read_and_goes_on_with_the_ticks(server: LiveServer) -> None:
    async with watching(server.url) as session:
        await session.until(lambda: shown(session))
        server.publish("ACME", "BOLT")
        await session.until(lambda: shown(session) == on_server(server))
        assert session.candles("ACME", "1h").provisional_from_us is None
        assert shown(session)[-1].close == 104.0
        assert session.notice is None
    await server.deserted()


async def test_older_candles_come_when_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candle_series, "PAGE_CANDLES", 1)
    clock = FakeClock(10**15)
    async with live_server(clock=clock) as server, watching(server.url) as session:
        for _ in range(3):
            server.publish("ACME")
            clock.now_us += 1_000_000
        await session.until(lambda: shown(session, interval="1s"))
        assert shown(session, interval="1s") == on_server(server, interval="1s")[-1:]
        for held in (2, 3):
            assert session.candles("ACME", "1s").has_older
            session.want_older("ACME", "1s")
            await session.until(lambda held=held: len(shown(session, interval="1s")) == held)  # type: ignore[misc]  # bound now
        assert shown(session, interval="1s") == on_server(server, interval="1s")
        assert not session.candles("ACME", "1s").has_older


async def test_a_start_of_the_servers_clock_is_moved_onto_ours(server: LiveServer) -> None:
    async with watching(server.url) as session:
        await session.ready()
        reading = session.clock_reading()
        assert reading is not None
        assert session.to_client_us(1_000_000) == 1_000_000 - reading.offset_us


async def test_a_symbol_that_the_server_does_not_have_is_not_asked_for(
    server: LiveServer,
) -> None:
    async with watching(server.url) as session:
        await session.ready()
        assert shown(session, "NOPE") == []
        await session.until(lambda: shown(session))
        assert not session.candles("NOPE", "1h").is_read
        assert session.notice is None


async def test_candles_that_cannot_be_read_are_told_until_they_can(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candle_reading, "RETRY_S", 0.01)
    page = CandleBook.page

    def broken(*_: object) -> object:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(CandleBook, "page", broken)
    async with watching(server.url) as session:
        await session.until(lambda: not shown(session) and session.notice)
        assert "127.0.0.1" in str(session.notice)
        monkeypatch.setattr(CandleBook, "page", page)
        await session.until(lambda: shown(session))
        assert session.notice is None
