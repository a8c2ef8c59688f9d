"""What the app's command lines share: the server's options, and refusals in one sentence."""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from typing_extensions import override

from server.bearer import TOKEN_VARIABLE

_SERVER_OPTIONS = (
    ("--host", "HOST", "where it listens (127.0.0.1)"),
    ("--port", "PORT", "its port (a free one)"),
    ("--source", "SOURCE", "simulated, or replay:FILE"),
    ("--speed", "X", "how fast a recording is played (1)"),
    ("--symbols", "A,B,C|N", "which symbols, or how many simulated ones (12)"),
    ("--rate", "R", "simulated ticks per second and symbol (5)"),
    ("--seed", "S", "the same seed gives the same prices"),
    ("--retain", "N", "ticks kept in memory per symbol (100000)"),
    ("--retain-candles", "N", "candles kept per symbol and interval (25000)"),
    ("--journal", "FILE", "keep its tape there across restarts"),
    ("--rate-limit", "N/s", "requests of one client address, N/s or N/min (10000/s)"),
)


class OptionError(Exception):
    """A command line that cannot be used: one sentence that names the option and the value."""


class Parser(argparse.ArgumentParser):
    """Refuses in one sentence instead of leaving the process.

    Raises:
        OptionError: from `parse_args`, if something in the command line cannot be used.
    """

    def __init__(self, program: str, description: str) -> None:
        super().__init__(prog=program, description=description, allow_abbrev=False)

    def add_tls_ca(self) -> None:
        """Let whom to believe be named."""
        self.add_argument(
            "--tls-ca",
            type=Path,
            metavar="FILE",
            help="certificates (PEM) to believe for https (the system's)",
        )

    @override
    def error(self, message: str) -> NoReturn:
        raise OptionError(message.removeprefix("argument "))


class ServedParser(Parser):
    """Knows ``--server`` and what a bundled one takes.

    Read with `read`: ``server`` is a running server or None, ``server_arguments`` what was
    given for a bundled one.
    """

    def __init__(self, program: str, description: str) -> None:
        super().__init__(program, description)
        self.set_defaults(server_arguments=[])
        self.add_argument(
            "--server",
            type=server_url,
            metavar="URL",
            help="a running server (default: a bundled one)",
        )
        self.add_argument(
            "--token-file",
            type=Path,
            metavar="FILE",
            help="its first line is the server's token "
            f"({TOKEN_VARIABLE}, or the system's keyring)",
        )
        self.add_tls_ca()
        server = self.add_argument_group("options of the bundled server")
        for option, metavar, text in _SERVER_OPTIONS:
            server.add_argument(option, action=_ForServer, metavar=metavar, help=text)
        server.add_argument("--loop", action=_ForServer, nargs=0, help="start a recording again")

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Read a command line without the program's name.

        Raises:
            OptionError: something in it cannot be used.
            SystemExit: it asked for help, which has been printed.
        """
        given = self.parse_args(arguments)
        if given.server is not None and given.server_arguments:
            option = given.server_arguments[0].partition("=")[0]
            raise OptionError(
                f"{option} is for the bundled server; leave it out or leave out --server"
            )
        if given.server is None:
            if given.tls_ca is not None:
                raise OptionError("--tls-ca: only with --server URL")
            if given.token_file is not None:
                # The bundled server asks for the token that the app then sends.
                given.server_arguments = [
                    *given.server_arguments,
                    f"--token-file={given.token_file}",
                ]
        return given


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


def server_url(text: str) -> str:
    """``http(s)://host[:port]`` without the slash that may follow.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
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


def seconds(text: str, least: float, most: float) -> float:
    """A number of seconds between two bounds, both included.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of seconds from {least:g} to {most:g}"
        )
    return number


def writable(text: str) -> Path:
    """A file that can be written, as far as one can tell without writing it.

    Raises:
        argparse.ArgumentTypeError: it cannot.
    """
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is a folder; name a file")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r}: there is no folder {str(path.parent)!r}")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text!r} cannot be written; name another file")
    return path
