"""GET /v1/candles: open, high, low, close and volume of one symbol."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, TypeAlias

from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType

from server.candles import INTERVALS
from server.endpoints.answers import ProblemError, json_answer
from server.endpoints.parts import Call
from server.endpoints.query import check_symbol
from server.wire import Candles

_INTERVAL = Meta(
    description=f"one of {', '.join(INTERVALS)}", extra_json_schema={"enum": [*INTERVALS]}
)
StartMicros: TypeAlias = Annotated[
    int,
    Meta(
        ge=0,
        le=2**53 - 1,
        description="only candles that start before this, µs, server clock; left out: all",
        examples=[1732242000000000],
    ),
]


class CandlesQuery(Struct, frozen=True):
    """Which symbol, how long a candle is, and how many of them."""

    symbol: Annotated[str, Meta(description="the name of one symbol", examples=["AAA"])]
    interval: Annotated[str, _INTERVAL] = "1s"
    limit: Annotated[int, Meta(ge=1, le=5000, description="at most so many candles")] = 500
    before: StartMicros | UnsetType = UNSET


async def candles(call: Call[CandlesQuery]) -> web.Response:
    """Answer with the newest candles, or the newest of the older ones, oldest first."""
    parts, query = call.parts, call.query
    check_symbol(parts.tape, query.symbol, "symbol")
    if query.interval not in INTERVALS:
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"interval takes {_INTERVAL.description}, not {query.interval!r}",
            parameter="interval",
        )
    before = None if isinstance(query.before, UnsetType) else query.before
    page = parts.candles.page(query.symbol, query.interval, query.limit, before)
    return json_answer(
        Candles(
            query.symbol,
            query.interval,
            page.candles,
            cursor=str(parts.tape.cursor),
            now=parts.clock(),
            count=sum(tick.count for tick in parts.tape.newest([query.symbol])),
            more=page.more,
        )
    )
