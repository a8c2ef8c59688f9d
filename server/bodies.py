"""What the answers to HTTP requests hold: pictures, pages, candles, days, problems.

All moments are whole microseconds since the Unix epoch by the server's clock.
"""

from __future__ import annotations

from msgspec import Struct

from server.tick import Amount, Count, Decimals, Micros, Price, Speed, Tick


class SourceInfo(Struct, frozen=True):
    """Where the prices come from.

    kind: ``simulated`` or ``replay``.  label: in words, for a person.
    speed: how fast a recording is played, 1.0 for real time.
    """

    kind: str
    label: str
    speed: Speed = 1.0


class SymbolInfo(Struct, frozen=True):
    """One symbol. decimals: digits after the point that its prices need.

    open: the first price on this tape, or None before it; the change of a price is against it.
    """

    symbol: str
    name: str
    decimals: Decimals
    open: Price | None = None


class Symbols(Struct, frozen=True):
    """``GET /v1/symbols``"""

    epoch: str
    symbols: list[SymbolInfo]
    source: SourceInfo


class Quotes(Struct, frozen=True):
    """``GET /v1/quotes``: the newest tick of each symbol that has one."""

    cursor: str
    now: Micros
    quotes: list[Tick]


class Day(Struct, frozen=True):
    """What a symbol did in one UTC day by the server's clock, as far as its tape goes back.

    start: midnight, µs.  since: when the first tick counted here was published, µs.
    volume: sum of the sizes that were known, or None if none was.  trades: how many ticks.
    count: that of the newest tick counted here, so a reader of ticks can count on from it.
    """

    symbol: str
    start: Micros
    since: Micros
    open: Price
    high: Price
    low: Price
    volume: Amount | None
    trades: Count
    count: Count


class Days(Struct, frozen=True):
    """``GET /v1/days``: the day so far of each symbol that has ticks in it."""

    cursor: str
    now: Micros
    days: list[Day]


class TickPage(Struct, frozen=True):
    """``GET /v1/ticks``: ticks, oldest first; ``cursor`` continues behind them."""

    cursor: str
    complete: bool
    now: Micros
    ticks: list[Tick]


class Candle(Struct, frozen=True):
    """Open, high, low and close of the ticks in ``[start, start + interval)``.

    start: µs, server clock, a multiple of the interval.
    volume: sum of the sizes that were known.  trades: how many ticks.
    """

    start: Micros
    open: Price
    high: Price
    low: Price
    close: Price
    volume: Amount
    trades: Count


class Candles(Struct, frozen=True):
    """``GET /v1/candles``: oldest first; the newest of all is still open.

    cursor, now: the ticks up to here are counted in, none after it; when that was.
    count: the symbol's own running number of the newest tick that is counted in, 0 if there
        was none: a reader of ticks continues the open candle with the tick ``count`` + 1.
    more: the server holds older ones; ``before`` the first ``start`` gives them.
    """

    symbol: str
    interval: str
    candles: list[Candle]
    cursor: str
    now: Micros
    count: Count
    more: bool


class Time(Struct, frozen=True):
    """``GET /v1/time``: when the request came and when the answer left, µs, server clock."""

    received: Micros
    sent: Micros


class Problem(Struct, frozen=True, omit_defaults=True):
    """An RFC 9457 problem document. detail: one sentence that names what to do."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    parameter: str | None = None
