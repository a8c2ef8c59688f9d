"""Tokens in the system's keyring, where no other user and no file listing shows them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Protocol, cast
from urllib.parse import urlsplit

SERVICE = "Live Ticker"


class TokenStoreError(Exception):
    """The keyring did not do it: one sentence that says what is the matter."""


class Keyring(Protocol):
    """What is needed of the package ``keyring``."""

    def get_password(self, service_name: str, username: str, /) -> str | None:
        """What is kept under these names."""

    def set_password(self, service_name: str, username: str, password: str, /) -> None:
        """Keep this under these names."""


def load_keyring() -> Keyring:
    """The package, which takes its time to load."""
    return cast("Keyring", importlib.import_module("keyring"))


class TokenStore:
    """Remembers the token of each server.

    Args:
        load: gives the keyring; called when it is needed.
    """

    def __init__(self, load: Callable[[], Keyring] = load_keyring) -> None:
        self._load = load

    def recall(self, server_url: str) -> str | None:
        """The token of a server, None if none was kept.

        Raises:
            TokenStoreError: the keyring is locked or broken.
        """
        try:
            return self._load().get_password(SERVICE, urlsplit(server_url).netloc)
        except Exception as error:
            if _is_none(error):
                return None  # so nothing can have been kept
            raise _unusable(error) from error

    def keep(self, server_url: str, token: str) -> None:
        """Remember the token of a server.

        Raises:
            TokenStoreError: there is no keyring, or it is locked or broken.
        """
        try:
            self._load().set_password(SERVICE, urlsplit(server_url).netloc, token)
        except Exception as error:
            if _is_none(error):
                raise TokenStoreError(
                    "the token is not kept for the next start, as this system has no keyring"
                ) from error
            raise _unusable(error) from error


def _is_none(error: Exception) -> bool:
    """Whether there is no keyring at all, as on most systems without a desktop."""
    from keyring.errors import NoKeyringError  # noqa: PLC0415  # as late as the package

    return isinstance(error, NoKeyringError)


def _unusable(error: Exception) -> TokenStoreError:
    # Every backend raises errors of its own; what they say may be of several lines.
    said = " ".join(str(error).split()) or type(error).__name__
    return TokenStoreError(f"the system's keyring cannot be used; going on without it: {said}")
