"""The fault desk of a window, between its lanes and the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from server.access import Access
from server.app import serving
from server.tls import tls_context
from tests.certificates import AUTHORITY, CERT, KEY
from tests.ticker_app.faults.echo import echo_server
from tests.ticker_app.feeds.hearing import hearing
from tests.ticker_app.live import ByHand
from ticker_app.choice import Transport
from ticker_app.fault_stand import FaultStand
from ticker_app.faults.plan import Every, Faults, Way
from ticker_app.faults.presets import PRESETS
from ticker_app.feeds.address import ServerAddress, ServerKey, place_of
from ticker_app.server_key import believing

SERVER = "http://127.0.0.1:1"
BLOCKED = Faults(blocks_websocket=True)


class Routed:
    """By which addresses lanes were sent."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self._news = asyncio.Event()

    def __call__(self, url: str) -> None:
        self.urls.append(url)
        self._news.set()

    async def times(self, count: int) -> None:
        """Returns once lanes were sent so often."""
        async with asyncio.timeout(5):
            while len(self.urls) < count:
                self._news.clear()
                await self._news.wait()


@asynccontextmanager
async def standing(stand: FaultStand) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(stand.run())
        yield
        task.cancel()


async def settled(stand: FaultStand) -> None:
    """Returns once faults are let loose."""
    async with asyncio.timeout(5):
        # The stand tells nobody.
        while stand.counts is None:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_lanes_go_through_the_desk_while_it_is_open() -> None:
    routed, beside = Routed(), Routed()
    stand = FaultStand(SERVER, [routed, beside], settle_s=0)
    async with standing(stand):
        assert stand.counts is None
        stand.open()
        await routed.times(1)
        assert routed.urls[0] not in {SERVER, ""}
        assert place_of(routed.urls[0]) == "127.0.0.1:1 (through the fault desk)"
        assert beside.urls == routed.urls
        await settled(stand)
        stand.close()
        await routed.times(2)
    assert routed.urls[1] == SERVER
    assert not stand.is_open


async def test_a_fault_opens_it_and_closing_ends_the_fault() -> None:
    routed = Routed()
    stand = FaultStand(SERVER, [routed], settle_s=0)
    async with standing(stand):
        stand.set(BLOCKED)
        await settled(stand)
        assert list(stand.said)[1:] == ["WebSocket is blocked", "cut 0 connections"]
        stand.set(Faults())
        assert list(stand.said)[-2] == "all is well"
        stand.set(BLOCKED)
        stand.close()
        assert stand.faults == Faults()
        await routed.times(2)


@pytest.mark.parametrize(
    ("faults", "times"),
    [
        (Faults(refuses=True), 1),
        (Faults(answer=503), 1),
        (Faults(silent_after_s=0), 1),
        (Faults(restart_every=Every(9, 9)), 1),
        (BLOCKED, 1),
        (Faults(down=Way(delay_ms=5)), 0),
        (Faults(silent_after_s=9), 0),
        (Faults(cut_every=Every(9, 9)), 0),
    ],
)
async def test_lanes_hear_that_the_way_is_free_again_where_it_was_not(
    faults: Faults, times: int
) -> None:
    retried: list[str] = []
    stand = FaultStand(SERVER, [], retries=[lambda: retried.append("now")], settle_s=0)
    async with standing(stand):
        stand.set(faults)
        await settled(stand)
        assert retried == []
        stand.set(Faults())
        assert retried == ["now"] * times
        assert any("lanes are told" in line for line in stand.said) is bool(times)


async def test_lanes_are_not_told_while_something_else_keeps_them_away() -> None:
    retried: list[str] = []
    stand = FaultStand(SERVER, [], retries=[lambda: retried.append("now")], settle_s=0)
    async with standing(stand):
        stand.set(Faults(refuses=True))
        await settled(stand)
        stand.set(Faults(refuses=True, down=Way(delay_ms=5)))
        stand.set(Faults(refuses=True, answer=503))
        assert retried == []


async def test_the_end_of_the_window_ends_it() -> None:
    routed = Routed()
    stand = FaultStand(SERVER, [routed], settle_s=0)
    async with standing(stand):
        stand.open()
        await routed.times(1)
    assert routed.urls[1:] == [SERVER]


async def test_a_server_of_ours_is_restarted_another_only_seems_so() -> None:
    restarts: list[str] = []
    ours = FaultStand(SERVER, [], restart=lambda: restarts.append("now"))
    ours.restart_server()
    assert (restarts, list(ours.said)) == (["now"], ["the server restarts"])
    routed = Routed()
    async with echo_server() as echo:
        others = FaultStand(echo.url, [routed], settle_s=0)
        others.cut()
        others.restart_server()
        assert not others.said
        async with standing(others):
            others.open()
            await settled(others)
            others.restart_server()
            others.cut()
            said = list(others.said)[1:]
            assert said == ["restarting, cut 0 connections", "cut 0 connections"]
    assert ours.restarts_really
    assert not others.restarts_really


def test_the_first_preset_ends_all_others() -> None:
    assert PRESETS[0].faults.are_none()
    assert not any(preset.faults.are_none() for preset in PRESETS[1:])
    assert len({preset.name for preset in PRESETS}) == len(PRESETS)


async def test_lanes_reach_a_locked_server_through_it_with_the_key_of_the_window() -> None:
    routed = Routed()
    async with serving(
        ByHand(),
        host="127.0.0.1",
        port=0,
        retain=10,
        access=Access(token="s3cret"),
        tls=tls_context(CERT, KEY),
    ) as locked:
        key = ServerKey("s3cret", believing(AUTHORITY))
        stand = FaultStand(ServerAddress(locked.url, key), [routed], settle_s=0)
        async with standing(stand):
            stand.open()
            await routed.times(1)
            for transport in Transport:
                async with hearing(transport, routed.urls[0]) as heard:
                    await heard.connected()
