"""What travels between server and client: ticks, messages, cursors, HTTP bodies.

Both packages have all of it from here. Every message is JSON text; a WebSocket message carries its
kind in ``type`` (from the server) or ``op`` (from the client). All moments are whole microseconds
since the Unix epoch by the server's clock, so they stay exact in JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from server.bodies import (
    Candle,
    Candles,
    Day,
    Days,
    Problem,
    Quotes,
    SourceInfo,
    SymbolInfo,
    Symbols,
    TickPage,
    Time,
)
from server.clock import Clock, monotonic_wall_clock
from server.tick import (
    LONGEST_CURSOR,
    Amount,
    Count,
    Cursor,
    Decimals,
    Micros,
    Price,
    Speed,
    Tick,
    VenueMicros,
    WireError,
)

__all__ = [
    "CONTRACT_VERSION",
    "LONGEST_CURSOR",
    "Amount",
    "Candle",
    "Candles",
    "Clock",
    "Count",
    "Cursor",
    "Day",
    "Days",
    "Decimals",
    "ErrorMessage",
    "Heartbeat",
    "Hello",
    "Message",
    "Micros",
    "Ping",
    "Pong",
    "Price",
    "Problem",
    "Quotes",
    "Request",
    "SourceInfo",
    "Speed",
    "Subscribe",
    "Subscribed",
    "SymbolInfo",
    "Symbols",
    "Tick",
    "TickPage",
    "Ticks",
    "Time",
    "Unsubscribe",
    "VenueMicros",
    "WireError",
    "decode_body",
    "decode_message",
    "decode_request",
    "decode_ticks",
    "encode",
    "monotonic_wall_clock",
    "ticks_message",
]

CONTRACT_VERSION = 1

T = TypeVar("T")


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
