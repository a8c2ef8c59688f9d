from __future__ import annotations

from pathlib import Path

import pytest

from ticker_app.arguments import OptionError
from ticker_app.choice import LaneChoice, Transport
from ticker_app.look_settings import Theme
from ticker_app.options import AppOptions, parse
from ticker_app.server_key import KeyOptions


def refusal(*arguments: str) -> str:
    with pytest.raises(OptionError) as error:
        parse(arguments)
    return str(error.value)


def test_without_options_the_bundled_server_pushes() -> None:
    assert parse([]) == AppOptions()


@pytest.mark.parametrize(
    ("arguments", "choice"),
    [
        (["--mode", "push"], LaneChoice(Transport.WEBSOCKET)),
        (["--mode", "pull"], LaneChoice(Transport.POLL)),
        (["--mode", "pull", "--interval", "0.25"], LaneChoice(Transport.POLL, 0.25)),
        (["--mode", "pull", "--interval", "0.5-5"], LaneChoice(Transport.POLL, 0.5, 5.0)),
        (["--transport", "sse"], LaneChoice(Transport.SSE)),
        (["--transport", "poll", "--interval", "60"], LaneChoice(Transport.POLL, 60.0)),
        (["--mode", "pull", "--transport", "long-poll"], LaneChoice(Transport.LONG_POLL)),
    ],
)
def test_mode_transport_and_interval_make_one_choice(
    arguments: list[str], choice: LaneChoice
) -> None:
    assert parse(arguments).choice == choice


def test_a_transport_of_the_other_mode_is_refused() -> None:
    assert refusal("--mode", "push", "--transport", "poll") == (
        "--transport poll is a way to pull, but --mode says push"
    )


@pytest.mark.parametrize("way", [[], ["--mode", "push"], ["--transport", "long-poll"]])
def test_an_interval_without_interval_polling_is_refused(way: list[str]) -> None:
    assert "--interval is for --transport poll" in refusal(*way, "--interval", "2")


@pytest.mark.parametrize("text", ["0.09", "60.1", "5-1", "nan", "inf", "-1", "soon", ""])
def test_an_interval_out_of_bounds_is_refused(text: str) -> None:
    sentence = refusal("--mode", "pull", f"--interval={text}")
    assert sentence.startswith(f"--interval: {text!r} is not a number of seconds from 0.1 to 60")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://ticker.example/", "http://ticker.example"),
        ("https://[::1]:8765", "https://[::1]:8765"),
    ],
)
def test_the_address_of_a_server_is_taken_without_its_slash(text: str, url: str) -> None:
    assert parse(["--server", text]).server_url == url


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1:8765",
        "ws://127.0.0.1:8765",
        "http://",
        "http://host:99999",
        "http://host:0",
        "http://host:port",
        "http://user:secret@host",
        "http://host/v1",
        "http://host?x",
        "http://[::1",
        "http://ho st",
    ],
)
def test_what_is_not_the_address_of_a_server_is_refused(text: str) -> None:
    sentence = refusal("--server", text)
    assert sentence.startswith(f"--server: {text!r} is not the address of a server")


def test_options_of_the_bundled_server_are_kept_as_they_are() -> None:
    given = ["--source", "replay:a b.csv", "--loop", "--seed=-5", "--rate", "abc"]
    kept = parse(given).server_arguments
    assert kept == ("--source=replay:a b.csv", "--loop", "--seed=-5", "--rate=abc")


def test_options_of_the_bundled_server_are_refused_with_another_server() -> None:
    sentence = refusal("--server", "http://127.0.0.1:1", "--speed", "20")
    assert sentence == "--speed is for the bundled server; leave it out or leave out --server"


def test_a_picture_is_taken_after_five_seconds_unless_told(tmp_path: Path) -> None:
    picture = tmp_path / "out.png"
    assert parse(["--screenshot", str(picture)]).after_s == 5
    options = parse(["--screenshot", str(picture), "--after", "0.5"])
    assert (options.screenshot, options.after_s) == (picture, 0.5)


def test_after_without_a_picture_is_refused() -> None:
    assert "it needs --screenshot FILE" in refusal("--after", "3")


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "x"])
def test_a_picture_at_no_time_is_refused(text: str, tmp_path: Path) -> None:
    sentence = refusal("--screenshot", str(tmp_path / "out.png"), f"--after={text}")
    assert sentence.startswith(f"--after: {text!r} is not a number of seconds")


def test_a_picture_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "is a folder" in refusal("--screenshot", str(tmp_path))
    assert "there is no folder" in refusal("--screenshot", str(tmp_path / "no" / "out.png"))
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert "cannot be written" in refusal("--screenshot", str(tmp_path / "out.png"))


def test_an_unknown_option_is_refused_in_one_sentence() -> None:
    assert refusal("--colour", "red") == "unrecognized arguments: --colour red"
    assert refusal("--sym", "AAA") == "unrecognized arguments: --sym AAA"


@pytest.mark.parametrize("option", ["--mode", "--transport"])
def test_an_unknown_choice_names_the_known_ones(option: str) -> None:
    assert refusal(option, "pigeon").startswith(f"{option}: 'pigeon' is not one of ")


def test_help_lists_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        parse(["--help"])
    assert leaving.value.code == 0
    printed = capsys.readouterr().out
    for option in ("--server", "--transport", "--screenshot", "--source", "--loop", "--rate-limit"):
        assert option in printed


def test_a_theme_is_forced_only_when_it_is_named() -> None:
    assert parse([]).theme is None
    assert parse(["--theme", "light"]).theme is Theme.LIGHT


def test_what_opens_a_named_server_is_read() -> None:
    options = parse(["--server", "https://desk", "--token-file", "t", "--tls-ca", "c"])
    assert options.key == KeyOptions(Path("t"), Path("c"))
    assert options.server_arguments == ()


def test_the_bundled_server_asks_for_the_token_that_the_app_sends() -> None:
    options = parse(["--token-file", "t", "--rate", "9"])
    assert options.key == KeyOptions(Path("t"))
    assert options.server_arguments == ("--rate=9", "--token-file=t")


def test_the_bundled_server_has_no_certificate_to_believe() -> None:
    assert refusal("--tls-ca", "c") == "--tls-ca: only with --server URL"
