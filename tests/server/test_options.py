"""The command line of the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.access import Access
from server.limits import Limits
from server.logs import LogFormat, LogLevel
from server.option_values import OptionError
from server.options import Options, read_options


def test_nothing_given_means_the_defaults() -> None:
    assert read_options([], {}) == Options(
        host="127.0.0.1",
        port=8765,
        replay=None,
        speed=1.0,
        loop=False,
        symbols=None,
        rate_hz=5.0,
        seed=None,
        retain=100_000,
        retain_candles=25_000,
        limits=Limits(),
        journal=None,
        access=Access(names=frozenset({"127.0.0.1"})),
        tls=None,
        token_is_shown=False,
        log_level=LogLevel.INFO,
        log_format=LogFormat.TEXT,
        check=False,
        stop_with_stdin=False,
    )


def test_everything_given_is_read() -> None:
    line = "--host [::1] --port 0 --symbols A,B --rate 0.5 --seed -7 --retain 1 --rate-limit 3"
    options = read_options([*line.split(), "--retain-candles", "60", "--stop-with-stdin"], {})
    assert options == Options(
        host="::1",
        port=0,
        replay=None,
        speed=1.0,
        loop=False,
        symbols="A,B",
        rate_hz=0.5,
        seed=-7,
        retain=1,
        retain_candles=60,
        limits=Limits().with_rate(3.0),
        journal=None,
        access=Access(names=frozenset({"::1"})),
        tls=None,
        token_is_shown=False,
        log_level=LogLevel.INFO,
        log_format=LogFormat.TEXT,
        check=False,
        stop_with_stdin=True,
    )


def test_a_recording_is_read_with_its_speed() -> None:
    options = read_options(["--source", "replay:a:b.csv", "--speed", "20", "--loop"])
    assert (options.replay, options.speed, options.loop) == (Path("a:b.csv"), 20.0, True)


@pytest.mark.parametrize(
    ("text", "requests_per_s"), [("5/s", 5.0), ("0.5/s", 0.5), ("30/min", 0.5), ("7", 7.0)]
)
def test_a_rate_limit_is_by_the_second_or_by_the_minute(text: str, requests_per_s: float) -> None:
    assert read_options(["--rate-limit", text]).limits.requests_per_s == requests_per_s


@pytest.mark.parametrize("text", ["0/s", "-1", "5/h", "5/", "/s", "5/s/s", "nan", "many", ""])
def test_what_is_no_rate_limit_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(OptionError) as refused:
        read_options([f"--rate-limit={text}"])
    takes = "a number above 0 with '/s' or '/min'"
    assert str(refused.value) == f"--rate-limit: takes {takes}, not {text!r}"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("--port 65536", "--port: takes a whole number from 0 to 65535, not '65536'"),
        ("--port -1", "--port: takes a whole number from 0 to 65535, not '-1'"),
        ("--port http", "--port: takes a whole number from 0 to 65535, not 'http'"),
        ("--rate 0", "--rate: takes a number above 0, not '0'"),
        ("--rate inf", "--rate: takes a number above 0, not 'inf'"),
        ("--rate nan", "--rate: takes a number above 0, not 'nan'"),
        ("--rate fast", "--rate: takes a number above 0, not 'fast'"),
        ("--source replay:f --speed 0", "--speed: takes a number above 0, not '0'"),
        ("--retain 0", "--retain: takes a whole number from 1, not '0'"),
        ("--retain-candles 0", "--retain-candles: takes a whole number from 1, not '0'"),
        ("--retain 1_000", "--retain: takes a whole number from 1, not '1_000'"),
        ("--seed x", "--seed: takes a whole number, not 'x'"),
        ("--symbols A,,B", "--symbols: takes names separated by commas, or how many, not 'A,,B'"),
        ("--source file.csv", "--source: takes 'simulated' or 'replay:FILE', not 'file.csv'"),
        ("--source replay:", "--source: takes 'simulated' or 'replay:FILE', not 'replay:'"),
        ("--speed 2", "--speed: only with a recording: --source replay:FILE"),
        ("--loop", "--loop: only with a recording: --source replay:FILE"),
        ("--source replay:f --rate 2", "--rate: only with simulated prices: --source simulated"),
        ("--source replay:f --seed 2", "--seed: only with simulated prices: --source simulated"),
        ("--source replay:f --symbols 5", "--symbols: takes names with a recording, not '5'"),
        ("--host http://x", "--host: takes a host name or an address, not 'http://x'"),
        ("--port", "--port: expected one argument"),
        ("--log-level loud", "--log-level: takes debug or info or warning or error, not 'loud'"),
        ("--log-format xml", "--log-format: takes text or json, not 'xml'"),
        ("--prot 1", "unrecognized arguments: --prot 1"),
        ("--sym A", "unrecognized arguments: --sym A"),
    ],
)
def test_a_bad_option_is_named_with_what_it_takes(line: str, names: str) -> None:
    with pytest.raises(OptionError) as refused:
        read_options(line.split())
    assert str(refused.value) == names


def test_a_journal_is_a_file_in_a_folder_that_is_there(tmp_path: Path) -> None:
    assert read_options(["--journal", str(tmp_path / "tape")]).journal == tmp_path / "tape"
    for text in (tmp_path, tmp_path / "no" / "tape"):
        with pytest.raises(OptionError, match=f"--journal: takes a file .*, not '{text}'"):
            read_options(["--journal", str(text)])
