"""Bytes that were once right: requests and WebSocket frames, and what chance makes of them."""

from __future__ import annotations

import random
from collections.abc import Callable

KEY = "c2l4dGVlbiBieXRlcyBvaw=="
HOST = "Host: localhost\r\n"
UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    f"Sec-WebSocket-Key: {KEY}\r\n"
)
HANDSHAKE = f"GET /v1/ws HTTP/1.1\r\n{HOST}{UPGRADE}\r\n".encode()

_PATHS = (
    "/", "/v1/symbols", "/v1/quotes?symbols=ACME,BOLT", "/v1/ticks?symbols=ACME&limit=3",
    "/v1/ticks?wait=0.01&after=x:1", "/v1/stream?symbols=ACME", "/v1/days", "/v1/time",
    "/v1/candles?symbol=ACME&interval=5s&limit=3&before=1732242000000000", "/v1/stats",
    "/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/ws",
)  # fmt: skip
_HEADERS = (
    "", "Accept: */*\r\n", "If-None-Match: \"x:1\"\r\n", "Last-Event-ID: x:1\r\n",
    "Connection: close\r\n", "Content-Length: 3\r\n\r\nabc",
    "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
    "Origin: http://localhost\r\n", "Authorization: Bearer x\r\n", "Expect: 100-continue\r\n",
    "Content-Encoding: gzip\r\nContent-Length: 1\r\n", UPGRADE,
    UPGRADE + "Sec-WebSocket-Extensions: permessage-deflate\r\n",
    UPGRADE + "Sec-WebSocket-Protocol: ticker, bearer.x\r\n",
)  # fmt: skip
_MESSAGES = (
    b'{"op":"subscribe"}',
    b'{"op":"subscribe","symbols":["ACME","BOLT"],"after":"x:1","max_rate":5}',
    b'{"op":"unsubscribe","symbols":["ACME"]}',
    b'{"op":"ping","t1":123}',
    b'{"op":"subscribe","symbols":[],"max_rate":null}',
)
_PIECES = (
    b"\r\n", b"\r\n\r\n", b"\0", b"\xff", b"\xc0\x80", b"%00", b"%", b"?", b"&", b"=", b",", b":",
    b"-1", b"0", b"1e309", b"NaN", b"9" * 30, b"null", b"true", b"[]", b"{}", b"[" * 500,
    b"HTTP/1.0", b"HTTP/2.0", b"Host: evil\r\n", b"Content-Length: 5\r\n", b"X: y\r\n" * 200,
    b"Transfer-Encoding: chunked\r\n", b"\xed\xa0\x80", "é".encode(), b"..", b"/", b"x" * 5000,
)  # fmt: skip


def right_request(chance: random.Random) -> bytes:
    """A request that means no harm."""
    method = chance.choice(("GET", "GET", "GET", "HEAD", "OPTIONS", "POST"))
    path, headers = chance.choice(_PATHS), chance.choice(_HEADERS)
    return f"{method} {path} HTTP/1.1\r\n{HOST}{headers}\r\n".encode()


def right_frame(chance: random.Random) -> bytes:
    """A client's frame that means no harm: text, or now and then another kind."""
    payload = chance.choice(_MESSAGES)
    first = chance.choice((0x81, 0x81, 0x81, 0x82, 0x01, 0x80, 0x88, 0x89, 0x8A))
    if first >= 0x88:
        payload = payload[:20]
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    mask = chance.randbytes(4)
    masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
    return bytes([first]) + length + mask + masked


def wrong(chance: random.Random, data: bytes) -> bytes:
    """The same bytes after one to four accidents."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        chance.choice(_ACCIDENTS)(chance, changed)
    return bytes(changed)


def _flip(chance: random.Random, data: bytearray) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _lose(chance: random.Random, data: bytearray) -> None:
    begin = chance.randrange(len(data) + 1)
    del data[begin : begin + chance.randint(1, 20)]


def _repeat(chance: random.Random, data: bytearray) -> None:
    begin = chance.randrange(len(data) + 1)
    data[begin:begin] = data[begin : begin + chance.randint(1, 40)] * chance.randint(1, 5)


def _add(chance: random.Random, data: bytearray) -> None:
    begin = chance.randrange(len(data) + 1)
    data[begin:begin] = chance.choice(_PIECES)


def _noise(chance: random.Random, data: bytearray) -> None:
    begin = chance.randrange(len(data) + 1)
    data[begin:begin] = chance.randbytes(chance.randint(1, 30))


def _cut(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data) + 1) :]


_ACCIDENTS: tuple[Callable[[random.Random, bytearray], None], ...] = (
    _flip, _flip, _lose, _repeat, _add, _add, _noise, _cut,
)  # fmt: skip
