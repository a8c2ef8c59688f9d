"""How long one connection is waited for: for its request, and until it takes what was written."""

from __future__ import annotations

from server.limits import Limits


class Patience:
    """The deadlines of one connection; what it hears and writes is told to it.

    Args:
        limits: the bounds of the server.
        now: loop time at which the connection opened, seconds.
    """

    __slots__ = ("_head_bytes", "_head_since", "_limits", "_stuck_since", "_unsent")

    def __init__(self, limits: Limits, now: float) -> None:
        self._limits = limits
        self._head_since: float | None = now
        """Since when a request is owed: the connection opened, or the first byte of one came."""
        self._head_bytes = 0
        self._unsent = 0
        self._stuck_since: float | None = None

    @property
    def has_begun(self) -> bool:
        """Whether a part of a request came and the rest of it did not."""
        return self._head_bytes > 0

    @property
    def is_too_long(self) -> bool:
        """Whether what came of a request is more than all of its head may be."""
        return self._head_bytes > self._limits.header_bytes

    def heard_a_part(self, size: int, now: float) -> None:
        """So many bytes of a request came, and it is not whole."""
        if self._head_since is None:
            self._head_since = now
        self._head_bytes += size

    def heard_a_whole(self) -> None:
        """A request has come to its end; the next one is owed once its first byte comes."""
        self._head_since = None
        self._head_bytes = 0

    def is_late(self, now: float) -> bool:
        """Whether a request took too long to come, however it came."""
        return self._head_since is not None and now - self._head_since >= self._limits.request_s

    def is_stuck(self, unsent: int, now: float) -> bool:
        """Whether nothing was taken of what was written for too long; ``unsent``: bytes."""
        if not unsent or unsent < self._unsent:
            self._stuck_since = None
        elif self._stuck_since is None:
            self._stuck_since = now
        self._unsent = unsent
        return self._stuck_since is not None and now - self._stuck_since >= self._limits.stalled_s
