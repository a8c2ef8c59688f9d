"""Asking a server what time it has."""

from __future__ import annotations

import asyncio

import pytest
from typing_extensions import override

from server.wire import Clock, monotonic_wall_clock
from tests.ticker_app.fakes import raw_server
from tests.ticker_app.live import live_server
from ticker_app.clock_probe import PERIOD_S, ClockProbe
from ticker_app.measures.clock_offset import KEPT_EXCHANGES, ClockOffset, ClockReading


class Counted(ClockOffset):
    """Counts the exchanges it was given."""

    exchanges = 0

    @override
    def exchange(self, t1: int, t2: int, t3: int, t4: int) -> None:
        super().exchange(t1, t2, t3, t4)
        self.exchanges += 1


class Probing:
    """Runs a probe until it has slept so often."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self.offset = Counted()
        self.slept: list[float] = []
        self.enough = asyncio.Event()
        self.most = 1
        self.probe = ClockProbe(
            url,
            clock=clock or monotonic_wall_clock(),
            offset=self.offset,
            sleep=self.sleep,
        )

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if len(self.slept) >= self.most:
            self.enough.set()
            await asyncio.Event().wait()

    async def until_slept(self, times: int) -> None:
        self.most = times
        running = asyncio.create_task(self.probe.run())
        async with asyncio.timeout(5):
            await self.enough.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def test_it_asks_in_quick_series_with_a_pause_between() -> None:
    async with live_server() as server:
        probing = Probing(server.url)
        await probing.until_slept(3)
        await server.deserted()
    assert probing.slept == [PERIOD_S] * 3
    assert probing.offset.exchanges == 3 * KEPT_EXCHANGES


async def test_the_offset_to_a_server_with_our_own_clock_is_nothing_within_its_bound() -> None:
    async with live_server() as server:
        probing = Probing(server.url, server.serving.parts.clock)
        await probing.until_slept(1)
    reading = probing.offset.reading()
    assert isinstance(reading, ClockReading)
    assert abs(reading.offset_us) <= reading.bound_us


async def test_a_server_that_cannot_be_reached_is_tried_again_later() -> None:
    async with raw_server(b"") as url:
        pass
    probing = Probing(url)
    await probing.until_slept(2)
    assert probing.probe.tried.is_set()
    assert probing.offset.reading() is None
