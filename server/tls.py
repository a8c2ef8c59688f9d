"""The certificate of a server."""

from __future__ import annotations

import ssl
from pathlib import Path


class TlsError(Exception):
    """A certificate or key that cannot be used: one sentence that names the file."""


def tls_context(cert: Path, key: Path) -> ssl.SSLContext:
    """What a server with this certificate chain and private key (both PEM) speaks: TLS 1.2 up.

    Raises:
        TlsError: they cannot be used.
    """
    for option, path in (("--tls-cert", cert), ("--tls-key", key)):
        try:
            path.read_bytes()
        except OSError as error:
            raise TlsError(f"{option}: {path} cannot be read: {error.strerror}") from error
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Nothing is ever negotiated again in the middle of a connection: it costs the server most.
    context.options |= ssl.OP_NO_RENEGOTIATION
    try:
        context.load_cert_chain(cert, key, password=_no_password)
    except _PasswordError as error:
        raise TlsError(
            f"--tls-key: {key} is protected by a password; give a key without one that only "
            "this server's user can read"
        ) from error
    except (ssl.SSLError, OSError) as error:
        reason = getattr(error, "reason", None) or "it is no PEM file of the right kind"
        raise TlsError(
            f"--tls-cert, --tls-key: {cert} and {key} are no certificate and its private key: "
            f"{str(reason).lower().replace('_', ' ')}"
        ) from error
    return context


class _PasswordError(Exception):
    """A key asked for one."""


def _no_password() -> str:
    # Without this, OpenSSL would ask on the terminal and wait.
    raise _PasswordError
