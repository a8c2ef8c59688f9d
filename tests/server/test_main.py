"""The command: what it prints, and its exit status."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from server.__main__ import as_many_as_files, main
from server.limits import Limits
from tests.certificates import CERT, KEY

CSV = "ts,symbol,price,size\n2014-09-17T13:30:00Z,AAA,1.5,100\n2014-09-17T13:30:01Z,BBB,2.5,7\n"


@pytest.fixture
def ended_stdin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Standard input that has nothing more to say."""
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--port x", "--port: takes a whole number from 0 to 65535, not 'x'"),
        ("--source replay:no/such.csv", r".*no/such\.csv.*"),
        ("--symbols A,a!", "simulated: .*"),
        (
            "--host no.such.host.invalid --token t",
            "--host: there is no listening on no.such.*",
        ),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(f"ticker-server: {sentence}\n", said.err)


def test_a_port_in_use_is_one_sentence_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"ticker-server: --port: 127.0.0.1:{port} is in use; ")
    assert said.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_a_forbidden_port_is_one_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("server.endpoints.listener.Site.start", forbidden)
    assert main(["--port", "80"]) == 2
    assert "give a --port above 1023" in capsys.readouterr().err


@pytest.mark.usefixtures("ended_stdin")
def test_the_end_of_standard_input_stops_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "0", "--symbols", "2", "--stop-with-stdin"]) == 0
    line = capsys.readouterr().out
    assert re.fullmatch(r"serving http://127\.0\.0\.1:\d+ epoch=\S+\n", line)


class SignallingStdout(io.StringIO):
    """Raises a signal once the server has said that it serves."""

    def __init__(self, number: signal.Signals) -> None:
        super().__init__()
        self._number = number

    @override
    def flush(self) -> None:
        signal.raise_signal(self._number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    monkeypatch.setattr(sys, "stdout", SignallingStdout(number))
    assert main(["--port", "0", "--symbols", "2"]) == 0
    assert signal.getsignal(number) is before


def test_without_any_standard_input_it_has_ended_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["--port", "0", "--symbols", "2", "--stop-with-stdin"]) == 0


@pytest.mark.usefixtures("ended_stdin")
def test_a_recording_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recording = tmp_path / "day.csv"
    recording.write_text(CSV)
    line = f"--port 0 --source replay:{recording} --symbols AAA --speed 9 --loop --stop-with-stdin"
    assert main(line.split()) == 0
    assert capsys.readouterr().out.startswith("serving ")


def test_check_says_that_the_options_can_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = tmp_path / "tape"
    line = f"--check --port 1 --tls-cert {CERT} --tls-key {KEY} --journal {journal}"
    assert main(line.split()) == 0
    assert capsys.readouterr().out == "ticker-server: these options can be used\n"
    assert not journal.exists()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("--port x", "--port"),
        ("--host 0.0.0.0", "--host"),
        ("--token-file no-such-file", "--token-file"),
        (f"--tls-cert {CERT} --tls-key {CERT}", "--tls-cert"),
        ("--source replay:no-such-file", "no-such-file"),
    ],
)
def test_check_names_what_cannot_be_used(
    capsys: pytest.CaptureFixture[str], line: str, names: str
) -> None:
    assert main(["--check", *line.split()]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"ticker-server: {names}") or names in said.err
    assert said.err.count("\n") == 1


def test_a_token_that_cannot_be_hidden_is_warned_of(
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.__main__.hide_argument", lambda _: False)
    assert main(["--check", "--token", "s3cret"]) == 0
    assert "give --token-file FILE instead" in caplog.text
    assert "s3cret" not in caplog.text + capsys.readouterr().out


def test_no_more_connections_are_let_in_than_there_can_be_files() -> None:
    limits = Limits()
    assert as_many_as_files(limits, None) is limits
    assert as_many_as_files(limits, 10**6) is limits
    assert as_many_as_files(limits, 1000).connections == 936
    assert as_many_as_files(limits, 10).connections == 1


def test_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "--source" in capsys.readouterr().out
