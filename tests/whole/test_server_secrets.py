"""A server with a token, as its machine sees it: the process list and the log."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import httpx
import psutil
import pytest

from tests.whole.conftest import RunningServer, StartServer

TOKEN = "s3cret-token"


def ask_in_every_way(server: RunningServer) -> list[int]:
    """The statuses: with the token, without, with a wrong one, and in the address."""
    right, wrong = {"Authorization": f"Bearer {TOKEN}"}, {"Authorization": "Bearer wrong"}
    url = f"{server.url}/v1/quotes"
    asked = [(url, right), (url, {}), (url, wrong), (f"{url}?token={TOKEN}", {})]
    return [httpx.get(address, headers=headers).status_code for address, headers in asked]


def log_of(server: RunningServer) -> str:
    """All that it said until it ended."""
    assert server.stop() == 0
    assert server.process.stderr is not None
    return server.process.stderr.read()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it warns instead")
def test_a_token_of_the_command_line_is_neither_in_the_process_list_nor_in_the_log(
    running_server: StartServer,
) -> None:
    server = running_server("--token", TOKEN, "--log-level", "debug", "--log-format", "json")
    assert ask_in_every_way(server) == [200, 401, 401, 401]
    assert TOKEN not in " ".join(psutil.Process(server.process.pid).cmdline())
    log = log_of(server)
    assert TOKEN not in log
    said = [json.loads(line) for line in log.splitlines()]
    assert [line["status"] for line in said if line["message"] == "refused"] == [401, 401, 401]


def test_a_token_of_a_file_opens_a_server_for_others(
    running_server: StartServer, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    # Only this machine reaches it; for others it would ask the same.
    server = running_server("--token-file", str(file))
    assert ask_in_every_way(server) == [200, 401, 401, 401]
    assert httpx.get(f"{server.url}/healthz").status_code == 200
    assert httpx.get(f"{server.url}/readyz").status_code == 200
    assert TOKEN not in log_of(server)
