"""The command line of ``ticker-app faults``."""

from __future__ import annotations

import pytest

from tests.certificates import AUTHORITY, KEY
from ticker_app.arguments import OptionError
from ticker_app.faults.options import FaultOptions, parse_faults
from ticker_app.faults.plan import Every, Faults, Way, in_words
from ticker_app.feeds.address import key_of

TO = ("--to", "http://127.0.0.1:8765")


def parsed(*arguments: str) -> FaultOptions:
    return parse_faults([*TO, *arguments])


def refusal(*arguments: str) -> str:
    with pytest.raises(OptionError) as error:
        parse_faults(arguments)
    return str(error.value)


def test_without_options_nothing_goes_wrong() -> None:
    options = parsed()
    assert options == FaultOptions("127.0.0.1", 8766, TO[1], 0, Faults())
    assert options.faults.are_none()
    assert in_words(options.faults) == []


def test_everything_can_go_wrong() -> None:
    options = parsed(
        *("--listen", "[::1]:0", "--seed", "7", "--delay", "40/5", "--jitter", "10"),
        *("--bandwidth", "64k/1.5M", "--stall", "20", "--cut-every", "10"),
        *("--restart-every", "30-40", "--refuse", "--answer", "429", "--retry-after", "3"),
        "--block-websocket",
    )
    assert (options.host, options.port, options.seed) == ("::1", 0, 7)
    assert options.faults == Faults(
        down=Way(40, 10, 64_000),
        up=Way(5, 10, 1_500_000),
        silent_after_s=20,
        cut_every=Every(10, 10),
        restart_every=Every(30, 40),
        refuses=True,
        answer=429,
        retry_after_s=3,
        blocks_websocket=True,
    )
    assert in_words(options.faults) == [
        "to the client: 40 ms and up to 10 ms more, at most 64 kbit/s",
        "to the server: 5 ms and up to 10 ms more, at most 1500 kbit/s",
        "nothing passes on a connection 20 s after it began",
        "all connections are cut every 10 s",
        "as if the server restarted every 30 to 40 s",
        "new connections are refused",
        "every request is answered 429, Retry-After 3 s",
        "WebSocket is blocked",
    ]


def test_a_port_alone_is_of_this_machine() -> None:
    assert (parsed("--listen", "9000").host, parsed("--listen", "9000").port) == ("127.0.0.1", 9000)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--listen", "nowhere", "'nowhere' is no place to listen at"),
        ("--listen", "a:70000", "'a:70000' is no place to listen at"),
        ("--delay", "fast", "'fast' is not DOWN or DOWN/UP in milliseconds"),
        ("--delay", "1/2/3", "'1/2/3' is not DOWN or DOWN/UP"),
        ("--jitter", "-1", "'-1' is not DOWN or DOWN/UP"),
        ("--bandwidth", "9", "'9' is not DOWN or DOWN/UP in bits per second, at least 100"),
        ("--bandwidth", "64g", "'64g' is not DOWN or DOWN/UP in bits"),
        ("--stall", "nan", "'nan' is not a number of seconds"),
        ("--cut-every", "12-8", "'12-8' is not a number of seconds from 0.1"),
        ("--restart-every", "0", "'0' is not a number of seconds from 0.1"),
        ("--answer", "200", "'200' is neither 429 nor 503"),
        ("--retry-after", "1.5", "'1.5' is not a whole number of seconds"),
        ("--seed", "x", "'x' is not a whole number"),
        ("--to", "server", "'server' is not the address of a server"),
    ],
)
def test_what_cannot_be_used_is_named(option: str, value: str, said: str) -> None:
    assert refusal(*TO, f"{option}={value}").startswith(f"{option}: {said}")


def test_a_server_has_to_be_named() -> None:
    assert "--to" in refusal()


def test_whom_to_believe_can_be_named() -> None:
    options = parse_faults(["--to", "https://desk", "--tls-ca", str(AUTHORITY)])
    assert options.target_url == "https://desk"
    assert key_of(options.target_url).tls is not None
    assert refusal(*TO, f"--tls-ca={KEY}").startswith("--tls-ca: ")


def test_asking_to_come_back_needs_an_answer() -> None:
    assert refusal(*TO, "--retry-after", "3").startswith("--retry-after goes with an answer")
