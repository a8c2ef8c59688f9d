"""Alerts at work, against the real server on push and on poll."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from server.wire import Tick, monotonic_wall_clock
from tests.ticker_app.live import LiveServer, live_server
from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.book import NO_ALERTS, AlertSettings
from ticker_app.alerts.firing import Firing, Unseen
from ticker_app.alerts.watch import Standing
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.missed_reading import Stretch
from ticker_app.session import Session

PUSH = LaneChoice()
POLL = LaneChoice(Transport.POLL, 0.1)
CHOICES = [POLL, *(LaneChoice(name) for name in Transport if name is not Transport.POLL)]
PATIENCE_S = 15.0
ABOVE = Alert("ACME", Condition.ABOVE, 150.0)


class Watched:
    """A session with its alerts, whose deliveries and readings a test can wait for."""

    def __init__(self, url: str, choice: LaneChoice, kept: AlertSettings) -> None:
        self.session = Session(url, choice, clock=monotonic_wall_clock())
        self.desk = AlertDesk(self.session, kept, sleep=self._sleep)
        self.told: list[Firing] = []
        self.desk.fired.append(self.told.append)
        self._changed = asyncio.Event()
        self.session.listeners.append(lambda _, __: self._changed.set())

    async def _sleep(self, seconds: float) -> None:
        self._changed.set()
        await asyncio.sleep(0)

    async def until(self, reached: Callable[[], object]) -> None:
        """Returns once ``reached`` holds; looked at after every delivery and reading."""
        async with asyncio.timeout(PATIENCE_S):
            while not reached():
                self._changed.clear()
                await self._changed.wait()

    async def delivered(self, tick: Tick) -> None:
        """Returns once this was delivered."""
        await self.until(lambda: self.shown(tick.symbol) == tick)

    def shown(self, symbol: str) -> Tick | None:
        """The tick on the screen."""
        quote = self.session.quotes.get(symbol)
        return None if quote is None else quote.tick

    @property
    def firing(self) -> Firing:
        """The only one in the log."""
        (firing,) = (entry for entry in self.desk.log.entries if isinstance(entry, Firing))
        return firing


@asynccontextmanager
async def watching(
    url: str, choice: LaneChoice = PUSH, kept: AlertSettings = NO_ALERTS
) -> AsyncIterator[Watched]:
    watched = Watched(url, choice, kept)
    async with asyncio.TaskGroup() as group:
        parts = (watched.session, watched.desk)
        running = [group.create_task(part.run()) for part in parts]
        yield watched
        for task in running:
            task.cancel()


async def begun(server: LiveServer, watched: Watched, price: float = 100.0) -> None:
    """A first price of ACME is on the screen."""
    (first,) = server.publish_prices("ACME", price)
    await watched.delivered(first)
    # The picture may have brought it; the lane is there once it brings another one.
    (second,) = server.publish_prices("ACME", price)
    await watched.delivered(second)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.transport)
async def test_an_alert_fires_when_the_lane_brings_the_price(choice: LaneChoice) -> None:
    async with live_server() as server, watching(server.url, choice) as watched:
        await begun(server, watched)
        alert = watched.desk.put(ABOVE)
        before_us = watched.session.clock()
        (news,) = server.publish_prices("ACME", 151.0)
        await watched.until(lambda: watched.told)
        (firing,) = watched.told
        assert watched.desk.log.entries == (firing,)
        assert (firing.alert, firing.price, firing.choice) == (alert, news.price, choice)
        assert 0 <= firing.delay_us <= watched.session.clock() - before_us
        assert firing.is_exact
        assert not firing.was_waiting


async def test_a_poll_that_missed_the_crossing_tick_learns_how_late_it_was() -> None:
    async with live_server() as server, watching(server.url, POLL) as watched:
        await begun(server, watched)
        watched.desk.put(ABOVE)
        crossing, _, newest = server.publish_prices("ACME", 151.0, 152.0, 153.0)
        await watched.until(lambda: watched.told)
        assert not watched.told[0].is_exact
        assert watched.told[0].price == newest.price
        await watched.until(lambda: watched.firing.is_exact)
        assert watched.firing.first_us == watched.session.to_client_us(crossing.time)
        assert watched.firing.was_missed
        assert watched.desk.reading.cost.requests == 1
        figures = watched.session.figures(Mode.PULL, watched.session.clock())
        assert figures is not None
        assert (figures.seen, figures.missed) == (2, 2)


async def test_a_crossing_that_no_poll_saw_is_found_and_not_told() -> None:
    async with live_server() as server, watching(server.url, POLL) as watched:
        await begun(server, watched)
        watched.desk.put(ABOVE)
        server.publish_prices("ACME", 151.0, 100.0)
        await watched.until(lambda: watched.desk.log.entries)
        (entry,) = watched.desk.log.entries
        assert isinstance(entry, Unseen)
        assert (entry.times, entry.price, entry.choice) == (1, 151.0, POLL)
        assert watched.told == []


async def test_without_the_reference_reading_nothing_more_is_learnt() -> None:
    async with live_server() as server, watching(server.url, POLL) as watched:
        await begun(server, watched)
        watched.session.set_reference(False)
        watched.desk.put(ABOVE)
        server.publish_prices("ACME", 151.0, 152.0)
        await watched.until(lambda: watched.told)
        (news,) = server.publish_prices("ACME", 153.0)
        await watched.delivered(news)
        assert not watched.firing.is_exact
        assert watched.desk.reading.cost.requests == 0


async def test_what_the_tape_has_forgotten_is_never_known() -> None:
    async with live_server(retain=2) as server, watching(server.url, POLL) as watched:
        await begun(server, watched)
        watched.desk.put(ABOVE)
        server.publish_prices("ACME", *[151.0] * 5)
        await watched.until(lambda: watched.desk.reading.cost.requests)
        await watched.until(lambda: watched.desk.is_settled)
        assert not watched.firing.is_exact


async def test_an_alert_of_any_symbol_fires() -> None:
    async with live_server() as server, watching(server.url) as watched:
        await begun(server, watched)
        watched.desk.put(Alert("CORE", Condition.CROSSING, 150.0))
        server.publish_prices("CORE", 149.0)
        server.publish_prices("CORE", 151.0)
        await watched.until(lambda: watched.told)
        assert watched.told[0].alert.symbol == "CORE"


async def test_an_alert_made_now_begins_with_the_price_on_the_screen() -> None:
    async with live_server() as server, watching(server.url) as watched:
        await begun(server, watched)
        alert = watched.desk.put(ABOVE)
        assert watched.desk.book.standing(alert.id) is Standing.ARMED
        above = watched.desk.put(Alert("ACME", Condition.ABOVE, 50.0))
        assert watched.desk.book.standing(above.id) is Standing.BEYOND


async def test_an_alert_that_was_kept_begins_with_the_price_on_the_screen() -> None:
    kept = AlertSettings((Alert("ACME", Condition.ABOVE, 150.0, id=1),))
    async with live_server() as server:
        server.publish_prices("ACME", 100.0)
        async with watching(server.url, PUSH, kept) as watched:
            await watched.until(lambda: watched.shown("ACME"))
            server.publish_prices("ACME", 151.0)
            await watched.until(lambda: watched.told)


@pytest.mark.parametrize("choice", [PUSH, POLL], ids=lambda choice: choice.mode)
async def test_what_crossed_while_the_app_was_closed_is_told_once(choice: LaneChoice) -> None:
    async with live_server() as server:
        async with watching(server.url, choice) as watched:
            await begun(server, watched)
            watched.desk.put(ABOVE)
            (seen,) = server.publish_prices("ACME", 101.0)
            await watched.delivered(seen)
            kept = watched.desk.book.kept()
        server.publish_prices("ACME", 151.0, 152.0)
        async with watching(server.url, choice, kept) as watched:
            await watched.until(lambda: watched.session.symbols)
            server.publish_prices("ACME", 153.0)
            await watched.until(lambda: watched.told and watched.firing.is_exact)
            assert watched.firing.was_waiting
            (summary,) = watched.desk.log.summaries()
            assert summary.fired == 0


async def test_a_quote_of_an_earlier_tape_hides_nothing_of_the_next() -> None:
    async with AsyncExitStack() as first_life:
        first = await first_life.enter_async_context(live_server())
        async with watching(first.url) as watched:
            await begun(first, watched)
            first.publish_prices("BOLT", *[1.0] * 9)
            (newest,) = first.publish_prices("ACME", 101.0)
            await watched.delivered(newest)
            await first_life.aclose()
            async with live_server(port=first.port) as second:
                (news,) = second.publish_prices("BOLT", 1.0)
                await watched.delivered(news)
                alert = watched.desk.put(ABOVE)
                assert watched.desk.book.standing(alert.id) is Standing.NO_PRICE_YET
                for price in (149.0, 151.0):
                    second.publish_prices("ACME", price)
                await watched.until(lambda: watched.told)


async def test_a_gap_that_is_found_while_another_is_read_waits_for_its_own_reading() -> None:
    async with live_server() as server, watching(server.url, POLL) as watched:
        await begun(server, watched)
        watched.desk.put(ABOVE)
        server.publish_prices("ACME", 151.0, 152.0)
        await watched.until(lambda: watched.told)
        epoch = server.serving.parts.tape.epoch
        watched.desk._on_read(Stretch(frozenset({"BOLT"}), epoch, 0, 99), [])
        await watched.until(lambda: watched.firing.is_exact)


def test_alerts_are_switched_moved_and_removed() -> None:
    session = Session("http://127.0.0.1:1", PUSH, clock=lambda: 0)
    desk = AlertDesk(session)
    alert = desk.put(ABOVE)
    revision = desk.book.revision
    desk.enable(alert.id, on=True)
    desk.enable(77, on=True)
    desk.move(77, 1.0)
    assert desk.book.revision == revision
    desk.enable(alert.id, on=False)
    desk.move(alert.id, 151.0)
    (moved,) = desk.book.alerts
    assert (moved.enabled, moved.level) == (False, 151.0)
    desk.remove(alert.id)
    assert desk.book.alerts == ()
