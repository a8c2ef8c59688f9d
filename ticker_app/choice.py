"""What a user chooses between: push or pull, by which transport, how often."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

SHORTEST_INTERVAL_S = 0.1
LONGEST_INTERVAL_S = 60.0


class Mode(StrEnum):
    """Who begins: the server (push) or the client (pull)."""

    PUSH = "push"
    PULL = "pull"


class Transport(StrEnum):
    """The four ways to hear a feed, by the names of the command line."""

    WEBSOCKET = "websocket"
    SSE = "sse"
    LONG_POLL = "long-poll"
    POLL = "poll"

    @property
    def mode(self) -> Mode:
        """Which side begins on this transport."""
        pushed = (Transport.WEBSOCKET, Transport.SSE)
        return Mode.PUSH if self in pushed else Mode.PULL


class LaneChoice(Struct, frozen=True):
    """One way to hear the feed. interval_s: between two polls; only ``poll`` uses it."""

    transport: Transport = Transport.WEBSOCKET
    interval_s: float = 1.0

    @property
    def mode(self) -> Mode:
        """Push or pull."""
        return self.transport.mode
