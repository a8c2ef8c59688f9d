"""Who may talk to a server: by which names, from which web pages, with which token."""

from __future__ import annotations

import hashlib
import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from msgspec import Struct

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Access(Struct, frozen=True):
    """Who may talk to one server.

    names: by which it may be called in ``Host``, beside loopback addresses and ``localhost``.
    any_address: it may be called by any IP address too. A web page that rebinds its own name to
        this server is called by that name, never by an address, so this lets none in.
    origins: of the web pages elsewhere that may read from it.
    token: what every request has to carry, or None.
    """

    names: frozenset[str] = frozenset()
    any_address: bool = False
    origins: frozenset[str] = frozenset()
    token: str | None = None

    def takes_host(self, header: str) -> bool:
        """Whether a ``Host`` header calls this server."""
        name = _host_of(header)
        if name is None:
            return False
        if name == "localhost" or name in self.names:
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self.any_address

    def takes_origin(self, origin: str, host: str) -> bool:
        """Whether a web page of this ``Origin`` may ask; ``host``: what it called the server.

        A page that the server's own name and port brought is no stranger.
        """
        return origin in self.origins or _is_same_place(origin, host)

    def takes_token(self, given: str | None) -> bool:
        """Whether this is the token, in a time that tells nothing of how much of it is right."""
        if self.token is None:
            return True
        return given is not None and hmac.compare_digest(_digest(given), _digest(self.token))


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach a server that listens on this host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def read_origin(text: str) -> str | None:
    """``https://example.org`` as a browser writes it in ``Origin``; None if it is none."""
    try:
        parts = urlsplit(text.lower())
        port = parts.port
    except ValueError:
        return None
    beyond = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or beyond:
        return None
    shown = "" if port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{port}"
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{name}{shown}"


def _digest(token: str) -> bytes:
    """Of one length for every token, as a comparison would tell the length."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def _host_of(header: str) -> str | None:
    """The name or address in a ``Host`` header, None if it is none."""
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != header or "@" in header or not parts.hostname:
        return None
    return parts.hostname.removesuffix(".")


def _is_same_place(origin: str, host: str) -> bool:
    # Not by its scheme: what ends TLS in front of a server speaks plain HTTP with it.
    read = read_origin(origin)
    places = (read_origin(f"{scheme}://{host}") for scheme in _DEFAULT_PORTS)
    return read is not None and read in places
