"""Where a server is, and what opens it: a token, an authority for its certificate."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct


class ServerKey(Struct, frozen=True, eq=False):
    """What opens a server beside its address.

    token: that it asks for, or None.
    tls: whom to believe that it is the server; None: whom this system believes.
    """

    token: str | None = None
    tls: ssl.SSLContext | None = None


NO_KEY = ServerKey()


class ServerAddress(str):
    """The address of a server, with what opens it.

    It is a text like any address: whoever passes addresses on passes the key on with it, and
    whoever shows one shows no more than the address.

    place: what a user calls it: ``127.0.0.1:8765``.
    """

    __slots__ = ("key", "place")

    key: ServerKey
    place: str

    def __new__(cls, url: str, key: ServerKey = NO_KEY, place: str = "") -> ServerAddress:
        """
        Args:
            url: http(s)://host:port, without a path.
            key: what opens it.
            place: what a user calls it, if that is not its host and port.
        """
        address = super().__new__(cls, url)
        address.key = key
        address.place = place or urlsplit(url).netloc.rpartition("@")[2] or repr(url)
        return address


def key_of(server_url: str) -> ServerKey:
    """What opens a server; nothing beside its address if it is a plain text."""
    return server_url.key if isinstance(server_url, ServerAddress) else NO_KEY


def place_of(server_url: str) -> str:
    """What a user calls a server: ``127.0.0.1:8765``."""
    return (
        server_url if isinstance(server_url, ServerAddress) else ServerAddress(server_url)
    ).place


def by_way_of(server_url: str, way_url: str, name: str) -> str:
    """The address of something that stands before a server and lets through what opens it.

    What a user asked for is the server, so that stays its place.

    Args:
        server_url: the server.
        way_url: what stands before it.
        name: what a user calls that: ``the fault desk``.
    """
    place = f"{place_of(server_url)} (through {name})"
    return ServerAddress(way_url, key_of(server_url), place)


def headers_for(server_url: str) -> Mapping[str, str]:
    """What every request to this server carries (RFC 6750 §2.1)."""
    token = key_of(server_url).token
    return {} if token is None else {"Authorization": f"Bearer {token}"}


def tls_for(server_url: str) -> ssl.SSLContext | None:
    """Whom to believe about the server's certificate; None for plain HTTP."""
    if not server_url.startswith("https:"):
        return None
    return key_of(server_url).tls or ssl.create_default_context()
