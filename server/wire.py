"""What travels between server and client: ticks, messages, cursors, HTTP bodies.

The one module that both packages share. Every message is JSON text; a WebSocket message
carries its kind in ``type`` (from the server) or ``op`` (from the client). All moments are
whole microseconds since the Unix epoch by the server's clock, so they stay exact in JSON.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType
from typing_extensions import override

CONTRACT_VERSION = 1

# What lies outside of these bounds is refused where it is read, so nothing behind the border has
# to ask whether a number is one that it can add up, draw or write down.
Count = Annotated[int, Meta(ge=0, lt=2**44)]
Micros = Annotated[int, Meta(ge=0, lt=2**53)]
"""Exact in every JSON reader; the year 2255 is the last one."""
VenueMicros = Annotated[int, Meta(ge=-(2**53), lt=2**53)]
Price = Annotated[float, Meta(ge=-1e12, le=1e12)]
Amount = Annotated[float, Meta(ge=0, le=1e18)]
"""A size, or a sum of sizes."""
Decimals = Annotated[int, Meta(ge=0, le=15)]
Speed = Annotated[float, Meta(ge=0, le=sys.float_info.max)]

LONGEST_CURSOR = 128

Clock = Callable[[], int]
"""Tells the microseconds since the Unix epoch; never decreases."""

T = TypeVar("T")


def monotonic_wall_clock() -> Clock:
    """A clock set once from the wall and driven by the monotonic clock from then on.

    A step of the system's clock would otherwise give ticks that are older than their
    predecessors, and ages that jump.
    """
    # Both clocks are read several times, and the closest pair counts: a process that loses
    # the processor between the two readings was off by 0.4 ms.
    _, offset_ns = min(_wall_against_monotonic() for _ in range(16))

    def now_us() -> int:
        return (time.monotonic_ns() + offset_ns) // 1000

    return now_us


def _wall_against_monotonic() -> tuple[int, int]:
    """How long it took to read both clocks, and by how much the wall is ahead, ns."""
    before_ns = time.monotonic_ns()
    wall_ns = time.time_ns()
    after_ns = time.monotonic_ns()
    return after_ns - before_ns, wall_ns - (before_ns + after_ns) // 2


class WireError(ValueError):
    """Bytes or text from outside that are not what the contract says; the message says why."""


class Cursor(Struct, frozen=True, order=False):
    """A place on the tape: everything up to and including ``seq`` of this ``epoch``.

    ``epoch`` names one life of a tape; cursors of different epochs cannot be compared.
    """

    epoch: str
    seq: int

    @override
    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}"

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Read ``"<epoch>:<seq>"``.

        Raises:
            WireError: the text is not a cursor.
        """
        epoch, colon, digits = text.rpartition(":")
        # isdigit alone would let superscripts through; 19 digits hold every seq.
        is_number = digits.isascii() and digits.isdigit() and len(digits) < 20
        if not (epoch and colon and is_number and len(text) <= LONGEST_CURSOR):
            shown = text if len(text) <= LONGEST_CURSOR else f"{text[:LONGEST_CURSOR]}…"
            raise WireError(f"{shown!r} is not a cursor; a cursor looks like 'k3v9x2:81234'")
        return cls(epoch, int(digits))


class Tick(Struct, frozen=True, gc=False):
    """One price of one symbol, as published.

    seq: position on the tape, +1 for every tick of any symbol.
    count: the symbol's own running number, +1 for every tick of that symbol.
    time: when the server published it, µs, server clock.
    venue_time: what the exchange or the recording said, µs, or None.
    price: the trade, or the midpoint of a quote-only source.
    """

    symbol: str
    seq: Count
    count: Count
    time: Micros
    venue_time: VenueMicros | None
    price: Price
    size: Amount | None = None
    bid: Price | None = None
    ask: Price | None = None


# --- WebSocket, from the client ---------------------------------------------------------


class Subscribe(Struct, frozen=True, tag_field="op", tag="subscribe", forbid_unknown_fields=True):
    """Adds symbols (None: all); with ``after``, what was missed comes first.

    max_rate: messages a second, each holding only the newest tick of each symbol. It holds
    for the connection: left out, it stays as it was; None lifts it.
    """

    symbols: list[str] | None = None
    after: str | None = None
    max_rate: float | UnsetType | None = UNSET


class Unsubscribe(
    Struct, frozen=True, tag_field="op", tag="unsubscribe", forbid_unknown_fields=True
):
    """Removes symbols (None: all); ticks already on their way may still arrive."""

    symbols: list[str] | None = None


class Ping(Struct, frozen=True, tag_field="op", tag="ping", forbid_unknown_fields=True):
    """Asks for the server's clock. t1: when the client sent this, µs, client clock."""

    t1: int


Request: TypeAlias = Subscribe | Unsubscribe | Ping


# --- WebSocket, from the server ---------------------------------------------------------


class Hello(Struct, frozen=True, tag_field="type", tag="hello"):
    """The first message: which tape this is and where it stands."""

    contract: int
    epoch: str
    cursor: str
    now: Micros


class Subscribed(Struct, frozen=True, tag_field="type", tag="subscribed"):
    """Answers ``subscribe``.

    symbols: all that this connection is subscribed to now.
    complete: False if the tape no longer holds all that followed the cursor asked for.
    """

    symbols: list[str]
    complete: bool
    cursor: str


class Ticks(Struct, frozen=True, tag_field="type", tag="ticks"):
    """Ticks, oldest first. sent: when they left the server, µs, server clock."""

    ticks: list[Tick]
    sent: Micros


class Heartbeat(Struct, frozen=True, tag_field="type", tag="heartbeat"):
    """Sent after every second without ticks: nothing new up to ``cursor``."""

    cursor: str
    now: Micros


class Pong(Struct, frozen=True, tag_field="type", tag="pong"):
    """t1: as it came; t2: ping received; t3: pong sent; µs, t2 and t3 by the server clock."""

    t1: int
    t2: Micros
    t3: Micros


class ErrorMessage(Struct, frozen=True, tag_field="type", tag="error"):
    """A message that the server cannot use; the connection stays open unless it is abuse."""

    code: str
    message: str


Message: TypeAlias = Hello | Subscribed | Ticks | Heartbeat | Pong | ErrorMessage


# --- HTTP bodies ------------------------------------------------------------------------


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


# --- encoding and decoding --------------------------------------------------------------

_encoder = msgspec.json.Encoder()
_requests: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
_messages: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)
_tick_lists = msgspec.json.Decoder(list[Tick])


def encode(value: Any) -> bytes:
    """The JSON of a message, a body or a tick."""
    return _encoder.encode(value)


def ticks_message(encoded_ticks: Sequence[bytes], sent_us: int) -> bytes:
    """The JSON of a ``ticks`` message from ticks that are encoded already."""
    return b'{"type":"ticks","ticks":[%b],"sent":%d}' % (b",".join(encoded_ticks), sent_us)


def decode_request(data: bytes | str) -> Request:
    """Read a message from a client.

    Raises:
        WireError: it is not one of the messages a client may send.
    """
    return _decode(_requests, data)


def decode_message(data: bytes | str) -> Message:
    """Read a message from the server.

    Raises:
        WireError: it is not one of the messages a server may send.
    """
    return _decode(_messages, data)


def decode_ticks(data: bytes | str) -> list[Tick]:
    """Read the data of a Server-Sent ``ticks`` event: a JSON list of ticks.

    Raises:
        WireError: it is not a list of ticks.
    """
    return _decode(_tick_lists, data)


def decode_body(data: bytes | bytearray, type_: type[T]) -> T:
    """Read an HTTP body.

    Raises:
        WireError: it is not a ``type_``.
    """
    return _decode(msgspec.json.Decoder(type_), data)


def _decode(decoder: msgspec.json.Decoder[T], data: bytes | bytearray | str) -> T:
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise WireError(f"not a message of this contract: {error}") from error
