"""Stamps at the socket's edge."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any

import httpcore
import pytest
from typing_extensions import override

from ticker_app.feeds import meter as metering
from ticker_app.feeds.meter import Meter, MeteredBackend
from ticker_app.measures.cost import Cost


def test_an_empty_write_does_not_stamp_a_request_late() -> None:
    meter = Meter(count(1).__next__, Cost())
    meter.on_write(120)
    meter.on_write(0)
    assert meter.written_us == 1


def test_the_end_of_a_connection_does_not_stamp_an_answer_late() -> None:
    meter = Meter(count(1).__next__, Cost())
    meter.on_read(120)
    meter.on_read(0)
    assert meter.read_us == 1


class SlowBackend(httpcore.AsyncMockBackend):
    """Opens a connection when told to, whoever has lost patience meanwhile."""

    def __init__(self) -> None:
        super().__init__([])
        self.asked, self.opens = asyncio.Event(), asyncio.Event()
        self.stream = httpcore.AsyncMockStream([])

    @override
    async def connect_tcp(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        self.asked.set()
        await self.opens.wait()
        return self.stream


async def is_closed(stream: httpcore.AsyncMockStream) -> bool:
    try:
        await stream.read(1)
    except httpcore.ReadError:
        return True
    return False


@pytest.mark.parametrize("in_time", [True, False])
async def test_a_connection_that_nobody_waits_for_is_closed(
    in_time: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = SlowBackend()
    if not in_time:
        monkeypatch.setattr(metering, "OPENING_S", 0.0)
    connecting = asyncio.create_task(
        MeteredBackend(Meter(lambda: 1, Cost()), backend).connect_tcp("desk", 8765)
    )
    await backend.asked.wait()
    connecting.cancel()
    if in_time:
        asyncio.get_running_loop().call_soon(backend.opens.set)
    with pytest.raises(asyncio.CancelledError):
        await connecting
    assert await is_closed(backend.stream) is in_time


async def test_one_that_is_told_to_end_twice_leaves_no_connection_either() -> None:
    backend = SlowBackend()
    connecting = asyncio.create_task(
        MeteredBackend(Meter(lambda: 1, Cost()), backend).connect_tcp("desk", 8765)
    )
    await backend.asked.wait()
    connecting.cancel()
    await asyncio.sleep(0)
    connecting.cancel()
    asyncio.get_running_loop().call_soon(backend.opens.set)
    with pytest.raises(asyncio.CancelledError):
        await connecting
    assert await is_closed(backend.stream)
