"""The head of an HTTP answer, watched for its size while it comes."""

from __future__ import annotations

import re

LARGEST_HEAD_BYTES = 16 * 1024

_END = re.compile(rb"\r?\n\r?\n")
_PROVISIONAL = re.compile(rb"HTTP/1\.\d 1\d\d")
"""What comes before the answer proper (RFC 9110, section 15.2); there may be any number."""


class HeadWatch:
    """Counts what comes before the body of one answer, with all that is provisional."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._passed_bytes = 0
        self._is_over = True

    def begin(self) -> None:
        """A request left: a head comes next."""
        self._head.clear()
        self._passed_bytes = 0
        self._is_over = False

    def fits(self, data: bytes) -> bool:
        """Whether the head is not too large with these bytes, which came next."""
        if self._is_over:
            return True
        self._head += data
        while not self._is_over and (end := _END.search(self._head)) is not None:
            self._is_over = _PROVISIONAL.match(self._head) is None
            self._passed_bytes += end.end()
            del self._head[: end.end()]
        unfinished_bytes = 0 if self._is_over else len(self._head)
        if self._is_over:
            self._head.clear()
        return self._passed_bytes + unfinished_bytes <= LARGEST_HEAD_BYTES
