"""Readers of a WebSocket that stop, vanish or only seem to, and what becomes of them."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from server import wire
from server.limits import Limits
from tests.server.endpoints.conftest import Desk, Socket, closed


async def test_a_client_that_vanishes_leaves_nothing_behind(desk: Desk, socket: Socket) -> None:
    await socket.say(wire.Subscribe())
    await socket.hear()
    socket.connection.transport.abort()
    await desk.parts.gate.emptied()
    desk.publish("A")
    await socket.connection.wait_closed()


@pytest.mark.parametrize(
    "limits", [replace(Limits(), stalled_s=0.5, unsent_kernel_bytes=1024, close_s=30)]
)
async def test_a_reader_that_stops_is_closed_with_4008_and_the_others_miss_nothing(
    desk: Desk, socket: Socket
) -> None:
    other = await desk.socket()
    await other.hear()
    for each in (socket, other):
        await each.say(wire.Subscribe())
        await each.hear()
    socket.connection.transport.pause_reading()
    published = 0
    while not desk.parts.traffic.readers_cut:
        desk.publish("AB" * 500)
        published += 1000
        assert await other.hear_seqs(1000) == [*range(published - 999, published + 1)]
    socket.connection.transport.resume_reading()
    code, reason = await closed(socket)
    assert code == 4008
    assert "slow" in reason


@pytest.mark.parametrize(
    "limits", [replace(Limits(), stalled_s=0.5, unsent_kernel_bytes=1024, close_s=0.1)]
)
async def test_a_reader_that_stops_for_good_is_cut_off(desk: Desk, socket: Socket) -> None:
    await socket.say(wire.Subscribe())
    await socket.hear()
    socket.connection.transport.pause_reading()
    while not desk.parts.traffic.readers_cut:
        desk.publish("AB" * 500)
        await asyncio.sleep(0)
    await desk.parts.gate.emptied()
    socket.connection.transport.abort()
    await socket.connection.wait_closed()


@pytest.mark.parametrize("limits", [replace(Limits(), ping_s=0.25, stalled_s=0.25, close_s=0.1)])
async def test_who_reads_nothing_of_the_little_there_is_is_closed(
    desk: Desk, socket: Socket
) -> None:
    await socket.say(wire.Subscribe(["A"]))
    await socket.hear()
    socket.connection.transport.pause_reading()
    # Without a tick: there is room for an hour of heartbeats on the way.
    await desk.parts.gate.emptied()
    assert desk.parts.traffic.readers_cut == 1
    socket.connection.transport.resume_reading()
    code, reason = await closed(socket)
    assert code == 4008
    assert "no ping" in reason


@pytest.mark.parametrize(
    "limits", [replace(Limits(), ping_s=0, heartbeat_s=0.25, messages_per_s=0.1)]
)
async def test_answers_to_pings_count_as_no_messages(socket: Socket) -> None:
    for _ in range(4):  # each with the ping of the same sweep
        assert isinstance(await socket.hear(), wire.Heartbeat)
    await socket.say(wire.Ping(1))
    assert isinstance(await socket.hear(), wire.Pong)
