"""What one window watches, against the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
import pytest_asyncio
from typing_extensions import override

from server.wire import Clock, Tick, monotonic_wall_clock
from tests.ticker_app.fakes import http_answer, raw_server, tick
from tests.ticker_app.feeds.relay import relay_to
from tests.ticker_app.live import SYMBOLS, LiveServer, live_server
from ticker_app import picture, reference
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.faults.plan import Faults
from ticker_app.faults.proxy import FaultDesk
from ticker_app.health import State
from ticker_app.measures.tick_path import Stage
from ticker_app.reference import Reading
from ticker_app.series import Kind
from ticker_app.session import Session

FAST_POLL = LaneChoice(Transport.POLL, 0.1)
CHOICES = [FAST_POLL, *(LaneChoice(name) for name in Transport if name is not Transport.POLL)]
PATIENCE_S = 15.0


class Watched(Session):
    """A session that a test can wait for."""

    def __init__(self, url: str, choice: LaneChoice, symbol: str | None, clock: Clock) -> None:
        super().__init__(url, choice, symbol=symbol, clock=clock)
        self._changed = asyncio.Event()

    @override
    def _touch(self) -> None:
        super()._touch()
        self._changed.set()

    async def until(self, reached: Callable[[], object]) -> None:
        """Returns once ``reached`` holds; looked at after every change."""
        async with asyncio.timeout(PATIENCE_S):
            while not reached():
                self._changed.clear()
                await self._changed.wait()

    async def ready(self) -> None:
        """Returns once the server is known, the lane hears, and the history is there."""
        await self.until(lambda: self.symbols and self.reference_through(self.selected))

    def seen(self, symbol: str) -> list[float]:
        """The prices that were on the chart."""
        return self.series[symbol].seen.price.tolist() if symbol in self.series else []

    def state(self) -> State:
        """The state now."""
        return self.health(self.clock()).state


@asynccontextmanager
async def watching(
    url: str, choice: LaneChoice = CHOICES[1], *, symbol: str | None = None
) -> AsyncIterator[Watched]:
    """Runs a session while the block does."""
    session = Watched(url, choice, symbol, monotonic_wall_clock())
    async with asyncio.TaskGroup() as group:
        running = group.create_task(session.run())
        yield session
        running.cancel()


@pytest_asyncio.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LiveServer]:
    monkeypatch.setattr(reference, "PERIOD_S", 0.02)
    async with live_server() as running:
        running.publish("ACME", "BOLT", "ACME")
        yield running


def test_before_it_runs_there_is_nothing() -> None:
    session = Session("http://127.0.0.1:1", LaneChoice(), clock=lambda: 0)
    assert session.health(0).state is State.CONNECTING
    assert session.figures(Mode.PUSH, 0) is None
    assert session.clock_reading() is None
    assert (session.symbols, session.quotes, session.notice) == ({}, {}, None)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_it_begins_with_what_the_server_has(server: LiveServer, choice: LaneChoice) -> None:
    async with watching(server.url, choice) as session:
        await session.ready()
        assert tuple(session.symbols) == SYMBOLS
        assert session.source is not None
        assert session.selected == "ACME"
        assert {name: quote.tick.seq for name, quote in session.quotes.items()} == {
            "ACME": 3,
            "BOLT": 2,
        }
        assert session.seen("ACME") == [101.0, 103.0]
        assert session.clock_reading() is not None
        assert session.state() in {State.LIVE, State.POLLING}
    await server.deserted()


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_a_new_price_comes_onto_the_screen(server: LiveServer, choice: LaneChoice) -> None:
    async with watching(server.url, choice) as session:
        await session.ready()
        (news,) = server.publish("ACME")
        await session.until(lambda: session.quotes["ACME"].tick == news)
        kind = Kind.PUSHED if choice.mode is Mode.PUSH else Kind.POLLED
        assert session.series["ACME"].seen.kind[-1] == kind
        figures = session.figures(choice.mode, session.clock())
        assert figures is not None
        assert (figures.seen, figures.missed) == (1, 0)
        assert figures.latency_p50_us is not None
        assert figures.age_now_us is not None


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_the_day_holds_what_came_before_the_lane(
    server: LiveServer, choice: LaneChoice
) -> None:
    async with watching(server.url, choice) as session:
        await session.ready()
        await session.until(lambda: session.days.is_read)
        (news,) = server.publish("ACME")
        await session.until(lambda: session.quotes["ACME"].tick == news)
        day = session.days.of("ACME", session.clock())
        assert day is not None
        assert (day.low, day.high, day.missed) == (101.0, 104.0, False)
        moments, prices = session.sparks["ACME"].points(session.clock())
        assert (moments[-1], prices[-1]) == (session.quotes["ACME"].published_us, 104.0)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_a_listener_is_told_before_the_price_is_on_the_screen(
    server: LiveServer, choice: LaneChoice
) -> None:
    async with watching(server.url, choice) as session:
        await session.ready()
        before = session.quotes["ACME"].tick
        told: list[tuple[LaneChoice, Tick, Tick]] = []
        session.listeners.append(
            lambda choice, arrival: told.extend(
                (choice, tick, session.quotes["ACME"].tick) for tick in arrival.ticks
            )
        )
        (news,) = server.publish("ACME")
        await session.until(lambda: session.quotes["ACME"].tick == news)
        assert told == [(choice, news, before)]


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_the_way_of_a_tick_ends_with_the_paint(
    server: LiveServer, choice: LaneChoice
) -> None:
    async with watching(server.url, choice) as session:
        assert session.tick_path() is None
        await session.ready()
        news = server.publish("BOLT", "ACME")[-1]
        await session.until(lambda: session.quotes["ACME"].tick == news)
        path = session.tick_path()
        assert path is not None
        assert path.parts() == ()
        path.painted(session.clock(), session.clock())
        coming = [Stage.AT_SERVER, Stage.SENDING]
        if choice.transport is Transport.SSE:
            coming = [Stage.COMING]
        stages = [part.stage for part in path.parts()]
        assert stages == [*coming, Stage.DECODING, Stage.PAINTING]
        session.select("BOLT")
        assert session.tick_path() is not path


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_a_switch_loses_nothing_and_leaves_no_connection(
    server: LiveServer, choice: LaneChoice
) -> None:
    before = FAST_POLL if choice.mode is Mode.PUSH else LaneChoice()
    async with watching(server.url, before) as session:
        await session.ready()
        connections = server.connections()
        session.choose(choice)
        (news,) = server.publish("ACME")
        await session.until(lambda: session.figures(choice.mode, session.clock()))
        await session.until(lambda: session.quotes["ACME"].tick == news)
        assert session.seen("ACME")[-1] == news.price
        assert server.connections() == connections
        assert session.figures(before.mode, session.clock()) is not None
        assert [switch.choice for switch in session.switches] == [choice]
    await server.deserted()


async def test_the_latest_choice_wins(server: LiveServer) -> None:
    async with watching(server.url) as session:
        await session.ready()
        for choice in CHOICES:
            session.choose(choice)
        session.choose(CHOICES[-1])
        await session.until(lambda: session.figures(CHOICES[-1].mode, session.clock()))
        figures = session.figures(session.choice.mode, session.clock())
        assert figures is not None
        assert figures.choice == session.choice == CHOICES[-1]
        assert len(session.switches) == len(CHOICES)


async def test_what_a_poll_skipped_is_published_but_not_seen(server: LiveServer) -> None:
    async with watching(server.url, LaneChoice(Transport.POLL, 60.0)) as session:
        await session.ready()
        missed = server.publish("ACME", "ACME")
        series = session.series["ACME"]
        await session.until(lambda: missed[-1].price in list(series.published.price))
        assert missed[-1].price not in session.seen("ACME")
        figures = session.figures(Mode.PULL, session.clock())
        assert figures is not None
        assert figures.unseen_now_us is not None
        assert figures.unseen_now_us > 0


async def test_what_was_published_while_nobody_looked_is_there_for_who_looks_again(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "UNSEEN_PERIOD_S", 3600)
    async with watching(server.url, LaneChoice(Transport.POLL, 60)) as session:
        await session.ready()
        session.see_charts(False)
        published = server.publish("ACME", "ACME")
        session.see_charts(True)
        await session.until(lambda: (session.reference_through("ACME") or 0) >= published[-1].time)
        assert session.series["ACME"].published.price.tolist() == [101.0, 103.0, 104.0, 105.0]
        assert session.seen("ACME") == [101.0, 103.0]
        figures = session.figures(Mode.PULL, session.clock())
        assert figures is not None
        assert figures.unseen_now_us


async def test_without_the_reference_nothing_is_said_of_what_was_not_seen(
    server: LiveServer,
) -> None:
    async with watching(server.url) as session:
        await session.ready()
        session.set_reference(False)
        assert session.reference_through(session.selected) is None
        (news,) = server.publish("ACME")
        await session.until(lambda: session.quotes["ACME"].tick == news)
        figures = session.figures(Mode.PUSH, session.clock())
        assert figures is not None
        assert (figures.unseen_now_us, figures.current_share) == (None, None)
        session.select("BOLT")
        await session.until(lambda: session.seen("BOLT"))
        assert session.reference_through(session.selected) is None
        session.set_reference(True)
        await session.until(lambda: session.reference_through(session.selected))


async def test_another_symbol_comes_with_its_history(server: LiveServer) -> None:
    async with watching(server.url) as session:
        await session.ready()
        session.select("BOLT")
        assert session.selected == "BOLT"
        await session.until(lambda: session.reference_through(session.selected))
        assert session.seen("BOLT") == [102.0]


async def test_a_symbol_chosen_before_the_server_answers_is_shown(server: LiveServer) -> None:
    async with watching(server.url, symbol="CORE") as session:
        session.select("BOLT")
        await session.until(lambda: session.selected)
        assert session.selected == "BOLT"


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


async def test_what_was_published_is_known_of_every_symbol_on_a_chart(server: LiveServer) -> None:
    async with watching(server.url, LaneChoice(Transport.POLL, 60.0)) as session:
        await session.ready()
        session.chart(("ACME", "BOLT"))
        await session.until(lambda: session.reference_through("BOLT"))
        missed = server.publish("BOLT", "ACME")
        await session.until(lambda: missed[0].price in [*session.series["BOLT"].published.price])
        assert missed[0].price not in session.seen("BOLT")
        session.chart(("ACME",))
        assert session.reference_through("BOLT") is None
        assert session.reference_through(None) is None


async def test_what_takes_the_place_of_a_blocked_transport_is_told_until_it_is_free(
    server: LiveServer,
) -> None:
    async with FaultDesk(server.url).serving() as desk:
        desk.set(Faults(blocks_websocket=True))
        async with watching(desk.url, LaneChoice()) as session:
            await session.ready()
            assert session.notice is not None
            assert session.notice.startswith("WebSocket is blocked on the way")
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
