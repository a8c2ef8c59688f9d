"""The token that opens a server: what it may be made of, and where a command line has it from.

Server and app read it here alike, so that neither refuses what the other takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

TOKEN_VARIABLE = "TICKER_TOKEN"  # noqa: S105 - a name, not a token
TOKEN_FORM = re.compile(r"[A-Za-z0-9\-._~+/]+=*")
"""What a bearer token is made of (RFC 6750 §2.1)."""
LARGEST_TOKEN_FILE_BYTES = 4096


class TokenError(ValueError):
    """A token that cannot be used, or a file without one: one sentence that names where it was."""


def token_of(file: Path | None, environment: Mapping[str, str]) -> str | None:
    """The first line of the file, or else what the environment says; None: there is no token.

    Raises:
        TokenError: the file cannot be read, or that is no token.
    """
    if file is not None:
        return checked_token(_first_line(file), f"--token-file: {file}")
    text = environment.get(TOKEN_VARIABLE)
    return None if text is None else checked_token(text, TOKEN_VARIABLE)


def checked_token(token: str, where: str) -> str:
    """The token itself.

    Args:
        token: as it was given.
        where: names the option, file or variable that gave it.

    Raises:
        TokenError: it is none.
    """
    if TOKEN_FORM.fullmatch(token):
        return token
    # Never with the text itself: what is said here ends in logs and on screens.
    raise TokenError(
        f"{where}: a token has at least one character, and only letters, digits and -._~+/ "
        "with = at the end"
    )


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            line = file.read(LARGEST_TOKEN_FILE_BYTES).split(b"\n", 1)[0]
    except OSError as error:
        raise TokenError(
            f"--token-file: {path} cannot be read: {error.strerror or error}"
        ) from error
    return line.decode("utf-8", "replace").strip()
