"""What one window watches, against the real server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from server.wire import Tick
from tests.ticker_app.live import SYMBOLS, LiveServer, live_server
from tests.ticker_app.watching import CHOICES, FAST_POLL, watching
from ticker_app import reference
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.health import State
from ticker_app.measures.tick_path import Stage
from ticker_app.series import Kind
from ticker_app.session import Session


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
