"""One lane after the other."""

from __future__ import annotations

import asyncio

from server.wire import monotonic_wall_clock
from tests.ticker_app.fakes import FakeClock, tick
from tests.ticker_app.live import live_server
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.health import State
from ticker_app.lanes import Lanes
from ticker_app.measures.clock_offset import ClockOffset
from ticker_app.series import Published

POLL = LaneChoice(Transport.POLL, 0.1)


class Heard:
    """What the lanes told."""

    def __init__(self) -> None:
        self.arrivals: asyncio.Queue[tuple[LaneChoice, Arrival]] = asyncio.Queue()
        self.begun = 0

    def hear(self, choice: LaneChoice, arrival: Arrival) -> None:
        self.arrivals.put_nowait((choice, arrival))

    def begin(self) -> None:
        self.begun += 1

    async def next_of(self, choice: LaneChoice) -> Arrival:
        """The next arrival of a lane of this choice."""
        async with asyncio.timeout(5):
            while True:
                by, arrival = await self.arrivals.get()
                if by == choice:
                    return arrival


def lanes_to(url: str, heard: Heard) -> Lanes:
    return Lanes(
        url,
        LaneChoice(),
        clock=monotonic_wall_clock(),
        offset=ClockOffset(),
        hear=heard.hear,
        lose=lambda _: None,
        begin=heard.begin,
    )


def test_before_the_first_lane_there_is_nothing_to_measure() -> None:
    lanes = lanes_to("http://127.0.0.1:1", Heard())
    lanes.seed([tick(1)], 0)
    lanes.publish([Published(tick(1), 0)], 0)
    assert lanes.health(FakeClock()()).state is State.CONNECTING
    assert lanes.figures(Mode.PUSH, 0, None) is None
    assert (lanes.running, lanes.cursor, lanes.is_new) == (None, None, True)


async def test_the_next_lane_continues_where_the_last_one_stopped() -> None:
    heard = Heard()
    async with live_server() as server:
        lanes = lanes_to(server.url, heard)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(lanes.run(lambda: "ACME"))
            await heard.next_of(LaneChoice())
            assert lanes.running is not None
            assert lanes.running.choice == LaneChoice()
            server.publish("ACME")
            while not (await heard.next_of(LaneChoice())).ticks:
                continue
            server.publish("BOLT")
            lanes.choose(POLL)
            arrival = await heard.next_of(POLL)
            assert [one.symbol for one in arrival.ticks] in (["BOLT"], [])
            assert lanes.cursor == arrival.cursor
            pushed = lanes.figures(Mode.PUSH, 0, "ACME")
            assert pushed is not None
            assert pushed.choice == LaneChoice()
            assert heard.begun == 2
            assert not lanes.is_new
            running.cancel()
    assert lanes.figures(Mode.PUSH, 0, "ACME") is pushed


async def test_reconnecting_opens_another_connection_and_loses_nothing() -> None:
    heard = Heard()
    async with live_server() as server:
        lanes = lanes_to(server.url, heard)
        lanes.reconnect()
        async with asyncio.TaskGroup() as group:
            running = group.create_task(lanes.run(lambda: "ACME"))
            before = await heard.next_of(LaneChoice())
            assert lanes.running is not None
            lanes.reconnect()
            (published,) = server.publish("ACME")
            while not (arrival := await heard.next_of(LaneChoice())).ticks:
                continue
            assert arrival.ticks == [published]
            assert arrival.opened_us > before.opened_us
            assert lanes.running.cost.requests == 2
            running.cancel()
