"""How many connections there are, in all and of each client, and who is one too many."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from ipaddress import IPv4Address, IPv6Address, ip_address

from server.limits import Limits

SPARE = 64
"""So many connections more are told why they are refused; what comes beyond is cut off."""


class Place(Enum):
    """What a connection that comes is told."""

    FREE = "come in"
    ALL_TAKEN = "there are as many connections as there may be"
    OWN_TAKEN = "this client has as many connections as one may have"
    NONE = "cut off without a word"


class Crowd:
    """Counts the connections of one server.

    Args:
        limits: the bounds of the server.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._of_client: Counter[str] = Counter()
        self.size = 0
        """How many connections there are."""

    def enter(self, client: str) -> Place:
        """One more connection of this client; it counts until it leaves, whatever it is told."""
        self.size += 1
        self._of_client[client] += 1
        most, own_most = self._limits.connections, self._limits.connections_of(client)
        own = self._of_client[client]
        if self.size > most + SPARE or own > own_most + SPARE:
            return Place.NONE
        if self.size > most:
            return Place.ALL_TAKEN
        return Place.OWN_TAKEN if own > own_most else Place.FREE

    def leave(self, client: str) -> None:
        """One connection of this client less."""
        self.size -= 1
        self._of_client[client] -= 1
        if not self._of_client[client]:
            del self._of_client[client]


def client_of(address: str) -> str:
    """Whom an address belongs to: IPv4 as it is, of IPv6 the /64, which one client has whole."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, IPv4Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    if ip.is_loopback:
        return str(ip)
    return f"{IPv6Address(int(ip) >> 64 << 64)}/64"
