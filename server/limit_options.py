"""The options that bound what clients may take; the table is the one list of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from server import option_values as values
from server.limits import USUAL_CONNECTIONS_PER_ADDRESS, Limits


class _LimitOption(Struct, frozen=True):
    """One option. field: of the limits.  read: makes a value of what is given."""

    name: str
    field: str
    read: Callable[[str], Any]
    metavar: str
    text: str
    default: str = ""

    def given(self, arguments: argparse.Namespace) -> Any:
        """Its value on a command line, None if it is not there."""
        return getattr(arguments, self.name.removeprefix("--").replace("-", "_"))


_USUAL = Limits()

_OPTIONS = (
    _LimitOption(
        "--max-connections", "connections", values.count, "N", "connections in all, then 503"
    ),
    _LimitOption(
        "--max-connections-per-address",
        "connections_per_address",
        values.count,
        "N",
        "connections of one client address, then 429",
        f"{USUAL_CONNECTIONS_PER_ADDRESS}; of this machine as many as in all",
    ),
    _LimitOption(
        "--max-subscriptions", "subscriptions", values.count, "N", "symbols of one WebSocket"
    ),
    _LimitOption(
        "--max-symbols", "symbols", values.count, "N", "symbols that one request may name"
    ),
    _LimitOption(
        "--max-messages",
        "messages_per_s",
        values.rate,
        "N/s",
        "messages of one WebSocket, N/s or N/min; twice as many at once",
    ),
    _LimitOption(
        "--max-message-bytes",
        "message_bytes",
        values.count,
        "N",
        "of one WebSocket message, then close code 1009",
    ),
    _LimitOption(
        "--max-header-bytes", "header_bytes", values.count, "N", "of a request's head, then 431"
    ),
    _LimitOption(
        "--max-limit",
        "page_most",
        values.between(1, 10_000),
        "N",
        "the largest 'limit'",
    ),
    _LimitOption(
        "--max-wait", "wait_most_s", values.seconds(0, 60), "SECONDS", "the longest 'wait'"
    ),
    _LimitOption(
        "--request-timeout",
        "request_s",
        values.seconds(0.1, 3600),
        "SECONDS",
        "how long a request may take to come, then 408",
    ),
    _LimitOption(
        "--idle-timeout",
        "keepalive_s",
        values.seconds(0.1, 3600),
        "SECONDS",
        "how long a connection may stay without a request",
    ),
    _LimitOption(
        "--retry-after",
        "back_s",
        values.between(1, 3600),
        "SECONDS",
        "when to come back, as told to whom the server cannot serve now",
    ),
    _LimitOption(
        "--slow-timeout",
        "stalled_s",
        values.seconds(0.5, 3600),
        "SECONDS",
        "who takes nothing for so long is cut off",
    ),
)


def add_limit_options(parser: argparse.ArgumentParser) -> None:
    """Let a command line bound what clients may take."""
    group = parser.add_argument_group("what clients may take")
    group.add_argument(
        "--rate-limit",
        type=values.rate,
        metavar="N/s",
        help="requests of one client address, N/s or N/min, then 429 (10000/s)",
    )
    for option in _OPTIONS:
        default = option.default or f"{getattr(_USUAL, option.field):g}"
        group.add_argument(
            option.name,
            type=option.read,
            metavar=option.metavar,
            help=f"{option.text} ({default})",
        )


def read_limits(given: argparse.Namespace) -> Limits:
    """The bounds of the server: the usual ones and what was given."""
    named = {option.field: option.given(given) for option in _OPTIONS}
    changes = {field: value for field, value in named.items() if value is not None}
    limits = replace(_USUAL, **changes)
    return limits if given.rate_limit is None else limits.with_rate(given.rate_limit)
