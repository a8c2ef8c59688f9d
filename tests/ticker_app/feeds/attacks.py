"""What a server that means harm sends: what comes once, what comes without end, what is said.

Each is told by the words that the app has for it.
"""

from __future__ import annotations

import gzip

from websockets.frames import Opcode

from server.wire import Heartbeat, Hello, Subscribed, encode
from tests.ticker_app.hostile import chunks, compressed, frame, head

GREETING = frame(encode(Hello(1, "e1", "e1:5", 500))), frame(encode(Subscribed([], True, "e1:5")))
CHUNKED = "Transfer-Encoding: chunked"
STREAM = head(CHUNKED, kind="text/event-stream")
BOMB = gzip.compress(bytes(50_000_000))

OVER_HTTP = {
    "a body without end": ((head(),), b"x" * 65536, "too large"),
    "chunks without end": ((head(CHUNKED),), b"1\r\nx\r\n" * 10_000, "too many pieces"),
    "a head without end": ((b"HTTP/1.1 200 OK\r\n",), b"X: y\r\n" * 1000, "not as a Live Ticker"),
    "one header without end": ((b"HTTP/1.1 200 OK\r\nX: ",), b"y" * 65536, "not as a Live Ticker"),
    "heads without end": ((), b"HTTP/1.1 103 Hm\r\nX: y\r\n\r\n" * 100, "not as a Live Ticker"),
    "a bomb": (
        (head("Content-Encoding: gzip", f"Content-Length: {len(BOMB)}"), BOMB),
        b"",
        "compressed, unasked",
    ),
    "a bomb in disguise": ((head(f"Content-Length: {len(BOMB)}"), BOMB), b"", "not a message"),
    "a length beyond numbers": ((head(f"Content-Length: {'9' * 5000}"),), b"", "not as a Live"),
    "a refusal without end": (
        (head(status="500 No"),),
        b"<b>no</b>" * 5000,
        "too large",
    ),
    "a way to somewhere else": (
        (head("Location: http://127.0.0.1:9/", "Content-Length: 0", status="302 Found"),),
        b"",
        "HTTP status 302",
    ),
    "a way to nowhere": (
        (head("Location: http://[x", "Content-Length: 0", status="302 Found"),),
        b"",
        "not as a Live Ticker",
    ),
}


STREAMS = {
    "a line without end": ((STREAM,), b"1000\r\n%b\r\n" % (b"x" * 4096), "over 1048576 bytes"),
    "empty data without end": ((STREAM,), b"5f5\r\n%b\r\n" % (b"data\n" * 305), "over 1048576"),
    "a bomb": (
        (head("Content-Encoding: gzip", kind="text/event-stream"), BOMB),
        b"",
        "compressed, unasked",
    ),
    "another tape": (
        (STREAM, *chunks(b": heartbeat e1:1 5\n: heartbeat e2:1 5\n", 99)),
        b"",
        "another tape",
    ),
    "a moment beyond numbers": (
        (STREAM, *chunks(b": heartbeat e1:1 %b\n" % (b"9" * 5000), 9999), b"0\r\n\r\n"),
        b"",
        "ended the stream",
    ),
}


SOCKETS = {
    "a message as large as they come": (
        (*GREETING, b"\x81\x7f\x3f\xff\xff\xff\xff\xff\xff\xff"),
        b"x" * 65536,
        "larger than this app accepts",
    ),
    "a message in pieces without end": (
        (*GREETING, frame(b"x", fin=False)),
        frame(b"x", Opcode.CONT, fin=False) * 1000,
        "more pings and pieces",
    ),
    "pieces of nothing": (
        (*GREETING, frame(b"", fin=False)),
        frame(b"", Opcode.CONT, fin=False) * 1000,
        "more pings and pieces",
    ),
    "pings without end": (GREETING, frame(b"x" * 125, Opcode.PING) * 100, "more pings and pieces"),
    "a compressed frame": ((*GREETING, compressed(b"x")), b"", "not as a Live Ticker"),
    "a bomb": ((*GREETING, compressed(BOMB)), b"", "not as a Live Ticker"),
    "a compressed frame of 50 MB": (
        (*GREETING, b"\xc1\x7f" + (50_000_000).to_bytes(8, "big")),
        b"x" * 65536,
        "larger than this app accepts",
    ),
    "a second greeting": ((*GREETING, *GREETING), b"", "a second 'hello'"),
    "another tape": ((*GREETING, frame(encode(Heartbeat("e2:5", 5)))), b"", "another tape"),
    "words for a terminal": (
        (*GREETING, frame(b'{"type":"error","code":"x","message":"a\\u001b[31m\\u202eb\\nc"}')),
        b"",
        ": a [31m b c",
    ),
}
