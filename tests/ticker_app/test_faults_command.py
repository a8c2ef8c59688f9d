"""``ticker-app faults`` as a process: it prints what it does, and ends when it is told to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

from ticker_app.__main__ import main

TO = ["--to", "http://127.0.0.1:1"]


def test_a_bad_option_is_one_sentence_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", *TO, "--delay", "fast"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("ticker-app: --delay: 'fast' is not DOWN")
    assert said.count("\n") == 1


def test_a_place_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        assert main(["faults", *TO, "--listen", place]) == 2
    assert f"--listen: cannot listen at {place}" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_it_says_what_it_does_until_it_is_interrupted() -> None:
    command = [sys.executable, "-m", "ticker_app", "faults", *TO, "--listen", "0"]
    with subprocess.Popen([*command, "--refuse"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        said += process.stdout.readlines()
        assert process.wait(5) == 0
    assert "faults at http://127.0.0.1:" in said[0]
    assert said[1].endswith("new connections are refused\n")
    assert "ended after 0 connections" in said[2]
