"""The command line of the app: what was asked for, or one sentence about what is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from ticker_app.arguments import OptionError, ServedParser, seconds, writable
from ticker_app.choice import ChoiceError, LaneChoice, Mode, Transport, parse_intervals
from ticker_app.look_settings import Theme
from ticker_app.server_key import KeyOptions

E = TypeVar("E", bound=StrEnum)

DEFAULT_AFTER_S = 5.0
_FIRST_TRANSPORT = {Mode.PUSH: Transport.WEBSOCKET, Mode.PULL: Transport.POLL}


class AppOptions(Struct, frozen=True):
    """What the command line asked for.

    server_url: a running server, or None for a bundled one.
    key: what opens the server.
    server_arguments: for the bundled server, as given.
    theme: None: as it was chosen in the window.
    choice, symbol: how to begin; None: as remembered, at first pushed and the server's first.
    settings: the file that remembers the window; None: the user's own.
    screenshot: where to write a picture of the window ``after_s`` seconds after it is shown.
    """

    server_url: str | None = None
    key: KeyOptions = KeyOptions()
    choice: LaneChoice | None = None
    symbol: str | None = None
    theme: Theme | None = None
    settings: Path | None = None
    screenshot: Path | None = None
    after_s: float = DEFAULT_AFTER_S
    server_arguments: tuple[str, ...] = ()


def parse(arguments: Sequence[str]) -> AppOptions:
    """Read a command line without the program's name.

    Raises:
        OptionError: something in it cannot be used.
        SystemExit: it asked for help, which has been printed.
    """
    given = _parser().read(arguments)
    if given.after is not None and given.screenshot is None:
        raise OptionError("--after says when a picture is taken; it needs --screenshot FILE")
    return AppOptions(
        server_url=given.server,
        key=KeyOptions(given.token_file, given.tls_ca),
        choice=_choice(given.mode, given.transport, given.interval),
        symbol=given.symbol,
        theme=given.theme,
        settings=given.settings,
        screenshot=given.screenshot,
        after_s=DEFAULT_AFTER_S if given.after is None else given.after,
        server_arguments=tuple(given.server_arguments),
    )


def _choice(
    mode: Mode | None,
    transport: Transport | None,
    intervals_s: tuple[float, float | None] | None,
) -> LaneChoice | None:
    if mode is None and transport is None and intervals_s is None:
        return None
    if transport is None:
        transport = _FIRST_TRANSPORT[mode or Mode.PUSH]
    elif mode is not None and transport.mode is not mode:
        raise OptionError(
            f"--transport {transport} is a way to {transport.mode}, but --mode says {mode}"
        )
    if intervals_s is None:
        return LaneChoice(transport)
    if transport is not Transport.POLL:
        raise OptionError(
            f"--interval is for --transport {Transport.POLL}, and this is {transport}; "
            f"add --mode {Mode.PULL} or leave out --interval"
        )
    return LaneChoice(transport, *intervals_s)


def _parser() -> ServedParser:
    parser = ServedParser(
        "ticker-app", "A live ticker that shows what push and pull do to the age of a price."
    )
    add = parser.add_argument
    add("--mode", type=_one_of(Mode), metavar="push|pull", help="how to begin (push)")
    add(
        "--transport",
        type=_one_of(Transport),
        metavar="|".join(Transport),
        help="by which way (push: websocket, pull: poll)",
    )
    add(
        "--interval",
        type=_intervals_s,
        metavar="SECONDS|MIN-MAX",
        help="between two polls (1.0); of two, it adapts to how often there is news",
    )
    add("--symbol", metavar="SYM", help="the symbol on the chart at the start")
    add(
        "--theme",
        type=_one_of(Theme),
        metavar="|".join(Theme),
        help="colours (as chosen in the window)",
    )
    add(
        "--settings",
        type=writable,
        metavar="FILE",
        help="what the window remembers (the user's own); with --screenshot it is only read",
    )
    add("--screenshot", type=writable, metavar="FILE", help="write a PNG of the window and leave")
    add("--after", type=_after_s, metavar="SECONDS", help="when the picture is taken (5)")
    return parser


def _one_of(kind: type[E]) -> Callable[[str], E]:
    def read(text: str) -> E:
        try:
            return kind(text)
        except ValueError:
            names = ", ".join(kind)
            raise argparse.ArgumentTypeError(f"{text!r} is not one of {names}") from None

    return read


def _intervals_s(text: str) -> tuple[float, float | None]:
    try:
        return parse_intervals(text)
    except ChoiceError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _after_s(text: str) -> float:
    return seconds(text, 0, 86_400)
