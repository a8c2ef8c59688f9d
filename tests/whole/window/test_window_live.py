"""What a user does at the window, and what the server sees of it."""

from __future__ import annotations

import asyncio
from functools import partial

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.whole.conftest import StartServer
from tests.whole.window.conftest import OpenWindow, until, until_server
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.health import State
from ticker_app.ui.window import MainWindow

WAYS = {
    Transport.WEBSOCKET: "websocket",
    Transport.SSE: "sse",
    Transport.LONG_POLL: "long_poll",
}


async def feeds_open(url: str) -> dict[str, int]:
    """Open connections that bring prices, by transport; those of plain requests do not count."""
    async with httpx.AsyncClient() as client:
        stats = (await client.get(f"{url}/v1/stats")).json()
    return {name: stats["connections"][name] for name in WAYS.values()}


def is_current(window: MainWindow) -> bool:
    return window.top.pill.health.state in {State.LIVE, State.POLLING}


async def test_the_window_comes_alive(running_server: StartServer, open_window: OpenWindow) -> None:
    server = running_server("--seed", "1", "--symbols", "3")
    async with open_window(server.url) as window:
        await until(window, lambda: is_current(window))
        model = window.watchlist.model
        await until(window, lambda: sum(row.last is not None for row in model.rows) == 3)
        assert window.top.header.source.text() == "simulated prices"
        assert window.top.header.last.text() != "–"


@pytest.mark.parametrize(
    ("pushed", "pulled"),
    [(Transport.WEBSOCKET, Transport.LONG_POLL), (Transport.SSE, Transport.POLL)],
)
async def test_a_switch_leaves_no_connection_of_the_other_side(
    running_server: StartServer,
    open_window: OpenWindow,
    pushed: Transport,
    pulled: Transport,
) -> None:
    # So seldom that a long poll waits whenever the server is looked at.
    server = running_server("--seed", "1", "--rate", "0.2")

    async def only(transport: Transport) -> bool:
        wanted = {name: int(name == WAYS.get(transport)) for name in WAYS.values()}
        return await feeds_open(server.url) == wanted

    async with open_window(server.url, LaneChoice(pushed)) as window:
        controls = window.top.controls
        controls._memory.remember(LaneChoice(pulled, 0.2))
        await until(window, lambda: is_current(window))
        await until_server(lambda: only(pushed))
        for transport in (pulled, pushed):
            QTest.keyClick(window, Qt.Key.Key_Space)
            await until(window, lambda: is_current(window))
            await until_server(partial(only, transport))
        assert [switch.choice.transport for switch in window._session.switches] == [pulled, pushed]


async def test_a_switch_leaves_a_comparison_behind(
    running_server: StartServer, open_window: OpenWindow
) -> None:
    server = running_server("--seed", "1")
    async with open_window(server.url) as window:
        seen = window.figures.cards[2].figures[0]
        await until(window, lambda: seen.quantity.number not in {"–", "0"})
        pushed = window._session.quotes
        QTest.keyClick(window, Qt.Key.Key_Space)
        await until(window, lambda: window.figures.captions[1].text() == "when pushed")
        assert window.figures.cards[2].others[0].quantity.number not in {"–", "0", ""}
        assert len(pushed) == 12
        assert window.top.controls.switch.sides[Mode.PULL].isChecked()


async def test_another_symbol_comes_with_its_history(
    running_server: StartServer, open_window: OpenWindow
) -> None:
    server = running_server("--seed", "1", "--rate", "50")
    async with open_window(server.url) as window:
        session = window._session
        await until(window, lambda: session.selected is not None)
        before = session.selected
        QTest.keyClick(window.watchlist.table, Qt.Key.Key_Down)
        assert session.selected != before
        await until(window, lambda: session.reference_through(session.selected) is not None)
        assert window.top.header.symbol.text() == session.selected
        assert window.watchlist.table.currentIndex().row() == 1


async def test_a_server_that_goes_and_comes_back_is_found_again(
    running_server: StartServer, open_window: OpenWindow
) -> None:
    server = running_server("--seed", "1")
    port = server.url.rpartition(":")[2]
    async with open_window(server.url) as window:
        await until(window, lambda: is_current(window))
        shown = dict(window._session.series)
        await asyncio.to_thread(server.stop)
        lost = {State.RECONNECTING, State.OFFLINE}
        await until(window, lambda: window.top.pill.health.state in lost)
        assert shown.items() <= window._session.series.items()
        await asyncio.to_thread(running_server, "--seed", "1", "--port", port)
        await until(window, lambda: is_current(window))
        await until(window, lambda: window.notice.text == "")


async def test_an_unknown_server_is_named_in_one_sentence(open_window: OpenWindow) -> None:
    async with open_window("http://127.0.0.1:9") as window:
        await until(window, lambda: "127.0.0.1:9" in window.notice.text)
        lost = {State.RECONNECTING, State.OFFLINE}
        await until(window, lambda: window.top.pill.health.state in lost)
