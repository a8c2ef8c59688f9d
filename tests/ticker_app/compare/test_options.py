"""The command line of ``ticker-app compare``."""

from __future__ import annotations

from pathlib import Path

import pytest

from ticker_app.arguments import OptionError
from ticker_app.choice import LaneChoice, Transport
from ticker_app.compare.options import parse_compare
from ticker_app.compare.setting import option_value, seeded, setting_of
from ticker_app.server_key import KeyOptions


def refusal(*arguments: str) -> str:
    with pytest.raises(OptionError) as error:
        parse_compare(arguments)
    return str(error.value)


def test_without_options_a_websocket_is_compared_with_a_poll_for_20_s() -> None:
    options = parse_compare([])
    assert options.lanes == (LaneChoice(Transport.WEBSOCKET), LaneChoice(Transport.POLL, 1.0))
    assert options.for_s == 20
    assert (options.server_url, options.json, options.report) == (None, None, None)


def test_lanes_are_taken_in_their_order() -> None:
    options = parse_compare(["--lanes", "poll:0.5, sse,long-poll"])
    transports = [lane.transport for lane in options.lanes]
    assert transports == [Transport.POLL, Transport.SSE, Transport.LONG_POLL]
    assert options.lanes[0].interval_s == 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pigeon", "--lanes: 'pigeon' is not a lane"),
        ("", "--lanes: '' is not a lane"),
        ("poll:0", "--lanes: '0' is not a number of seconds"),
        (",".join(["sse"] * 9), "--lanes: takes at most 8 lanes, not 9"),
    ],
)
def test_what_is_no_lane_is_refused(text: str, said: str) -> None:
    assert refusal("--lanes", text).startswith(said)


@pytest.mark.parametrize("text", ["0", "-1", "nan", "soon", "86401"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    assert refusal(f"--for={text}").startswith(f"--for: {text!r} is not a number of seconds")


@pytest.mark.parametrize("option", ["--json", "--report"])
def test_a_file_that_cannot_be_written_is_refused_at_once(option: str, tmp_path: Path) -> None:
    assert "is a folder" in refusal(option, str(tmp_path))
    assert "there is no folder" in refusal(option, str(tmp_path / "no" / "file"))


def test_two_results_do_not_go_into_one_file(tmp_path: Path) -> None:
    path = str(tmp_path / "out")
    assert "name two files" in refusal("--json", path, "--report", path)


def test_options_of_a_bundled_server_are_refused_with_another_server() -> None:
    assert "--rate is for the bundled server" in refusal("--server", "http://a:1", "--rate", "5")


def test_simulated_prices_get_a_seed_that_repeats_them() -> None:
    arguments = seeded(("--rate=5",))
    seed = option_value("--seed", arguments)
    assert seed is not None
    assert setting_of(["--rate", "5"], arguments).command.endswith(f"--rate 5 --seed={seed}")


@pytest.mark.parametrize("given", [("--seed=3",), ("--source=replay:a.csv",)])
def test_a_seed_that_was_given_or_is_not_wanted_is_not_drawn(given: tuple[str, ...]) -> None:
    assert seeded(given) == given


def test_the_command_is_quoted_for_a_shell() -> None:
    setting = setting_of(["--seed", "3", "--json", "a b"], ("--seed=3",))
    assert setting.command == "python3 run.py compare --seed 3 --json 'a b'"
    assert setting.seed == "3"
    assert setting.versions["Python"]


def test_what_opens_the_server_is_read() -> None:
    options = parse_compare(["--server", "https://desk", "--token-file", "t", "--tls-ca", "c"])
    assert options.key == KeyOptions(Path("t"), Path("c"))
