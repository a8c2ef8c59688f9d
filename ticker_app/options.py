"""The command line of the app: what was asked for, or one sentence about what is wrong."""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from msgspec import Struct
from typing_extensions import override

from ticker_app.choice import (
    LONGEST_INTERVAL_S,
    SHORTEST_INTERVAL_S,
    LaneChoice,
    Mode,
    Transport,
)

DEFAULT_AFTER_S = 5.0
_FIRST_TRANSPORT = {Mode.PUSH: Transport.WEBSOCKET, Mode.PULL: Transport.POLL}
_SERVER_OPTIONS = (
    ("--host", "HOST", "where it listens (127.0.0.1)"),
    ("--port", "PORT", "its port (a free one)"),
    ("--source", "SOURCE", "simulated, or replay:FILE"),
    ("--speed", "X", "how fast a recording is played (1)"),
    ("--symbols", "A,B,C|N", "which symbols, or how many simulated ones (12)"),
    ("--rate", "R", "simulated ticks per second and symbol (5)"),
    ("--seed", "S", "the same seed gives the same prices"),
    ("--retain", "N", "ticks kept in memory per symbol (100000)"),
)


class OptionError(Exception):
    """A command line that cannot be used: one sentence that names the option and the value."""


class AppOptions(Struct, frozen=True):
    """What the command line asked for.

    server_url: a running server, or None for a bundled one.
    server_arguments: for the bundled server, as given.
    theme: ``system``, ``dark`` or ``light``.
    screenshot: where to write a picture of the window ``after_s`` seconds after it is shown.
    """

    server_url: str | None = None
    choice: LaneChoice = LaneChoice()
    symbol: str | None = None
    theme: str = "system"
    screenshot: Path | None = None
    after_s: float = DEFAULT_AFTER_S
    server_arguments: tuple[str, ...] = ()


def parse(arguments: Sequence[str]) -> AppOptions:
    """Read a command line without the program's name.

    Raises:
        OptionError: something in it cannot be used.
        SystemExit: it asked for help, which has been printed.
    """
    if arguments and arguments[0] == "compare":
        raise OptionError("compare is not part of this version yet; start without it for a window")
    given = _parser().parse_args(arguments)
    if given.server is not None and given.server_arguments:
        option = given.server_arguments[0].partition("=")[0]
        raise OptionError(f"{option} is for the bundled server; leave it out or leave out --server")
    if given.after is not None and given.screenshot is None:
        raise OptionError("--after says when a picture is taken; it needs --screenshot FILE")
    return AppOptions(
        server_url=given.server,
        choice=_choice(given.mode, given.transport, given.interval),
        symbol=given.symbol,
        theme=given.theme,
        screenshot=given.screenshot,
        after_s=DEFAULT_AFTER_S if given.after is None else given.after,
        server_arguments=tuple(given.server_arguments),
    )


def _choice(mode: Mode | None, transport: Transport | None, interval_s: float | None) -> LaneChoice:
    if transport is None:
        transport = _FIRST_TRANSPORT[mode or Mode.PUSH]
    elif mode is not None and transport.mode is not mode:
        raise OptionError(
            f"--transport {transport} is a way to {transport.mode}, but --mode says {mode}"
        )
    if interval_s is None:
        return LaneChoice(transport)
    if transport is not Transport.POLL:
        raise OptionError(
            f"--interval is for --transport {Transport.POLL}, and this is {transport}; "
            f"add --mode {Mode.PULL} or leave out --interval"
        )
    return LaneChoice(transport, interval_s)


class _Parser(argparse.ArgumentParser):
    """Raises one sentence instead of printing a usage and leaving."""

    @override
    def error(self, message: str) -> NoReturn:
        raise OptionError(message.removeprefix("argument "))


class _ForServer(argparse.Action):
    """Keeps an option of the bundled server as it was given."""

    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        text = f"{option_string}={values}" if isinstance(values, str) else str(option_string)
        namespace.server_arguments = [*namespace.server_arguments, text]


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ticker-app",
        description="A live ticker that shows what push and pull do to the age of a price.",
        allow_abbrev=False,
    )
    parser.set_defaults(server_arguments=[])
    add = parser.add_argument
    add("--server", type=_url, metavar="URL", help="a running server (default: a bundled one)")
    add("--mode", type=_one_of(Mode), metavar="push|pull", help="how to begin (push)")
    add(
        "--transport",
        type=_one_of(Transport),
        metavar="|".join(Transport),
        help="by which way (push: websocket, pull: poll)",
    )
    add("--interval", type=_interval_s, metavar="SECONDS", help="between two polls (1.0)")
    add("--symbol", metavar="SYM", help="the symbol on the chart at the start")
    add("--theme", choices=("system", "dark", "light"), default="system", help="colours (system)")
    add("--screenshot", type=_writable, metavar="FILE", help="write a PNG of the window and leave")
    add("--after", type=_after_s, metavar="SECONDS", help="when the picture is taken (5)")
    server = parser.add_argument_group("options of the bundled server")
    for option, metavar, text in _SERVER_OPTIONS:
        server.add_argument(option, action=_ForServer, metavar=metavar, help=text)
    server.add_argument("--loop", action=_ForServer, nargs=0, help="start a recording again")
    return parser


def _one_of(kind: type[Mode] | type[Transport]) -> Any:
    def read(text: str) -> Mode | Transport:
        try:
            return kind(text)
        except ValueError:
            names = ", ".join(kind)
            raise argparse.ArgumentTypeError(f"{text!r} is not one of {names}") from None

    return read


def _url(text: str) -> str:
    """``http(s)://host[:port]`` without the slash that may follow."""
    refusal = argparse.ArgumentTypeError(
        f"{text!r} is not the address of a server; one looks like http://127.0.0.1:8765"
    )
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise refusal from None
    beyond = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in {"http", "https"} or not parts.hostname or beyond or port == 0:
        raise refusal
    if any(not character.isprintable() or character.isspace() for character in text):
        raise refusal
    return f"{parts.scheme}://{parts.netloc}"


def _seconds(text: str, least: float, most: float) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not least <= seconds <= most:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of seconds from {least:g} to {most:g}"
        )
    return seconds


def _interval_s(text: str) -> float:
    return _seconds(text, SHORTEST_INTERVAL_S, LONGEST_INTERVAL_S)


def _after_s(text: str) -> float:
    return _seconds(text, 0, 86_400)


def _writable(text: str) -> Path:
    """A file that can be written, as far as one can tell without writing it."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is a folder; name a file")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r}: there is no folder {str(path.parent)!r}")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text!r} cannot be written; name another file")
    return path
