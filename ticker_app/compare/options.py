"""The command line of ``ticker-app compare``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ticker_app.arguments import OptionError, ServedParser, seconds, writable
from ticker_app.choice import ChoiceError, LaneChoice, parse_lane
from ticker_app.server_key import KeyOptions

DEFAULT_LANES = "websocket,poll:1"
DEFAULT_FOR_S = 20.0
SHORTEST_S, LONGEST_S = 0.1, 86_400.0
MOST_LANES = 8


class CompareOptions(Struct, frozen=True):
    """What the command line asked for.

    server_url: a running server, or None for a bundled one.
    key: what opens the server.
    server_arguments: for the bundled server, as given.
    for_s: how long to measure after the warm-up.
    json, report: where to write the figures and the page; None: nowhere.
    """

    server_url: str | None
    key: KeyOptions
    server_arguments: tuple[str, ...]
    lanes: tuple[LaneChoice, ...]
    for_s: float
    json: Path | None
    report: Path | None


def parse_compare(arguments: Sequence[str]) -> CompareOptions:
    """Read what follows ``compare``.

    Raises:
        OptionError: something in it cannot be used.
        SystemExit: it asked for help, which has been printed.
    """
    given = _parser().read(arguments)
    if given.json is not None and given.report is not None and given.json == given.report:
        raise OptionError(f"--json and --report both name {str(given.json)!r}; name two files")
    return CompareOptions(
        server_url=given.server,
        key=KeyOptions(given.token_file, given.tls_ca),
        server_arguments=tuple(given.server_arguments),
        lanes=given.lanes,
        for_s=given.for_s,
        json=given.json,
        report=given.report,
    )


def _parser() -> ServedParser:
    parser = ServedParser(
        "ticker-app compare",
        "Runs lanes side by side against one server and prints what each was worth.",
    )
    add = parser.add_argument
    add(
        "--lanes",
        type=_lanes,
        default=_lanes(DEFAULT_LANES),
        metavar="L,L,…",
        help=f"1 to {MOST_LANES} of websocket, sse, long-poll, poll:SECONDS, poll:MIN-MAX "
        f"({DEFAULT_LANES})",
    )
    add(
        "--for",
        dest="for_s",
        type=_for_s,
        default=DEFAULT_FOR_S,
        metavar="SECONDS",
        help=f"how long to measure after the warm-up ({DEFAULT_FOR_S:g})",
    )
    add("--json", type=writable, metavar="FILE", help="write the figures")
    add("--report", type=writable, metavar="FILE.html", help="write a page with table and charts")
    return parser


def _lanes(text: str) -> tuple[LaneChoice, ...]:
    names = text.split(",")
    if len(names) > MOST_LANES:
        raise argparse.ArgumentTypeError(f"takes at most {MOST_LANES} lanes, not {len(names)}")
    try:
        return tuple(parse_lane(name.strip()) for name in names)
    except ChoiceError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _for_s(text: str) -> float:
    return seconds(text, SHORTEST_S, LONGEST_S)
