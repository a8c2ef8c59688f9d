"""What serving cost the server, by its own account (`/v1/stats`)."""

from __future__ import annotations

from msgspec import Struct

from server.wire import Clock
from ticker_app.feeds.http import HttpClient
from ticker_app.measures.cost import Cost


class ServerStats(Struct, frozen=True):
    """Sums since the server began, for all its clients together."""

    uptime_s: float
    cpu_s: float
    resident_bytes: int
    ticks_published: int
    messages_sent: int
    bytes_sent: int
    requests: int
    empty_answers: int


class ServerCost(Struct, frozen=True):
    """What was spent between two looks, for all clients; resident_bytes: at the second."""

    seconds: float
    cpu_s: float
    resident_bytes: int
    ticks_published: int
    messages_sent: int
    bytes_sent: int
    requests: int
    empty_answers: int


async def server_stats(server_url: str, *, clock: Clock) -> ServerStats:
    """Ask the server, on a connection that is closed again.

    Raises:
        FeedError: it does not say.
    """
    async with HttpClient(server_url, clock=clock, cost=Cost()) as client:
        stats, _ = await client.read(ServerStats, "/v1/stats")
    return stats


def spent(before: ServerStats, after: ServerStats) -> ServerCost | None:
    """The difference; None if the server began anew in between."""
    if after.uptime_s <= before.uptime_s or after.cpu_s < before.cpu_s:
        return None
    return ServerCost(
        seconds=round(after.uptime_s - before.uptime_s, 3),
        cpu_s=round(after.cpu_s - before.cpu_s, 3),
        resident_bytes=after.resident_bytes,
        ticks_published=after.ticks_published - before.ticks_published,
        messages_sent=after.messages_sent - before.messages_sent,
        bytes_sent=after.bytes_sent - before.bytes_sent,
        requests=after.requests - before.requests,
        empty_answers=after.empty_answers - before.empty_answers,
    )
