"""The true offset and the true latency lie within the bound that is shown beside them.

Server and client read one machine clock here, so the truth is known.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from msgspec import Struct

from server.wire import Clock, Tick, monotonic_wall_clock
from tests.ticker_app.feeds.relay import relay_to
from tests.ticker_app.live import SYMBOLS, LiveServer, live_server
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Transport
from ticker_app.clock_probe import ClockProbe
from ticker_app.lane import Lane
from ticker_app.measures.clock_offset import ClockOffset

AHEAD_US = 5_000_000
LINKS = {"no detour": (0.0, 0.0), "slow way up": (0.04, 0.005), "slow way down": (0.005, 0.04)}
ROUNDS = 5

on_every_link = pytest.mark.parametrize("delays_s", LINKS.values(), ids=LINKS)


class Link(Struct, frozen=True, eq=False):
    """A server whose clock is 5 s ahead of ours, and the way to it."""

    server: LiveServer
    url: str
    clock: Clock


@asynccontextmanager
async def link_to_a_server_ahead(delays_s: tuple[float, float]) -> AsyncIterator[Link]:
    """The way up and the way down take as long as ``delays_s`` says."""
    clock = monotonic_wall_clock()
    up_s, down_s = delays_s
    async with (
        live_server(clock=lambda: clock() + AHEAD_US) as server,
        relay_to(server.port, up_delay_s=up_s, down_delay_s=down_s) as relay,
    ):
        yield Link(server, relay.url, clock)
        await relay.ended()


async def probed(link: Link) -> ClockOffset:
    """The offset after one series of exchanges."""
    offset, done = ClockOffset(), asyncio.Event()

    async def pause(_: float) -> None:
        done.set()
        await asyncio.Event().wait()

    probe = ClockProbe(link.url, clock=link.clock, offset=offset, sleep=pause)
    running = asyncio.create_task(probe.run())
    async with asyncio.timeout(10):
        await done.wait()
    await ended(running)
    return offset


async def ended(task: asyncio.Task[None]) -> None:
    """Cancel it and wait."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


class Listening:
    """A lane, and the true latencies of those ticks whose latency it measures.

    It does not measure what was published, as far as it can tell, before it was opened.
    """

    def __init__(self, link: Link, transport: Transport, offset: ClockOffset) -> None:
        self.latencies_us: list[int] = []
        self._link = link
        self._offset = offset
        self._opened_us: int | None = None
        self._heard: asyncio.Queue[Tick] = asyncio.Queue()
        self.lane = Lane(
            LaneChoice(transport, interval_s=0.1),
            link.url,
            clock=link.clock,
            offset=offset,
            hear=self._on_arrival,
            lose=pytest.fail,
            after=link.server.serving.parts.tape.cursor,
        )

    def _on_arrival(self, arrival: Arrival) -> None:
        if self._opened_us is None:
            self._opened_us = arrival.opened_us
        for tick in arrival.ticks:
            if self._offset.to_client_us(tick.time) >= self._opened_us:
                self.latencies_us.append(arrival.received_us - (tick.time - AHEAD_US))
            self._heard.put_nowait(tick)

    async def hear_all(self) -> None:
        """Let the lane hear a few rounds of ticks, each published once the last was heard."""
        running: asyncio.Task[None] = asyncio.create_task(self.lane.run())
        async with asyncio.timeout(20):
            for _ in range(ROUNDS):
                await self._hear_of(self._link.server.publish(*SYMBOLS))
        await ended(running)

    async def _hear_of(self, ticks: list[Tick]) -> None:
        while await self._heard.get() != ticks[-1]:
            pass


@on_every_link
async def test_the_true_offset_lies_within_its_bound(delays_s: tuple[float, float]) -> None:
    async with link_to_a_server_ahead(delays_s) as link:
        reading = (await probed(link)).reading()
    assert reading is not None
    assert abs(reading.offset_us - AHEAD_US) <= reading.bound_us


@on_every_link
@pytest.mark.parametrize("transport", Transport)
async def test_the_true_latency_lies_within_its_bound(
    delays_s: tuple[float, float], transport: Transport
) -> None:
    async with link_to_a_server_ahead(delays_s) as link:
        listening = Listening(link, transport, await probed(link))
        await listening.hear_all()
    figures = listening.lane.figures(link.clock(), None)
    assert figures.seen == len(listening.latencies_us) > 0
    assert figures.latency_p99_us is not None
    assert figures.latency_bound_us is not None
    # Of fewer than a hundred ticks p99 is the slowest one, and that is kept to the microsecond.
    assert abs(figures.latency_p99_us - max(listening.latencies_us)) <= figures.latency_bound_us
