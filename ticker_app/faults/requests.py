"""HTTP requests as they pass, so that some can be answered on the way. No sockets."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from msgspec import Struct

LARGEST_HEAD_BYTES = 64 * 1024
_END = b"\r\n\r\n"
_HOST = re.compile(rb"(?im)^host:[^\r\n]*")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d+)")
_UPGRADE = re.compile(rb"(?im)^upgrade:[ \t]*websocket")
_TITLES = {
    429: "the fault desk answers every request so: too many requests",
    503: "the fault desk answers every request so: the server is busy",
    403: "the fault desk forbids WebSocket, as some company proxies do",
}


class Head(Struct, frozen=True):
    """A request up to its empty line, for the server under its own name."""

    data: bytes
    wants_websocket: bool


class Body(Struct, frozen=True):
    """Bytes that follow a request, or that are none of HTTP."""

    data: bytes


class RequestSplitter:
    """Finds the requests of one connection, until it is upgraded or speaks something else.

    Args:
        host: what the server is called, for the Host header.
    """

    def __init__(self, host: str) -> None:
        self._host = b"Host: " + host.encode()
        self._head = bytearray()
        self._body_bytes = 0
        self._is_opaque = False

    def feed(self, data: bytes) -> list[Head | Body]:
        """What is complete after these bytes, in order."""
        parts: list[Head | Body] = []
        while data:
            if self._is_opaque:
                parts.append(Body(data))
                break
            if self._body_bytes:
                body, data = data[: self._body_bytes], data[self._body_bytes :]
                self._body_bytes -= len(body)
                parts.append(Body(body))
                continue
            self._head += data
            data = self._take_head(parts)
        return parts

    def _take_head(self, parts: list[Head | Body]) -> bytes:
        end = self._head.find(_END)
        if end < 0 and len(self._head) <= LARGEST_HEAD_BYTES:
            return b""
        if end < 0:
            self._is_opaque = True
            parts.append(Body(bytes(self._head)))
            self._head.clear()
            return b""
        head = bytes(self._head[: end + len(_END)])
        rest = bytes(self._head[end + len(_END) :])
        self._head.clear()
        length = _LENGTH.search(head)
        self._body_bytes = int(length[1]) if length else 0
        self._is_opaque = _UPGRADE.search(head) is not None or b"chunked" in head.lower()
        named = _HOST.sub(lambda _: self._host, head, count=1)
        parts.append(Head(named, _UPGRADE.search(head) is not None))
        return rest


def answer(status: int, retry_after_s: int | None = None) -> bytes:
    """A whole answer of this status; the connection stays open."""
    phrase = HTTPStatus(status).phrase
    problem = {"title": phrase, "status": status, "detail": _TITLES[status]}
    body = json.dumps(problem).encode()
    lines = [
        f"HTTP/1.1 {status} {phrase}",
        "Content-Type: application/problem+json",
        f"Content-Length: {len(body)}",
    ]
    if retry_after_s is not None:
        lines.append(f"Retry-After: {retry_after_s}")
    return "\r\n".join([*lines, "", ""]).encode() + body
