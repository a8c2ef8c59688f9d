"""Server-Sent Events: bytes in, events and comments out (WHATWG HTML, section 9.2.6)."""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec import Struct

from server.wire import WireError
from ticker_app.feeds.coming_back import retry_field_s

LARGEST_EVENT_BYTES = 1024 * 1024
LINE_BYTES = 64
"""What a line of data takes here beside its text, even an empty one."""

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Event(Struct, frozen=True):
    """A dispatched event. id: the last ``id`` that came, with this event or before it."""

    name: str
    data: str
    id: str


class Comment(Struct, frozen=True):
    """A line that began with a colon, without the colon and one space."""

    text: str


class Retry(Struct, frozen=True):
    """How long to wait before the next connection, seconds."""

    after_s: float


Item: TypeAlias = Event | Comment | Retry


class EventParser:
    """Parses a stream that comes in pieces of any size.

    Args:
        largest_bytes: bound of one event and of one line.
    """

    def __init__(self, largest_bytes: int = LARGEST_EVENT_BYTES) -> None:
        self._largest_bytes = largest_bytes
        self._line = bytearray()
        self._at_start = True
        self._after_cr = False
        self._name = ""
        self._data: list[str] = []
        self._data_bytes = 0
        self._id = ""

    def feed(self, data: bytes) -> list[Item]:
        """What is complete after these bytes, in order.

        Raises:
            WireError: an event is too large, or is not UTF-8.
        """
        if self._after_cr and data.startswith(b"\n"):
            data = data[1:]
            self._after_cr = False
        if not data:
            return []
        self._after_cr = data.endswith(b"\r")
        *ends, rest = _LINE_END.split(data)
        items = [item for end in ends if (item := self._end_line(end)) is not None]
        self._line += rest
        self._check_size()
        return items

    def _end_line(self, end: bytes) -> Item | None:
        self._line += end
        self._check_size()
        line = bytes(self._line)
        self._line.clear()
        if self._at_start:
            line = line.removeprefix(_BYTE_ORDER_MARK)
            self._at_start = False
        try:
            return self._read_line(line.decode())
        except UnicodeError as error:
            raise WireError(f"not a message of this contract: {error}") from error

    def _read_line(self, line: str) -> Item | None:
        if not line:
            return self._dispatch()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not field:
            return Comment(value)
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
            self._data_bytes += len(value) + LINE_BYTES
        elif field == "id" and "\0" not in value:
            self._id = value
        elif field == "retry" and (after_s := retry_field_s(value)) is not None:
            return Retry(after_s)
        return None

    def _dispatch(self) -> Event | None:
        name, data = self._name or "message", self._data
        self._name, self._data, self._data_bytes = "", [], 0
        return Event(name, "\n".join(data), self._id) if data else None

    def _check_size(self) -> None:
        if len(self._line) + self._data_bytes > self._largest_bytes:
            raise WireError(
                f"not a message of this contract: an event of over {self._largest_bytes} bytes"
            )
