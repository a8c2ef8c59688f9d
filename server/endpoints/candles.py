"""GET /v1/candles: open, high, low, close and volume of one symbol."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from aiohttp import web
from msgspec import Meta, Struct

from server.candles import INTERVALS
from server.endpoints.answers import ProblemError, json_answer
from server.endpoints.parts import Call
from server.endpoints.query import check_symbol
from server.wire import Candles

_INTERVAL = Meta(
    description=f"one of {', '.join(INTERVALS)}", extra_json_schema={"enum": [*INTERVALS]}
)


class CandlesQuery(Struct, frozen=True):
    """Which symbol, how long a candle is, and how many of them."""

    symbol: Annotated[str, Meta(description="the name of one symbol", examples=["AAA"])]
    interval: Annotated[str, _INTERVAL] = "1s"
    limit: Annotated[int, Meta(ge=1, le=5000, description="at most so many candles")] = 500


async def candles(call: Call[CandlesQuery]) -> web.Response:
    """Answer with the newest candles, oldest first."""
    parts, query = call.parts, call.query
    check_symbol(parts.tape, query.symbol, "symbol")
    if query.interval not in INTERVALS:
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"interval takes {_INTERVAL.description}, not {query.interval!r}",
            parameter="interval",
        )
    newest = parts.candles.candles(query.symbol, query.interval, query.limit)
    return json_answer(Candles(query.symbol, query.interval, newest))
