"""What the tests of the whole share: the real server, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

SERVING = re.compile(r"serving (http://\S+) epoch=(\S+)\n")
STOP_WITHIN_S = 5.0


@dataclass(frozen=True)
class RunningServer:
    """A server that answers. url: without a path, as printed."""

    url: str
    epoch: str
    process: subprocess.Popen[str]

    @property
    def ws_url(self) -> str:
        """The address of its WebSocket."""
        return f"ws{self.url.removeprefix('http')}/v1/ws"

    def stop(self) -> int:
        """End it as a user would; its exit status."""
        self.process.terminate()
        return self.process.wait(STOP_WITHIN_S)

    def clean_up(self) -> None:
        """End it if it has not ended, and close its pipes."""
        with self.process:
            self.stop()


StartServer = Callable[..., RunningServer]


def start_server(*arguments: str) -> RunningServer:
    """Start ``python -m server`` on a free port (unless told another) and wait until it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "--port", "0", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    match = SERVING.fullmatch(line)
    if match is None:
        process.kill()
        _, errors = process.communicate()
        raise AssertionError(f"the server said {line!r}, and {errors!r}")
    return RunningServer(match[1], match[2], process)


@pytest.fixture
def running_server() -> Iterator[StartServer]:
    """Starts servers with the arguments given, and ends them after the test."""
    started: list[RunningServer] = []

    def start(*arguments: str) -> RunningServer:
        server = start_server(*arguments)
        started.append(server)
        return server

    yield start
    for server in started:
        server.process.terminate()
    for server in started:
        server.clean_up()
