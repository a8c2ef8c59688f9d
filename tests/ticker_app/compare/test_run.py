"""One run of a comparison against the real server in this loop."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from server.wire import monotonic_wall_clock
from tests.ticker_app.fakes import raw_server
from tests.ticker_app.live import live_server
from ticker_app.choice import parse_lane
from ticker_app.compare import run as compare_run
from ticker_app.compare.run import CompareRun, NothingMeasuredError
from ticker_app.compare.server_cost import ServerStats, spent


class Running:
    """A run, what it showed and what it told."""

    def __init__(self, url: str, *lanes: str, for_s: float) -> None:
        self.shown: list[str] = []
        self.told: list[str] = []
        self.stop = asyncio.Event()
        self.measuring = asyncio.Event()
        self.lost = asyncio.Event()
        self.run = CompareRun(
            url,
            [parse_lane(name) for name in lanes],
            for_s,
            clock=monotonic_wall_clock(),
            stop=self.stop,
            show=self._show,
            tell=self._tell,
        )

    def _tell(self, sentence: str) -> None:
        self.told.append(sentence)
        if sentence.startswith("sse: "):
            self.lost.set()

    def _show(self, text: str) -> None:
        self.shown.append(text)
        if text.startswith("measuring"):
            self.measuring.set()


async def test_a_run_measures_for_its_time_and_leaves_nothing_open() -> None:
    async with live_server() as server:
        server.publish("ACME", "BOLT", "CORE")
        running = Running(server.url, "websocket", "poll:0.1", for_s=0.3)
        outcome = await running.run.run()
        await server.deserted()
    assert [lane.name for lane in outcome.lanes] == ["websocket", "poll:0.1"]
    assert outcome.seconds >= 0.3
    assert not outcome.was_cut_short
    assert outcome.symbols == ("ACME", "BOLT", "CORE")
    assert outcome.server_cost is not None
    assert running.shown[0] == "warming up 2 lanes"
    assert running.shown[-1].startswith("measuring 0 of 0.3 s · websocket ")


async def test_a_run_that_is_stopped_says_what_it_has() -> None:
    async with live_server() as server:
        server.publish("ACME")
        running = Running(server.url, "sse", for_s=600)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(running.run.run())
            await running.measuring.wait()
            running.stop.set()
    outcome = task.result()
    assert outcome.was_cut_short
    assert outcome.seconds < 600


async def test_stopped_while_warming_up_there_is_nothing() -> None:
    async with live_server() as server:
        running = Running(server.url, "sse", for_s=600)
        running.stop.set()
        with pytest.raises(NothingMeasuredError, match="before anything was measured"):
            await running.run.run()


async def test_a_server_that_cannot_be_read_is_told_in_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compare_run, "WARM_UP_S", 0.2)
    async with raw_server(b"") as url:
        pass
    running = Running(url, "sse", for_s=600)
    with pytest.raises(NothingMeasuredError, match="refuses connections"):
        await running.run.run()


async def test_a_server_that_goes_away_ends_with_what_was_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compare_run, "SETTLE_S", 0.1)
    async with AsyncExitStack() as serving:
        server = await serving.enter_async_context(live_server())
        server.publish("ACME")
        running = Running(server.url, "sse", for_s=600)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(running.run.run())
            await running.measuring.wait()
            await serving.aclose()
            await running.lost.wait()
            running.stop.set()
    assert task.result().server_cost is None
    assert any(said.startswith("What was published last is not known") for said in running.told)


def test_a_server_that_began_anew_has_no_cost_to_tell() -> None:
    before = ServerStats(1.0, 5, 100, 100, 1_000, 10, 1, uptime_s=10.0)
    after = ServerStats(1.5, 6, 150, 120, 4_000, 30, 2, uptime_s=12.0)
    cost = spent(before, after)
    assert cost is not None
    assert (cost.seconds, cost.cpu_s, cost.bytes_sent, cost.resident_bytes) == (2, 0.5, 3_000, 6)
    assert spent(after, before) is None
