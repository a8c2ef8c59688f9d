"""The server as a command: what it says, and how it ends."""

from __future__ import annotations

import httpx

from tests.whole.conftest import StartServer


def test_the_server_answers_where_it_says(running_server: StartServer) -> None:
    server = running_server()
    body = httpx.get(f"{server.url}/v1/symbols").json()
    assert body["epoch"] == server.epoch
    assert len(body["symbols"]) == 12


def test_terminated_it_exits_with_0(running_server: StartServer) -> None:
    assert running_server().stop() == 0
