"""The fault desk between real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from server.tls import tls_context
from tests.certificates import AUTHORITY, CERT, KEY
from tests.ticker_app.faults.echo import Echo, echo_server
from ticker_app.faults.plan import Every, Faults, Way
from ticker_app.faults.proxy import FaultDesk
from ticker_app.feeds.address import ServerAddress, ServerKey
from ticker_app.server_key import believing

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
UPGRADE = b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n"


class Stage:
    """A desk before an echo."""

    def __init__(self, echo: Echo, desk: FaultDesk, told: list[str]) -> None:
        self.echo = echo
        self.desk = desk
        self.told = told
        self.writers: list[asyncio.StreamWriter] = []

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        port = urlsplit(self.desk.url).port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        self.writers.append(writer)
        return reader, writer

    async def asked(self, request: bytes = GET) -> bytes:
        """What comes back for one request on a connection of its own."""
        reader, writer = await self.connect()
        writer.write(request)
        async with asyncio.timeout(5):
            return await reader.readuntil(b"\r\n\r\n")


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    async with AsyncExitStack() as life:
        echo = await life.enter_async_context(echo_server())
        told: list[str] = []
        desk = FaultDesk(echo.url, seed=1, tell=told.append)
        await life.enter_async_context(desk.serving())
        stage = Stage(echo, desk, told)
        yield stage
        for writer in stage.writers:
            writer.close()


def named(stage: Stage, request: bytes = GET) -> bytes:
    """The request as the server hears it: under its own name."""
    return request.replace(b"Host: x", b"Host: " + urlsplit(stage.echo.url).netloc.encode())


async def ends(reader: asyncio.StreamReader) -> None:
    """Returns once the connection has ended, one way or the other."""
    async with asyncio.timeout(5):
        try:
            while await reader.read(1000):
                pass
        except OSError:
            pass  # a network cuts like this


async def test_without_faults_all_passes_both_ways(stage: Stage) -> None:
    assert await stage.asked() == named(stage)
    assert stage.desk.counts.connections == 1


async def test_an_end_passes_too(stage: Stage) -> None:
    reader, writer = await stage.connect()
    writer.write(GET)
    writer.write_eof()
    async with asyncio.timeout(5):
        assert await reader.read() == named(stage)


@pytest.mark.parametrize("way", [Way(delay_ms=5, jitter_ms=5), Way(bits_per_s=400_000)])
async def test_slow_ways_lose_nothing(stage: Stage, way: Way) -> None:
    stage.desk.set(Faults(down=way, up=way))
    reader, writer = await stage.connect()
    sent = UPGRADE + bytes(range(256)) * 8
    writer.write(sent)
    async with asyncio.timeout(5):
        expected = named(stage, sent)
        assert await reader.readexactly(len(expected)) == expected


async def test_what_the_silence_kept_arrives_when_it_ends(stage: Stage) -> None:
    reader, writer = await stage.connect()
    writer.write(GET)
    await reader.readuntil(b"\r\n\r\n")
    stage.desk.set(Faults(silent_after_s=0))
    writer.write(GET)
    await turns(50)
    assert stage.echo.received == named(stage)
    stage.desk.set(Faults())
    async with asyncio.timeout(5):
        assert await reader.readuntil(b"\r\n\r\n") == named(stage)


async def test_a_cut_ends_every_connection_on_both_sides(stage: Stage) -> None:
    readers = [(await stage.connect())[0] for _ in range(3)]
    async with asyncio.timeout(5):
        while stage.echo.open < 3:  # noqa: ASYNC110 - the echo tells nobody
            await asyncio.sleep(0)
    stage.desk.cut()
    for reader in readers:
        await ends(reader)
    async with asyncio.timeout(5):
        while stage.echo.open:  # noqa: ASYNC110 - the echo tells nobody
            await asyncio.sleep(0)
    assert stage.desk.counts.cut == 3
    assert stage.told == ["cut 3 connections"]


async def test_cuts_come_by_themselves(stage: Stage) -> None:
    stage.desk.set(Faults(cut_every=Every(0.02, 0.02)))
    reader, _ = await stage.connect()
    await ends(reader)


async def test_refused_is_as_where_no_server_runs_and_ends(stage: Stage) -> None:
    reader, writer = await stage.connect()
    writer.write(GET)
    await reader.readuntil(b"\r\n\r\n")
    stage.desk.set(Faults(refuses=True))
    await until_refused(stage)
    writer.write(GET)
    assert await reader.readuntil(b"\r\n\r\n") == named(stage)
    url = stage.desk.url
    stage.desk.set(Faults())
    await until_accepted(stage)
    assert stage.desk.url == url


async def test_a_seeming_restart_cuts_and_refuses_and_comes_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticker_app.faults.schedule.AWAY_S", 0.05)
    reader, _ = await stage.connect()
    await asyncio.sleep(0)
    stage.desk.seem_to_restart()
    await ends(reader)
    await until_accepted(stage)
    assert stage.desk.counts.restarts == 1


async def test_requests_are_answered_here_and_the_server_never_hears(stage: Stage) -> None:
    stage.desk.set(Faults(answer=429, retry_after_s=3))
    answer = await stage.asked()
    assert answer.startswith(b"HTTP/1.1 429")
    assert b"Retry-After: 3" in answer
    assert stage.echo.received == b""
    assert stage.desk.counts.answered == 1


async def test_an_open_connection_is_answered_too(stage: Stage) -> None:
    reader, writer = await stage.connect()
    writer.write(GET)
    await reader.readuntil(b"\r\n\r\n")
    stage.desk.set(Faults(answer=503))
    writer.write(GET)
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 503")


async def test_only_the_websocket_is_blocked(stage: Stage) -> None:
    stage.desk.set(Faults(blocks_websocket=True))
    assert (await stage.asked(UPGRADE)).startswith(b"HTTP/1.1 403")
    assert await stage.asked() == named(stage)
    assert stage.desk.counts.blocked == 1


async def test_a_server_that_is_not_there_is_told() -> None:
    async with echo_server() as echo:
        gone = echo.url
    told: list[str] = []
    async with FaultDesk(gone, tell=told.append).serving() as desk:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(desk.url).port)
        await ends(reader)
        writer.close()
    assert told[0].startswith(f"{urlsplit(gone).netloc} cannot be reached")


@pytest_asyncio.fixture
async def locked() -> AsyncIterator[Echo]:
    """An echo with a certificate."""
    async with echo_server(tls_context(CERT, KEY)) as echo:
        yield echo


async def test_a_server_with_a_certificate_is_reached_by_who_believes_it(locked: Echo) -> None:
    believed = ServerAddress(locked.url, ServerKey(tls=believing(AUTHORITY)))
    async with FaultDesk(believed).serving() as desk:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(desk.url).port)
        writer.write(GET)
        assert await reader.readuntil(b"\r\n\r\n")
        assert locked.received.startswith(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:")
        writer.write_eof()
        await ends(reader)
        writer.close()


async def test_a_certificate_that_is_not_believed_is_told_with_what_to_do(locked: Echo) -> None:
    told: list[str] = []
    async with FaultDesk(locked.url, tell=told.append).serving() as desk:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(desk.url).port)
        await ends(reader)
        writer.close()
    assert told[0].startswith(f"{urlsplit(locked.url).netloc} cannot be reached: its certificate")
    assert told[0].endswith("--tls-ca FILE names whom to believe")


async def test_behind_the_desk_nothing_is_left_open(stage: Stage) -> None:
    async with FaultDesk(stage.echo.url).serving() as desk:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(desk.url).port)
        writer.write(GET)
        await reader.readuntil(b"\r\n\r\n")
    await ends(reader)
    writer.close()
    assert desk.url == ""


async def until_refused(stage: Stage) -> None:
    async with asyncio.timeout(5):
        while True:
            try:
                await stage.connect()
            except ConnectionError:
                return
            await asyncio.sleep(0)


async def until_accepted(stage: Stage) -> None:
    async with asyncio.timeout(5):
        while True:
            try:
                await stage.connect()
            except ConnectionError:
                await asyncio.sleep(0)
            else:
                return


async def turns(count: int) -> None:
    """Let the loop turn so often."""
    for _ in range(count):
        await asyncio.sleep(0)
