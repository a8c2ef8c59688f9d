"""What an endpoint works with: the parts of one server, and one request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from aiohttp import web
from msgspec import Struct

from server.candles import CandleBook
from server.days import DayBook
from server.fanout import Fanout
from server.gate import Gate
from server.ledger import Ledger
from server.limits import Limits
from server.sources.base import Source
from server.tape import Tape
from server.traffic import Traffic
from server.waiters import Waiters
from server.wire import Clock

Query = TypeVar("Query")


@dataclass(slots=True)
class Playing:
    """What became of the source. broke: it brings no prices any more, and should."""

    broke: bool = False


class Parts(Struct, frozen=True, eq=False):
    """The parts of one server. connections: counts the open TCP connections."""

    source: Source
    tape: Tape
    clock: Clock
    candles: CandleBook
    days: DayBook
    fanout: Fanout
    waiters: Waiters
    gate: Gate
    traffic: Traffic
    ledger: Ledger
    limits: Limits
    playing: Playing
    connections: Callable[[], int]


class Call(Struct, Generic[Query], frozen=True, eq=False):
    """One request.

    received_us: when the server began to look at it, server clock.
    page_headers: what the answer says to the web page that asked, if one did.
    """

    parts: Parts
    request: web.BaseRequest
    query: Query
    received_us: int
    page_headers: Mapping[str, str]


class NoQuery(Struct, frozen=True):
    """Of an endpoint without parameters."""


Handler: TypeAlias = Callable[[Call[Any]], Awaitable[web.StreamResponse]]


class Route(Struct, frozen=True, eq=False):
    """One path. Its query type says how its parameters are read and how they are described.

    answer: the type of the JSON body, or None if it is something else.
    headers: the request headers that it heeds, and what each does.
    etag: an answer can be 304.
    streams: the answer does not end by itself, so a HEAD of it makes no sense.
    upgrades: the answer is a WebSocket.
    counted: requests of it count against the rate of their address.
    open: it is answered without the token, as whoever watches over the server has none.
    problems: statuses of its own problem documents, beside those that any path can give.
    """

    path: str
    summary: str
    handler: Handler
    query: type[Struct] = NoQuery
    answer: Any = None
    media_type: str = "application/json"
    headers: dict[str, str] = {}
    etag: bool = False
    streams: bool = False
    upgrades: bool = False
    counted: bool = True
    open: bool = False
    problems: tuple[int, ...] = ()

    def account(self, parameters: Mapping[str, str]) -> str:
        """What its requests are counted under: those that wait for news have a name of their own.

        Waking and serving them costs more, and other requests of the path would hide how much.
        """
        waits = "wait" in parameters and "wait" in self.query.__struct_fields__
        return f"{self.path}?wait" if waits else self.path

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that this path takes."""
        return ("GET", "OPTIONS") if self.streams else ("GET", "HEAD", "OPTIONS")
