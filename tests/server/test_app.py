"""A whole server in this process: how it begins, goes on and ends."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest
from msgspec.structs import replace
from websockets.asyncio.client import connect

from server import wire
from server.app import Serving, serving
from server.limits import Limits
from server.sources.base import Print, SourceError
from tests.server.little_room import connect_with_little_room
from tests.server.scripted import ScriptedSource
from tests.server.turns import until

Serve = Callable[[], AbstractAsyncContextManager[Serving]]


@pytest.fixture
def source() -> ScriptedSource:
    return ScriptedSource()


@pytest.fixture
def serve(source: ScriptedSource) -> Serve:
    limits = replace(Limits(), unsent_kernel_bytes=1024)

    @asynccontextmanager
    async def serve() -> AsyncIterator[Serving]:
        async with serving(source, host="127.0.0.1", port=0, retain=10, limits=limits) as server:
            yield server

    return serve


async def quotes(client: httpx.AsyncClient) -> list[wire.Tick]:
    answer = await client.get("/v1/quotes")
    return wire.decode_body(answer.content, wire.Quotes).quotes


async def test_what_the_source_brings_is_served(source: ScriptedSource, serve: Serve) -> None:
    async with serve() as server, httpx.AsyncClient(base_url=server.url) as client:
        source.script.put_nowait([Print("A", 7, 1.5)])
        await client.get("/v1/ticks?wait=60")
        (tick,) = await quotes(client)
    assert (tick.symbol, tick.price, tick.venue_time) == ("A", 1.5, 7)


@pytest.mark.parametrize(
    ("last", "level", "said"),
    [
        (SourceError("replay: it broke"), logging.ERROR, "replay: it broke; serving goes on"),
        (ValueError("a mistake"), logging.ERROR, "a mistake"),
        (None, logging.INFO, "no more prices"),
    ],
)
async def test_when_the_source_ends_it_is_logged_and_serving_goes_on(
    source: ScriptedSource,
    serve: Serve,
    caplog: pytest.LogCaptureFixture,
    last: Exception | None,
    level: int,
    said: str,
) -> None:
    source.script.put_nowait([Print("A", None, 1.0)])
    source.script.put_nowait(last)
    async with serve() as server, httpx.AsyncClient(base_url=server.url) as client:
        await client.get("/v1/ticks?wait=60")
        assert len(await quotes(client)) == 1
    assert said in caplog.text
    assert any(record.levelno == level for record in caplog.records if record.name == "server.app")


async def test_a_port_in_use_is_an_os_error(serve: Serve, source: ScriptedSource) -> None:
    async with serve() as server:
        port = int(server.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            async with serving(source, host="127.0.0.1", port=port, retain=1):
                pass


async def test_an_ipv6_address_stands_in_brackets(source: ScriptedSource) -> None:
    async with serving(source, host="::1", port=0, retain=1) as server:
        assert server.url.startswith("http://[::1]:")
        async with httpx.AsyncClient(base_url=server.url) as client:
            assert (await client.get("/healthz")).status_code == 200


async def test_so_many_candles_are_kept_as_it_is_told(source: ScriptedSource) -> None:
    seconds = itertools.count(1_000_000, 1_000_000)
    keep = serving(
        source,
        host="127.0.0.1",
        port=0,
        retain=10,
        retain_candles=2,
        clock=lambda: next(seconds),
    )
    async with keep as server, httpx.AsyncClient(base_url=server.url) as client:
        server.parts.tape.publish([Print("A", None, 1.0)])
        server.parts.tape.publish([Print("A", None, 2.0)])
        server.parts.tape.publish([Print("A", None, 3.0)])
        wish = {"symbol": "A", "interval": "1s"}
        answer = await client.get("/v1/candles", params=wish)
    page = wire.decode_body(answer.content, wire.Candles)
    assert [candle.open for candle in page.candles] == [2.0, 3.0]
    assert not page.more


async def test_at_the_end_a_websocket_is_closed_with_1001(serve: Serve) -> None:
    async with serve() as server:
        address = f"ws{server.url.removeprefix('http')}/v1/ws"
        client = await connect(address)
        await client.recv()
    await client.wait_closed()
    assert client.close_code == 1001
    assert client.close_reason == "the server is going away; come back in 5 s"


async def test_at_the_end_a_stream_ends_properly(serve: Serve) -> None:
    lines: list[str] = []

    async def read(response: httpx.Response) -> None:
        lines.extend([line async for line in response.aiter_lines()])

    async with httpx.AsyncClient() as client:
        async with serve() as server:
            response = await client.send(
                client.build_request("GET", f"{server.url}/v1/stream"), stream=True
            )
        await read(response)
    said = [line for line in lines if line and not line.startswith(": heartbeat ")]
    assert said == [": the server is going away", "retry: 5000"]


async def test_at_the_end_a_long_poll_is_answered(serve: Serve) -> None:
    async with httpx.AsyncClient() as client:
        async with serve() as server:
            polling = asyncio.create_task(client.get(f"{server.url}/v1/ticks?wait=60"))
            await until(server.parts.gate.counts)
        answer = await polling
    assert (answer.status_code, answer.json()["ticks"]) == (200, [])


@pytest.mark.parametrize("path", ["/v1/ws", "/v1/stream"])
async def test_who_does_not_read_does_not_hold_up_the_end(serve: Serve, path: str) -> None:
    async with serve() as server:
        writer = await connect_with_little_room(server.url)
        handshake = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{handshake}{key}\r\n".encode())
        # {"op":"subscribe"}, masked with zeros
        writer.write(b"\x81\x92\0\0\0\0" + b'{"op":"subscribe"}')
        fanout = server.parts.fanout
        await until(lambda: any(reader.symbols for reader in fanout.readers))
        while not any(reader.pending for reader in fanout.readers):
            server.parts.tape.publish([Print("A", None, 1.0)] * 1000)
            fanout.flush()
    assert not server.parts.gate.counts()
    writer.transport.abort()
