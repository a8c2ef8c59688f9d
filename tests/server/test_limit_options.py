"""The options that bound what clients may take."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.limits import Limits
from server.option_values import OptionError
from server.options import read_options


def test_nothing_given_means_the_usual_limits() -> None:
    assert read_options([], {}).limits == Limits()


def test_every_limit_can_be_given() -> None:
    line = (
        "--max-connections 7 --max-connections-per-address 6 --max-subscriptions 5 "
        "--max-symbols 4 --max-messages 30/min --max-message-bytes 300 --max-header-bytes 900 "
        "--max-limit 20 --max-wait 0 --request-timeout 1.5 --idle-timeout 2 --slow-timeout 2.5 "
        "--rate-limit 9"
    )
    assert read_options(line.split(), {}).limits == replace(
        Limits().with_rate(9),
        connections=7,
        connections_per_address=6,
        subscriptions=5,
        symbols=4,
        messages_per_s=0.5,
        message_bytes=300,
        header_bytes=900,
        page_most=20,
        wait_most_s=0,
        request_s=1.5,
        keepalive_s=2,
        stalled_s=2.5,
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--max-connections 0", "--max-connections: takes a whole number from 1, not '0'"),
        ("--max-limit 10001", "--max-limit: takes a whole number from 1 to 10000, not '10001'"),
        ("--max-limit x", "--max-limit: takes a whole number from 1 to 10000, not 'x'"),
        ("--max-wait 61", "--max-wait: takes a number of seconds from 0 to 60, not '61'"),
        ("--max-wait nan", "--max-wait: takes a number of seconds from 0 to 60, not 'nan'"),
        ("--idle-timeout x", "--idle-timeout: takes a number of seconds from 0.1 to 3600, not 'x'"),
        (
            "--max-messages 5/h",
            "--max-messages: takes a number above 0 with '/s' or '/min', not '5/h'",
        ),
    ],
)
def test_what_is_no_limit_is_refused_in_one_sentence(line: str, sentence: str) -> None:
    with pytest.raises(OptionError) as refused:
        read_options(line.split(), {})
    assert str(refused.value) == sentence
