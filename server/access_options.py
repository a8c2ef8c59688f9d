"""The options that say who may talk to the server, and how the line is kept private."""

from __future__ import annotations

import argparse
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from server import option_values as values
from server.access import Access, is_loopback, read_origin
from server.bearer import TOKEN_VARIABLE, TokenError, checked_token, token_of
from server.option_values import OptionError


class TlsFiles(Struct, frozen=True):
    """The certificate chain and its private key, both PEM."""

    cert: Path
    key: Path


def add_access_options(parser: argparse.ArgumentParser) -> None:
    """Let a command line say who may talk to the server."""
    group = parser.add_argument_group(
        "who may talk to the server",
        f"Beyond this machine it asks for a token: --token-file, or {TOKEN_VARIABLE} in the "
        "environment.",
    )
    add = group.add_argument
    add("--token-file", type=Path, metavar="FILE", help="its first line is the token to ask for")
    add("--token", metavar="TEXT", help="the token itself; others may see it in the process list")
    add("--tls-cert", type=Path, metavar="FILE", help="certificate chain, PEM: serve https, wss")
    add("--tls-key", type=Path, metavar="FILE", help="its private key, PEM, without a password")
    add(
        "--allow-origin",
        type=_origin,
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a web page from there may read, as https://example.org (none); again for more",
    )
    add(
        "--allow-host",
        type=values.host,
        action="append",
        default=[],
        metavar="NAME",
        help="another name by which clients call this server; again for more",
    )


def read_access(given: argparse.Namespace, environment: Mapping[str, str]) -> Access:
    """Who may talk to the server.

    Raises:
        OptionError: the token cannot be used, or is missing where strangers may come.
    """
    token = _token(given, environment)
    local = is_loopback(given.host)
    if token is None and not local:
        raise OptionError(
            f"--host: {given.host} can be reached from other machines, so it needs a token: give "
            f"--token-file FILE, or leave out --host to serve this machine only"
        )
    called = () if local else (socket.gethostname(), f"{socket.gethostname()}.local")
    names = (given.host, *called, *given.allow_host)
    return Access(
        names=frozenset(name.lower().removesuffix(".") for name in names),
        any_address=not local,
        origins=frozenset(given.allow_origin),
        token=token,
    )


def read_tls(given: argparse.Namespace) -> TlsFiles | None:
    """Certificate and key, None for neither.

    Raises:
        OptionError: there is only one of them.
    """
    cert, key = given.tls_cert, given.tls_key
    if (cert is None) != (key is None):
        there, missing = ("--tls-cert", "--tls-key") if key is None else ("--tls-key", "--tls-cert")
        raise OptionError(f"{there}: needs {missing} FILE too")
    return None if cert is None else TlsFiles(cert, key)


def hide_argument(secret: str) -> bool:
    """Take a secret out of what the process list shows of this process; whether that worked.

    Linux only: the arguments lie in memory that this process may write.
    """
    if sys.platform != "linux":
        return False
    try:
        start, end = _where_the_arguments_lie()
        with Path("/proc/self/mem").open("r+b", buffering=0) as memory:
            memory.seek(start)
            shown = memory.read(end - start)
            memory.seek(start)
            memory.write(shown.replace(secret.encode(), b"*" * len(secret.encode())))
        return secret.encode() not in Path("/proc/self/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return False


def _where_the_arguments_lie() -> tuple[int, int]:
    # Fields 48 and 49 of proc_pid_stat(5); the second, in brackets, may hold blanks.
    fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[45]), int(fields[46])


def _token(given: argparse.Namespace, environment: Mapping[str, str]) -> str | None:
    if given.token is not None and given.token_file is not None:
        raise OptionError("--token: leave it out, as --token-file says the token too")
    try:
        if given.token is not None:
            return checked_token(given.token, "--token")
        return token_of(given.token_file, environment)
    except TokenError as error:
        raise OptionError(str(error)) from error


def _origin(text: str) -> str:
    origin = read_origin(text)
    if origin is None:
        raise values.refuse(text, "an origin such as https://example.org")
    return origin
