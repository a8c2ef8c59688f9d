"""What opens the server that the command line names: its token and whom to believe."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from server.bearer import TokenError, token_of
from ticker_app.arguments import OptionError
from ticker_app.feeds.address import ServerKey
from ticker_app.token_store import TokenStore, TokenStoreError


class KeyOptions(Struct, frozen=True):
    """What the command line says of it.

    token_file: its first line is the token.
    tls_ca: the certificates (PEM) to believe instead of the system's.
    """

    token_file: Path | None = None
    tls_ca: Path | None = None


def server_key(
    options: KeyOptions,
    server_url: str | None,
    environment: Mapping[str, str],
    store: TokenStore,
    tell: Callable[[str], object],
) -> ServerKey:
    """What opens the server, or the bundled one if ``server_url`` is None.

    A token comes from its file, which the keyring then remembers, from the environment, or
    from the keyring. A keyring that cannot be used is told of, once, and done without.

    Raises:
        OptionError: a file cannot be used.
    """
    return ServerKey(
        _token(options, server_url, environment, store, tell),
        believing(options.tls_ca),
    )


def _token(
    options: KeyOptions,
    server_url: str | None,
    environment: Mapping[str, str],
    store: TokenStore,
    tell: Callable[[str], object],
) -> str | None:
    token = _given_token(options, environment)
    if server_url is None:
        return token
    try:
        if options.token_file is not None and token is not None:
            store.keep(server_url, token)
        return store.recall(server_url) if token is None else token
    except TokenStoreError as error:
        tell(str(error))
        return token


def _given_token(options: KeyOptions, environment: Mapping[str, str]) -> str | None:
    try:
        return token_of(options.token_file, environment)
    except TokenError as error:
        raise OptionError(str(error)) from error


def believing(tls_ca: Path | None) -> ssl.SSLContext | None:
    """Whom to believe about a certificate; None: whom this system believes.

    Raises:
        OptionError: the file cannot be used.
    """
    if tls_ca is None:
        return None
    try:
        return ssl.create_default_context(cafile=str(tls_ca))
    except ssl.SSLError as error:
        raise OptionError(f"--tls-ca: {tls_ca} holds no certificates in PEM form") from error
    except OSError as error:
        raise OptionError(f"--tls-ca: {tls_ca} cannot be read: {error.strerror}") from error
