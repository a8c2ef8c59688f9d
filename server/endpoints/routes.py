"""The table of every path: the one source for serving, checking and describing them."""

from __future__ import annotations

from aiohttp import web

from server.endpoints.answers import json_answer
from server.endpoints.candles import CandlesQuery, candles
from server.endpoints.days import DaysQuery, days
from server.endpoints.metrics import MEDIA_TYPE, metrics
from server.endpoints.openapi import document
from server.endpoints.operations import Health, Stats, healthz, readyz, stats, symbols, time_
from server.endpoints.parts import Call, NoQuery, Route
from server.endpoints.quotes import QuotesQuery, quotes
from server.endpoints.socket import socket
from server.endpoints.stream import StreamQuery, stream
from server.endpoints.ticks import TicksQuery, ticks
from server.limits import Limits
from server.wire import Candles, Days, Quotes, Symbols, TickPage, Time

_READINGS = (
    Route("/v1/symbols", "Every symbol of this tape", symbols, answer=Symbols),
    Route(
        "/v1/quotes",
        "The newest tick of each symbol",
        quotes,
        query=QuotesQuery,
        answer=Quotes,
        headers={"If-None-Match": "answers 304 while this ETag is that of the newest tick"},
        etag=True,
        problems=(404,),
    ),
    Route(
        "/v1/days",
        "The UTC day so far of each symbol: open, high, low, volume; without a tick, none",
        days,
        query=DaysQuery,
        answer=Days,
        problems=(404,),
    ),
    Route(
        "/v1/ticks",
        "What followed a cursor, oldest first, now or as soon as there is something",
        ticks,
        query=TicksQuery,
        answer=TickPage,
        problems=(404,),
    ),
    Route(
        "/v1/stream",
        "Server-Sent Events: each `ticks` event holds a JSON list, its id is the cursor",
        stream,
        query=StreamQuery,
        media_type="text/event-stream",
        headers={"Last-Event-ID": "continue behind this cursor"},
        streams=True,
        problems=(404,),
    ),
    Route(
        "/v1/ws",
        "The WebSocket: subscribe, unsubscribe, ping",
        socket,
        streams=True,
        upgrades=True,
        problems=(426,),
    ),
    Route(
        "/v1/candles",
        "Open, high, low, close and volume, oldest first; the newest of all is still open",
        candles,
        query=CandlesQuery,
        answer=Candles,
        problems=(404,),
    ),
    # Who is limited shall still be able to set the clock by which it waits.
    Route(
        "/v1/time", "The server's clock, to measure an offset", time_, answer=Time, counted=False
    ),
    Route("/v1/stats", "What serving costs", stats, answer=Stats),
    Route(
        "/healthz",
        "Whether the server is alive",
        healthz,
        answer=Health,
        counted=False,
        open=True,
    ),
    Route(
        "/readyz",
        "Whether clients may be sent here: 503 while it shuts down, is full or has no prices",
        readyz,
        answer=Health,
        counted=False,
        open=True,
    ),
    Route(
        "/metrics",
        "The figures as Prometheus text",
        metrics,
        media_type=MEDIA_TYPE,
        counted=False,
    ),
)


def all_routes(limits: Limits) -> tuple[Route, ...]:
    """Every path, the description of all of them among them."""

    async def openapi(_call: Call[NoQuery]) -> web.Response:
        """Answer with the HTTP contract."""
        return json_answer(described)

    routes = (*_READINGS, Route("/openapi.json", "This description", openapi, counted=False))
    described = document(routes, limits.ceilings)
    return routes
