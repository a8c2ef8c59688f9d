"""How a batch of encoded ticks becomes the bytes on a connection."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from typing_extensions import override

from server.wire import Cursor, Heartbeat, encode, ticks_message


class Framing(ABC):
    """One way to put ticks on a connection; the bytes are the same for every reader."""

    @abstractmethod
    def ticks(self, encoded_ticks: Sequence[bytes], cursor: Cursor, now_us: int) -> bytes:
        """Ticks, oldest first; ``cursor`` continues behind them."""

    @abstractmethod
    def heartbeat(self, cursor: Cursor, now_us: int) -> bytes:
        """Nothing new up to ``cursor``."""


class WebSocketFraming(Framing):
    """Text messages, each in one unmasked frame (RFC 6455 §5.2)."""

    @override
    def ticks(self, encoded_ticks: Sequence[bytes], cursor: Cursor, now_us: int) -> bytes:
        return text_frame(ticks_message(encoded_ticks, now_us))

    @override
    def heartbeat(self, cursor: Cursor, now_us: int) -> bytes:
        return text_frame(encode(Heartbeat(str(cursor), now_us)))


class EventStreamFraming(Framing):
    """Server-Sent Events (WHATWG HTML §9.2), as the body ends with the connection."""

    @override
    def ticks(self, encoded_ticks: Sequence[bytes], cursor: Cursor, now_us: int) -> bytes:
        data = b"[%b]" % b",".join(encoded_ticks)
        return self.wrap(b"id: %b\n%b" % (str(cursor).encode(), event(b"ticks", data)))

    @override
    def heartbeat(self, cursor: Cursor, now_us: int) -> bytes:
        return self.wrap(f": heartbeat {cursor} {now_us}\n\n".encode())

    def gap(self, cursor: Cursor) -> bytes:
        """What was asked for is not held any more; what follows begins where it can."""
        return self.wrap(event(b"gap", encode({"complete": False, "cursor": str(cursor)})))

    def goodbye(self, back_s: int) -> bytes:
        """The server goes away; an EventSource comes back by itself after that time."""
        return self.wrap(f": the server is going away\nretry: {back_s * 1000}\n\n".encode())

    def wrap(self, event_bytes: bytes) -> bytes:
        """What the transfer coding makes of an event."""
        return event_bytes


class ChunkedEventStreamFraming(EventStreamFraming):
    """Server-Sent Events, each in one chunk (RFC 9112 §7.1)."""

    @override
    def wrap(self, event_bytes: bytes) -> bytes:
        return b"%x\r\n%b\r\n" % (len(event_bytes), event_bytes)


WEBSOCKET = WebSocketFraming()
EVENT_STREAM = EventStreamFraming()
CHUNKED_EVENT_STREAM = ChunkedEventStreamFraming()


def event(name: bytes, data: bytes) -> bytes:
    """A named event; ``data`` holds no line break, as JSON never does."""
    return b"event: %b\ndata: %b\n\n" % (name, data)


def text_frame(payload: bytes) -> bytes:
    """A whole text message in one frame of a server, which is never masked."""
    return _frame(0x81, payload)


def ping_frame(payload: bytes) -> bytes:
    """Asks for a pong with the same payload (RFC 6455 §5.5.2)."""
    return _frame(0x89, payload)


def pong_frame(payload: bytes) -> bytes:
    """Answers a ping with its own payload (RFC 6455 §5.5.3)."""
    return _frame(0x8A, payload)


def _frame(first_byte: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        header = bytes((first_byte, size))
    elif size < 65_536:
        header = bytes((first_byte, 126)) + size.to_bytes(2, "big")
    else:
        header = bytes((first_byte, 127)) + size.to_bytes(8, "big")
    return header + payload
