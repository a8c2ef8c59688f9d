"""A lane whose transport is blocked, or whose server is down: the two are not the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from server.wire import monotonic_wall_clock
from tests.ticker_app.fakes import raw_server
from tests.ticker_app.listening import beside
from tests.ticker_app.live import LiveServer, live_server
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.faults.plan import Faults
from ticker_app.faults.proxy import FaultDesk
from ticker_app.lane import Lane
from ticker_app.measures.clock_offset import ClockOffset

BLOCKED = Faults(blocks_websocket=True)


class Watched:
    """A lane and what it told."""

    def __init__(self, url: str, choice: LaneChoice | None = None) -> None:
        self.arrivals: list[Arrival] = []
        self.falls: list[str | None] = []
        self.lost: list[str] = []
        self._news = asyncio.Event()
        self.lane = Lane(
            choice or LaneChoice(),
            url,
            clock=monotonic_wall_clock(),
            offset=ClockOffset(),
            hear=self._hear,
            lose=self._lose,
            fall=self.falls.append,
            jitter=lambda: 0.0,
        )

    def _hear(self, arrival: Arrival) -> None:
        self.arrivals.append(arrival)
        self._news.set()

    def _lose(self, sentence: str) -> None:
        self.lost.append(sentence)
        self._news.set()

    async def until(self, reached: Callable[[], object]) -> None:
        """Returns once it holds; looked at after every arrival and loss."""
        async with asyncio.timeout(10):
            while not reached():
                self._news.clear()
                await self._news.wait()


@asynccontextmanager
async def running(watched: Watched) -> AsyncIterator[Watched]:
    async with beside(watched.lane):
        yield watched


@asynccontextmanager
async def behind_a_desk() -> AsyncIterator[tuple[LiveServer, FaultDesk]]:
    async with live_server() as server, FaultDesk(server.url).serving() as desk:
        yield server, desk


async def test_where_websocket_is_blocked_events_come_and_that_is_said() -> None:
    async with behind_a_desk() as (server, desk):
        desk.set(BLOCKED)
        async with running(Watched(desk.url)) as watched:
            await watched.until(lambda: watched.arrivals)
            assert watched.lane.spoken.transport is Transport.SSE
            assert watched.lane.choice.transport is Transport.WEBSOCKET
            (sentence,) = watched.falls
            assert sentence is not None
            assert "prices come by Server-Sent Events instead" in sentence
            assert watched.lost == []
            (published,) = server.publish("ACME")
            await watched.until(lambda: watched.arrivals[-1].ticks)
            assert watched.arrivals[-1].ticks == [published]


async def test_websocket_is_taken_again_and_nothing_is_lost_between() -> None:
    async with behind_a_desk() as (server, desk):
        desk.set(BLOCKED)
        async with running(Watched(desk.url)) as watched:
            await watched.until(lambda: watched.arrivals)
            desk.set(Faults())
            watched.lane.hurry()
            (published,) = server.publish("ACME")
            await watched.until(lambda: watched.lane.spoken == watched.lane.choice)
            await watched.until(lambda: watched.arrivals[-1].ticks)
            assert watched.arrivals[-1].ticks == [published]
            assert watched.falls[1:] == [None]
            assert all(arrival.complete for arrival in watched.arrivals)


async def test_told_that_the_way_is_free_websocket_is_taken_again_with_the_next_news() -> None:
    async with behind_a_desk() as (server, desk):
        desk.set(BLOCKED)
        async with running(Watched(desk.url)) as watched:
            await watched.until(lambda: watched.arrivals)
            desk.set(Faults())
            watched.lane.retry()
            published = [server.publish("ACME")[0]]
            await watched.until(lambda: watched.lane.spoken == watched.lane.choice)
            published += server.publish("ACME")
            await watched.until(lambda: watched.falls[1:] == [None])
            await watched.until(lambda: watched.arrivals[-1].ticks[-1:] == published[-1:])
            heard = [tick for arrival in watched.arrivals for tick in arrival.ticks]
            assert heard == published
            assert watched.lost == []


async def test_a_try_in_vain_goes_back_to_what_worked() -> None:
    async with behind_a_desk() as (_, desk):
        desk.set(BLOCKED)
        async with running(Watched(desk.url)) as watched:
            await watched.until(lambda: watched.arrivals)
            before = len(watched.arrivals)
            watched.lane.hurry()
            await watched.until(lambda: len(watched.arrivals) > before)
            assert watched.lane.spoken.transport is Transport.SSE
            assert desk.counts.blocked == 2
            assert len(watched.falls) == 1


async def test_a_server_that_is_down_is_no_reason_to_fall() -> None:
    async with behind_a_desk() as (_, desk):
        desk.set(Faults(refuses=True))
        async with running(Watched(desk.url)) as watched:
            await watched.until(lambda: len(watched.lost) >= 5)
            assert watched.lane.spoken == watched.lane.choice
            desk.set(Faults())
            await watched.until(lambda: watched.arrivals)
            assert watched.lane.spoken == watched.lane.choice
            assert watched.falls == []


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_that_is_busy_is_no_reason_to_fall(status: int) -> None:
    async with behind_a_desk() as (_, desk):
        desk.set(Faults(answer=status, retry_after_s=0))
        async with running(Watched(desk.url)) as watched:
            await watched.until(lambda: len(watched.lost) >= 3)
            assert watched.lane.spoken == watched.lane.choice
            assert watched.falls == []


async def test_something_else_on_the_port_is_tried_in_every_way_and_told() -> None:
    other = raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    async with other as url, running(Watched(url)) as watched:
        await watched.until(lambda: watched.lost)
        assert "not as a Live Ticker server" in watched.lost[0]
        assert watched.falls == []
        assert watched.lane.cost.requests >= 3


async def test_a_transport_that_is_swallowed_without_a_word_is_blocked() -> None:
    async with swallowing() as url, running(Watched(url)) as watched:
        await watched.until(lambda: len(watched.lost) >= 1)
        await watched.until(lambda: watched.lane.spoken.transport is not Transport.WEBSOCKET)
        assert len(watched.lost) <= 2


async def test_a_server_that_comes_and_goes_is_no_reason_to_fall() -> None:
    async with swallowing(comes_and_goes=True) as url, running(Watched(url)) as watched:
        await watched.until(lambda: len(watched.lost) >= 4)
        assert watched.lane.spoken == watched.lane.choice
        assert watched.falls == []


async def test_a_poll_never_falls() -> None:
    polled = LaneChoice(Transport.POLL, 0.1)
    async with swallowing() as url, running(Watched(url, polled)) as watched:
        await watched.until(lambda: len(watched.lost) >= 3)
        assert watched.lane.spoken.mode is Mode.PULL
        assert watched.falls == []


@asynccontextmanager
async def swallowing(*, comes_and_goes: bool = False) -> AsyncIterator[str]:
    """A server that answers the time, and ends every other connection without a word.

    comes_and_goes: it answers the time only after such an end, as if it were back just then.
    """
    asked = [b""]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        before, request = (b"/v1/time" in one for one in asked[-2:])
        if request and not (comes_and_goes and before):
            body = b'{"received":1,"sent":1}'
            head = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(b"HTTP/1.1 200 OK\r\n" + head.encode() + body)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
