"""The options that say who may talk to the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from server.access import Access
from server.access_options import TlsFiles
from server.option_values import OptionError
from server.options import Options, read_options


def read(line: str, **environment: str) -> Options:
    return read_options(line.split(), environment)


def refusal(line: str, **environment: str) -> str:
    with pytest.raises(OptionError) as refused:
        read(line, **environment)
    return str(refused.value)


def test_this_machine_is_served_without_a_token() -> None:
    assert read("").access == Access(names=frozenset({"127.0.0.1"}))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "ticker.example"])
def test_others_are_served_only_with_a_token(host: str) -> None:
    said = refusal(f"--host {host}")
    assert said.startswith(f"--host: {host} can be reached from other machines")
    assert "--token-file FILE" in said
    access = read(f"--host {host}", TICKER_TOKEN="t0ken").access
    assert access.token == "t0ken"
    assert access.any_address
    assert host in access.names


def test_the_token_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("  abc-123_~+/== \nnot this\n")
    options = read(f"--token-file {file}", TICKER_TOKEN="other")
    assert options.access.token == "abc-123_~+/=="
    assert not options.token_is_shown


def test_a_token_on_the_command_line_is_told_as_shown() -> None:
    options = read("--token abc")
    assert (options.access.token, options.token_is_shown) == ("abc", True)


@pytest.mark.parametrize("content", [b"", b"\nabc", b"two words", b"\xff\xfe", b"x" * 3 + b"\0"])
def test_a_file_without_a_token_is_refused_without_showing_it(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "token"
    file.write_bytes(content)
    said = refusal(f"--token-file {file}")
    assert said.startswith(f"--token-file: {file}: a token has")
    assert "words" not in said


def test_a_token_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = refusal(f"--token-file {tmp_path / 'no'}")
    assert said == f"--token-file: {tmp_path / 'no'} cannot be read: No such file or directory"


def test_a_bad_token_is_refused_without_showing_it() -> None:
    for said in (refusal("", TICKER_TOKEN="s3cr:t"), refusal("--token=s3cr:t")):
        assert "a token has" in said
        assert "s3cr" not in said


def test_one_token_is_enough() -> None:
    assert refusal("--token a --token-file b").startswith("--token: leave it out")


def test_certificate_and_key_come_together() -> None:
    assert read("").tls is None
    assert read("--tls-cert c --tls-key k").tls == TlsFiles(Path("c"), Path("k"))
    assert refusal("--tls-cert c") == "--tls-cert: needs --tls-key FILE too"
    assert refusal("--tls-key k") == "--tls-key: needs --tls-cert FILE too"


def test_names_and_origins_may_be_given_several_times() -> None:
    access = read(
        "--allow-host Ticker.Example --allow-host t2 --allow-origin https://A.example/ "
        "--allow-origin http://b.example:80"
    ).access
    assert access.names >= {"ticker.example", "t2"}
    assert access.origins == {"https://a.example", "http://b.example"}


def test_what_is_no_origin_is_refused() -> None:
    assert refusal("--allow-origin *") == (
        "--allow-origin: takes an origin such as https://example.org, not '*'"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process do this")
def test_a_hidden_argument_is_gone_from_the_process_list() -> None:
    program = (
        "import sys, pathlib; from server.access_options import hide_argument;"
        "print(hide_argument(sys.argv[1]), sys.argv[1] == 's3cret');"
        "print(pathlib.Path('/proc/self/cmdline').read_text())"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, "s3cret"], capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith("True True\n")
    assert "s3cret" not in said
    assert "******" in said
