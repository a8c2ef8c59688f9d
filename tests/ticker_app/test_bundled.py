"""The server that begins and ends with the app."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import psutil
import pytest
import qasync
from PySide6.QtWidgets import QApplication

from ticker_app import bundled
from ticker_app.bundled import BundledError, BundledServer

SERVES = "import sys; print('serving http://127.0.0.1:1 epoch=e', flush=True); sys.stdin.read()"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('serving http://127.0.0.1:1 epoch=e', flush=True); time.sleep(60)"
)


def script(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@asynccontextmanager
async def started(server: BundledServer, *options: str) -> AsyncIterator[str]:
    try:
        yield await server.start(options)
    finally:
        await server.stop()


def ended(pid: int) -> bool:
    return not psutil.pid_exists(pid)


async def test_it_serves_until_it_is_stopped() -> None:
    server = BundledServer()
    async with started(server, "--symbols", "2", "--rate", "1") as url:
        pid = server.pid
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{url}/v1/symbols")
        assert len(answer.json()["symbols"]) == 2
    assert pid is not None
    assert ended(pid)
    assert server.pid is None


def test_it_runs_under_qt(qapp: QApplication) -> None:
    loop = qasync.QEventLoop(qapp)
    server = BundledServer(script(SERVES))

    async def life() -> int | None:
        async with started(server):
            return server.pid

    with loop:
        pid = loop.run_until_complete(life())
    # The loop's timer has to end in this thread, and the next test starts others.
    del loop
    gc.collect()
    assert pid is not None
    assert ended(pid)


async def test_a_bad_option_is_told_in_the_servers_words() -> None:
    with pytest.raises(BundledError, match=r"did not start: --rate: .*'fast'") as caught:
        await BundledServer().start(["--rate", "fast"])
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise SystemExit(3)", "ended with exit code 3"),
        ("print('hello')", "said 'hello"),
    ],
)
async def test_a_server_that_does_not_serve_is_told(code: str, words: str) -> None:
    server = BundledServer(script(code))
    with pytest.raises(BundledError, match=words):
        await server.start()
    assert server.pid is None


async def test_a_command_that_is_not_there_is_told() -> None:
    with pytest.raises(BundledError, match="cannot be run"):
        await BundledServer(("/nowhere/python",)).start()


async def test_one_that_never_serves_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "START_TIMEOUT_S", 0.01)
    server = BundledServer(script("import sys; sys.stdin.read()"))
    with pytest.raises(BundledError, match="did not start within"):
        await server.start()
    assert server.pid is None


async def test_one_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "STOP_TIMEOUT_S", 0.05)
    server = BundledServer(script(STUBBORN))
    await server.start()
    pid = server.pid
    await server.stop()
    assert pid is not None
    assert ended(pid)


async def test_its_end_of_standard_input_ends_it() -> None:
    server = BundledServer()
    async with started(server, "--symbols", "1"):
        process = server._process
        assert process is not None
        assert process.stdin is not None
        assert server._guard is not None
        server._guard.cancel()
        process.stdin.close()
        async with asyncio.timeout(5):
            assert await process.wait() == 0


async def test_one_that_dies_is_started_again_at_the_same_address() -> None:
    slept = asyncio.Event()

    async def no_sleep(seconds: float) -> None:
        slept.set()

    server = BundledServer(sleep=no_sleep)
    async with started(server, "--symbols", "1") as url, httpx.AsyncClient() as client:
        first = (await client.get(f"{url}/v1/symbols")).json()["epoch"]
        assert server.pid is not None
        psutil.Process(server.pid).kill()
        await slept.wait()
        async with asyncio.timeout(20):
            again = await answer_of(client, f"{url}/v1/symbols")
        assert again["epoch"] != first


async def answer_of(client: httpx.AsyncClient, url: str) -> dict[str, str]:
    """The first answer of a server that is about to begin."""
    while True:
        try:
            answer = await client.get(url)
        except httpx.TransportError:
            await asyncio.sleep(0)
        else:
            found: dict[str, str] = answer.json()
            return found


async def test_it_is_tried_again_until_it_starts(
    tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    flag = f"{tmp_path}/started"
    code = (
        f"import os, sys\nif os.path.exists({flag!r}): sys.exit('no luck')\n"
        f"open({flag!r}, 'w').close()\n{SERVES}"
    )
    waits = 0
    twice = asyncio.Event()

    async def count(seconds: float) -> None:
        nonlocal waits
        waits += 1
        if waits == 2:
            twice.set()
            await asyncio.Event().wait()

    server = BundledServer(script(code), sleep=count)
    async with started(server):
        assert server.pid is not None
        psutil.Process(server.pid).kill()
        async with asyncio.timeout(20):
            await twice.wait()
    assert "no luck; trying again" in caplog.text


async def test_what_it_logs_is_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    code = "import sys; print('INFO server: hello\\nodd', file=sys.stderr); " + SERVES
    caplog.set_level(logging.INFO)
    async with started(BundledServer(script(code))):
        pass
    said = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert ("INFO", "server: server: hello") in said
    assert ("WARNING", "server: odd") in said


async def test_stopping_what_never_started_does_nothing() -> None:
    await BundledServer().stop()


async def test_a_restart_is_a_new_process_at_the_same_address() -> None:
    ended_once = asyncio.Event()

    async def until_it_ended(_: float) -> None:
        ended_once.set()

    server = BundledServer(sleep=until_it_ended)
    server.restart()
    async with started(server, "--symbols", "1") as url, httpx.AsyncClient() as client:
        before = (await client.get(f"{url}/v1/symbols")).json()["epoch"]
        server.restart()
        await ended_once.wait()
        assert await epoch_at(client, url) != before


async def epoch_at(client: httpx.AsyncClient, url: str) -> str:
    """Of the tape, once the server answers again."""
    async with asyncio.timeout(20):
        while True:
            try:
                answer = await client.get(f"{url}/v1/symbols")
            except httpx.HTTPError:
                await asyncio.sleep(0.01)
            else:
                return str(answer.json()["epoch"])
