"""The server as a command: what it says, and how it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from contextlib import suppress

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.whole.conftest import StartServer


def test_the_server_answers_where_it_says(running_server: StartServer) -> None:
    server = running_server()
    body = httpx.get(f"{server.url}/v1/symbols").json()
    assert body["epoch"] == server.epoch
    assert body["source"]["kind"] == "simulated"
    assert len(body["symbols"]) == 12


@pytest.mark.skipif(sys.platform == "win32", reason="there it ends at once")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_every_connection_properly(
    running_server: StartServer, number: signal.Signals
) -> None:
    server = running_server("--rate", "0.001", "--symbols", "1", "--seed", "1")
    polled: list[httpx.Response] = []
    cursor = httpx.get(f"{server.url}/v1/ticks?wait=1").json()["cursor"]
    query = f"after={cursor}&wait=60"
    with connect(server.ws_url) as socket, httpx.Client(base_url=server.url) as client:
        socket.recv()
        with client.stream("GET", "/v1/stream") as stream:
            poll = threading.Thread(target=lambda: polled.append(client.get(f"/v1/ticks?{query}")))
            poll.start()
            lines = stream.iter_lines()
            next(lines)
            while not httpx.get(f"{server.url}/v1/stats").json()["connections"]["long_poll"]:
                pass
            server.process.send_signal(number)
            for _ in lines:
                pass
        poll.join()
        with suppress(ConnectionClosed):
            while True:
                socket.recv()
    assert socket.close_code == 1001
    assert polled[0].status_code == 200
    assert server.process.wait(5) == 0


def test_it_ends_with_its_standard_input(running_server: StartServer) -> None:
    server = running_server("--stop-with-stdin")
    assert server.process.stdin is not None
    server.process.stdin.close()
    assert server.process.wait(5) == 0


def test_without_being_asked_it_outlives_its_standard_input(running_server: StartServer) -> None:
    server = running_server()
    assert server.process.stdin is not None
    server.process.stdin.close()
    assert httpx.get(f"{server.url}/healthz").json() == {"status": "ok"}


def refused(*arguments: str) -> str:
    """What the server says to options that it cannot use."""
    ended = subprocess.run(
        [sys.executable, "-m", "server", *arguments], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    return ended.stderr


def test_a_bad_option_is_one_sentence() -> None:
    assert refused("--rate", "0") == "ticker-server: --rate: takes a number above 0, not '0'\n"


def test_a_port_in_use_is_one_sentence(running_server: StartServer) -> None:
    port = running_server().url.rpartition(":")[2]
    said = refused("--port", port)
    assert f"127.0.0.1:{port} is in use" in said
    assert said.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there it ends at once")
def test_readers_that_do_not_read_do_not_hold_up_the_end(running_server: StartServer) -> None:
    server = running_server("--rate", "2000", "--symbols", "5")
    with connect(server.ws_url, max_queue=1) as socket:
        socket.send('{"op":"subscribe"}')
        httpx.get(f"{server.url}/v1/ticks?after={server.epoch}:9000&wait=10")
        assert server.stop() == 0
        socket.close_socket()
