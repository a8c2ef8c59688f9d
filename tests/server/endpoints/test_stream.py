"""Server-Sent Events, as a reader of the raw bytes sees them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from msgspec.structs import replace

from server import wire
from server.limits import Limits
from tests.server.endpoints.conftest import Desk
from tests.server.turns import until


class Events:
    """Reads events; comments are kept apart."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()
        self.comments: list[str] = []

    async def next(self) -> dict[str, str]:
        """The fields of the next event."""
        fields: dict[str, str] = {}
        async for line in self._lines:
            if line.startswith(":"):
                self.comments.append(line)
            elif line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields:
                return fields
        raise EOFError

    async def next_seqs(self) -> list[int]:
        event = await self.next()
        assert event["event"] == "ticks"
        return [tick.seq for tick in wire.decode_ticks(event["data"])]


@asynccontextmanager
async def events(http: httpx.AsyncClient, path: str, **headers: str) -> AsyncIterator[Events]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with http.stream("GET", path, headers=named) as response:
        yield Events(response)


async def subscribed(desk: Desk) -> None:
    """Until a stream is live."""
    await until(lambda: any(reader.symbols for reader in desk.parts.fanout.readers))


async def test_ticks_come_as_events_with_their_cursor(desk: Desk, http: httpx.AsyncClient) -> None:
    async with events(http, "/v1/stream?symbols=A") as stream:
        assert stream.response.headers["Content-Type"] == "text/event-stream"
        await subscribed(desk)
        desk.publish("AB")
        event = await stream.next()
    assert event["id"] == desk.tape_end
    assert event["event"] == "ticks"
    assert [tick.seq for tick in wire.decode_ticks(event["data"])] == [1]


async def test_what_was_missed_comes_first(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("AAA")
    async with events(http, f"/v1/stream?after={desk.parts.tape.epoch}:1") as stream:
        assert await stream.next_seqs() == [2, 3]
        desk.publish("B")
        assert await stream.next_seqs() == [4]


async def test_last_event_id_goes_before_the_address(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("AAA")
    epoch = desk.parts.tape.epoch
    path = f"/v1/stream?after={epoch}:0"
    async with events(http, path, Last_Event_ID=f"{epoch}:2") as stream:
        assert await stream.next_seqs() == [3]


async def test_a_gap_is_told_before_what_is_still_held(desk: Desk, http: httpx.AsyncClient) -> None:
    desk.publish("A")
    async with events(http, "/v1/stream?after=other:9") as stream:
        gap = await stream.next()
        assert gap["event"] == "gap"
        assert desk.tape_end in gap["data"]
        assert await stream.next_seqs() == [1]


async def test_a_last_event_id_of_another_server_is_no_reason_to_stay_away(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.publish("A")
    async with events(http, "/v1/stream", Last_Event_ID="no cursor") as stream:
        assert (await stream.next())["event"] == "gap"
        assert await stream.next_seqs() == [1]


async def test_http_1_0_gets_plain_events(desk: Desk) -> None:
    desk.publish("A")
    host, _, port = desk.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    cursor = f"{desk.parts.tape.epoch}:0"
    writer.write(f"GET /v1/stream?after={cursor} HTTP/1.0\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert b"chunked" not in head.lower()
    assert await reader.readuntil(b"\n") == f"id: {desk.tape_end}\n".encode()
    writer.close()
    await writer.wait_closed()
    await desk.parts.gate.emptied()


async def test_who_hangs_up_leaves_nothing_behind(desk: Desk, http: httpx.AsyncClient) -> None:
    async with events(http, "/v1/stream"):
        await subscribed(desk)
    await desk.parts.gate.emptied()
    assert not desk.parts.fanout.readers


@pytest.mark.parametrize("limits", [replace(Limits(), heartbeat_s=0.25)])
async def test_silence_has_comments(desk: Desk, http: httpx.AsyncClient) -> None:
    async with events(http, "/v1/stream") as stream:
        await subscribed(desk)
        await until(lambda: desk.parts.traffic.messages_sent > 1)
        desk.publish("A")
        await stream.next()
    assert len(stream.comments) > 1
    for comment in stream.comments:
        assert comment.startswith(f": heartbeat {desk.parts.tape.epoch}:0 ")


@pytest.mark.parametrize("limits", [replace(Limits(), heartbeat_s=3600.0)])
async def test_a_reader_of_a_silent_market_hears_at_once_that_it_is_heard(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    desk.publish("AB")
    async with http.stream("GET", f"/v1/stream?after={desk.tape_end}") as response:
        first = await anext(response.aiter_lines())
    assert first.startswith(f": heartbeat {desk.tape_end} ")


@pytest.mark.parametrize(
    "limits", [replace(Limits(), stalled_s=0.5, unsent_kernel_bytes=1024, close_s=0.1)]
)
async def test_a_reader_that_stops_is_cut_off(desk: Desk) -> None:
    host, _, port = desk.url.removeprefix("http://").partition(":")
    _, writer = await asyncio.open_connection(host, int(port), limit=1024)
    writer.write(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await subscribed(desk)
    while not desk.parts.traffic.readers_cut:
        desk.publish("AB" * 500)
        await asyncio.sleep(0)
    await desk.parts.gate.emptied()
    writer.transport.abort()


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("/v1/stream?after=7", 400, "after"),
        ("/v1/stream?symbols=X", 404, "symbols"),
        ("/v1/stream?limit=7", 400, "limit"),
    ],
)
async def test_a_bad_request_gets_a_problem_and_no_stream(
    http: httpx.AsyncClient, path: str, status: int, parameter: str
) -> None:
    answer = await http.get(path)
    assert answer.status_code == status
    assert answer.json()["parameter"] == parameter
