"""What a session tells and keeps when servers, tapes and symbols are not as they should be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.ticker_app.fakes import http_answer, raw_server, tick
from tests.ticker_app.feeds.relay import relay_to
from tests.ticker_app.live import LiveServer, live_server
from tests.ticker_app.watching import FAST_POLL, watching
from ticker_app import picture, reference
from ticker_app.choice import LaneChoice
from ticker_app.faults.plan import Faults
from ticker_app.faults.proxy import FaultDesk
from ticker_app.health import State
from ticker_app.reference import Reading


@pytest_asyncio.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LiveServer]:
    monkeypatch.setattr(reference, "PERIOD_S", 0.02)
    async with live_server() as running:
        running.publish("ACME", "BOLT", "ACME")
        yield running


async def test_an_unknown_symbol_at_the_start_is_told(server: LiveServer) -> None:
    async with watching(server.url, symbol="NOPE") as session:
        await session.ready()
        assert session.selected == "ACME"
        assert session.notice == (
            "There is no symbol NOPE on this server; showing ACME. It has ACME, BOLT, CORE."
        )
        session.dismiss_notice()
        assert session.notice is None


async def test_an_unknown_symbol_later_leaves_the_one_that_is_shown(server: LiveServer) -> None:
    async with watching(server.url, symbol="BOLT") as session:
        await session.ready()
        session.select("NOPE")
        assert session.selected == "BOLT"
        assert "showing BOLT" in str(session.notice)
        session.select("CORE")
        assert session.notice is None


async def test_a_server_that_is_not_there_is_told_and_tried_again() -> None:
    async with raw_server(b"") as url:
        pass
    async with watching(url) as session:
        await session.until(lambda: session.notice)
        assert "refuses connections; is the server running?" in str(session.notice)
        assert session.state() is State.RECONNECTING
        async with live_server(port=int(url.rpartition(":")[2])) as server:
            server.publish("ACME")
            await session.until(lambda: session.state() is State.LIVE)
            assert session.notice is None
            await session.until(lambda: session.seen("ACME"))


async def test_another_kind_of_server_is_told() -> None:
    async with (
        raw_server(http_answer(b"<html>", kind="text/html")) as url,
        watching(url, FAST_POLL) as session,
    ):
        await session.until(lambda: session.notice)
        assert "not as a Live Ticker server" in str(session.notice)


async def test_a_server_that_comes_back_loses_nothing_on_the_chart() -> None:
    async with AsyncExitStack() as first_life:
        first = await first_life.enter_async_context(live_server())
        first.publish("ACME", "ACME")
        async with watching(first.url) as session:
            await session.ready()
            await first_life.aclose()
            await session.until(lambda: session.notice)
            async with live_server(port=first.port) as second:
                (news,) = second.publish("ACME")
                await session.until(lambda: session.quotes["ACME"].tick == news)
                assert session.seen("ACME") == [101.0, 102.0, 101.0]
                assert session.series["ACME"].seen.broken[-1]
                assert session.notice is None


async def test_what_the_tape_forgot_breaks_the_line() -> None:
    async with live_server(retain=2) as server, relay_to(server.port) as relay:
        server.publish("ACME")
        async with watching(relay.url) as session:
            await session.ready()
            relay.cut()
            server.publish(*["ACME"] * 5)
            await session.until(lambda: session.seen("ACME")[-1] == 106.0)
            assert session.series["ACME"].seen.broken.any()
            assert not session.series["ACME"].seen.broken[-1]


async def test_a_symbol_without_an_opening_price_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture, "AGAIN_AFTER_S", 0.01)
    async with live_server(symbols=["ACME"]) as server, watching(server.url) as session:
        await session.until(lambda: session.symbols)
        assert session.symbols["ACME"].open is None
        (news,) = server.publish("ACME")
        await session.until(lambda: session.symbols["ACME"].open == news.price)


async def test_a_server_without_symbols_is_no_error() -> None:
    async with live_server(symbols=[]) as server, watching(server.url, symbol="ACME") as session:
        await session.until(lambda: session.source)
        assert session.selected is None
        assert "it has none at all" in str(session.notice)


async def test_a_reading_of_a_tape_that_no_lane_has_heard_of_is_left_out(
    server: LiveServer,
) -> None:
    async with watching(server.url) as session:
        await session.ready()
        session._readings.charts._on_reading(
            Reading("ACME", "another", [tick(1, time=1)], 2, is_history=True)
        )
        assert session.seen("ACME") == [101.0, 103.0]


async def test_what_takes_the_place_of_a_blocked_transport_is_told_until_it_is_free(
    server: LiveServer,
) -> None:
    async with FaultDesk(server.url).serving() as desk:
        desk.set(Faults(blocks_websocket=True))
        async with watching(desk.url, LaneChoice()) as session:
            await session.ready()
            assert session.notice is not None
            assert session.notice.startswith("WebSocket is blocked on the way to ")
            assert session.health(session.clock()).text == "Live over SSE"
            desk.set(Faults())
            session.reconnect()
            await session.until(lambda: session.notice is None)
            assert session.health(session.clock()).text == "Live"
            desk.set(Faults(blocks_websocket=True))
            desk.cut()
            await session.until(lambda: (session.notice or "").startswith("WebSocket"))
            session.choose(FAST_POLL)
            await session.until(lambda: session.notice is None)
