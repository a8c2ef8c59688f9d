"""Lanes side by side against a server that goes away, begins anew or forgets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from tests.ticker_app.compare.compared import Comparing, comparing, warm
from tests.ticker_app.live import SYMBOLS, live_server


@asynccontextmanager
async def left_alone(lane: str) -> AsyncIterator[tuple[Comparing, int]]:
    """A comparison of one lane that measures, whose server has gone; and the port it had."""
    async with AsyncExitStack() as first:
        server = await first.enter_async_context(live_server())
        server.publish("ACME")
        async with comparing(server.url, lane) as running:
            await warm(running)
            running.comparison.begin()
            await first.aclose()
            yield running, server.port


async def test_a_server_that_began_anew_is_told_and_counting_goes_on() -> None:
    async with left_alone("poll:0.1") as (running, port), live_server(port=port) as again:
        again.publish("ACME", "ACME")
        await running.until(lambda: running.seen(running.lanes[0]) == 2)
        figures = running.lanes[0].figures(await running.end())
    assert figures is not None
    assert (figures.seen, figures.missed) == (2, 0)
    assert any("began anew" in sentence for sentence in running.told)


async def test_an_older_copy_of_the_tape_is_told_and_all_is_measured_anew(tmp_path: Path) -> None:
    file, copy = tmp_path / "tape", tmp_path / "copy"
    async with live_server(journal=file) as server:
        server.publish(*SYMBOLS)
    copy.write_bytes(file.read_bytes())
    async with AsyncExitStack() as first:
        server = await first.enter_async_context(live_server(journal=file))
        server.publish(*["ACME"] * 9)
        async with comparing(server.url, "poll:0.1", "websocket") as running:
            await warm(running)
            running.comparison.begin()
            began_us = running.comparison.began_us
            await first.aclose()
            file.write_bytes(copy.read_bytes())
            async with live_server(port=server.port, journal=file) as again:
                again.publish("ACME")
                await running.until(lambda: running.comparison.began_us != began_us)
                lanes = running.lanes
                await running.until(lambda: all(lane.breaks().holes for lane in lanes))
                again.publish("ACME", "BOLT")
                await running.until(lambda: [running.seen(lane) for lane in lanes] == [2, 2])
                known = running.comparison.published("ACME")
    assert any("older copy" in sentence for sentence in running.told)
    assert [one.count for one in known] == [1, 2, 3]


async def test_a_lane_that_fails_is_told_and_comes_back() -> None:
    async with left_alone("sse") as (running, port):
        await running.heard(lambda: any(said.startswith("sse: ") for said in running.told))
        assert running.lanes[0].trouble
        async with live_server(port=port) as again:
            again.publish("ACME")
            await running.until(lambda: running.seen(running.lanes[0]) == 1)
            assert running.lanes[0].trouble == ""


async def test_a_tape_that_forgot_what_was_not_read_yet_is_told() -> None:
    async with live_server(retain=2) as server, comparing(server.url, "websocket") as running:
        await warm(running)
        server.publish(*["ACME"] * 9)
        await running.until(lambda: running.told)
    assert "too few ticks" in running.told[0]
