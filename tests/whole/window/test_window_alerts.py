"""Alerts in the real window on the real server, pushed and polled, against the tape."""

from __future__ import annotations

import httpx
import pytest

from server.wire import Tick, TickPage, decode_body
from tests.whole.conftest import StartServer
from tests.whole.window.conftest import OpenWindow, until
from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.firing import Firing, Unseen
from ticker_app.choice import LaneChoice, Transport

PUSH, POLL = LaneChoice(), LaneChoice(Transport.POLL, 0.2)
ENOUGH = 5


async def tape_of(url: str, symbol: str) -> list[Tick]:
    """All that was published of a symbol."""
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{url}/v1/ticks", params={"symbols": symbol, "limit": 10_000})
    return decode_body(answer.content, TickPage).ticks


def crossings(ticks: list[Tick], level: float) -> list[Tick]:
    """The ticks at which the price had reached the level from one side."""
    found, side = [], 0
    for tick in ticks:
        now = (tick.price > level) - (tick.price < level)
        if side and now != side:
            found.append(tick)
        side = now
    return found


def told_and_missed(desk: AlertDesk) -> tuple[list[Firing], int]:
    entries = desk.log.entries
    firings = [entry for entry in entries if isinstance(entry, Firing)]
    return firings, sum(entry.times for entry in entries if isinstance(entry, Unseen))


@pytest.mark.parametrize("choice", [PUSH, POLL], ids=lambda choice: choice.mode)
async def test_every_crossing_is_told_or_known_as_missed(
    running_server: StartServer, open_window: OpenWindow, choice: LaneChoice
) -> None:
    server = running_server("--seed", "1", "--symbols", "2", "--rate", "50")
    async with open_window(server.url, choice) as window:
        desk, session = window.alerting.desk, window._session
        await until(window, lambda: len(session.quotes) == 2)
        symbol = next(name for name in session.quotes if name != session.selected)
        begin = session.quotes[symbol].tick
        began_us = session.clock()
        desk.put(Alert(symbol, Condition.CROSSING, begin.price))
        # Another delivery may have come before this goes on.
        while len(desk.log) < ENOUGH or not desk.is_settled:
            await until(window, lambda: len(desk.log) >= ENOUGH and desk.is_settled)
        firings, missed = told_and_missed(desk)
        now_us, newest = session.clock(), session.quotes[symbol].tick
        ticks = await tape_of(server.url, symbol)
        between = [tick for tick in ticks if begin.count <= tick.count <= newest.count]
        published = crossings(between, begin.price)
        assert len(firings) + missed == len(published)
        assert missed == 0 or choice is POLL
        assert all(firing.is_exact for firing in firings)
        assert all(0 <= firing.delay_us <= now_us - began_us for firing in firings)
        await until(window, lambda: window.alerting.telling.banners.shown != ())
