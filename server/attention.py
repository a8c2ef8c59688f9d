"""Whether whoever is behind a WebSocket reads it, as the answers to pings tell."""

from __future__ import annotations

import math
from collections import deque
from typing import NamedTuple

from server.framing import ping_frame
from server.limits import Limits

MOST_OPEN = 64
"""Pings without an answer yet; a client that lets more stand is asked no more until it answers."""


class _Ping(NamedTuple):
    """One that waits for its answer. end: bytes written to the client up to its own end."""

    payload: bytes
    end: int


class Attention:
    """Pings one client (RFC 6455 §5.5.2), and notices when its answers stay away.

    That the client's system takes what is written proves nothing: it may keep megabytes for a
    program that reads none of them, at a few ticks a second those of an hour.

    A slow line is no inattention. Answers may be late as long as they go on coming, and the next
    one has, on top of ``stalled_s``, the time that the line needs for what was written before
    its ping, at the fastest that this line was seen to be, or at ``slowest_bytes_per_s``.

    Time is counted in looks, so a server that was asleep blames nobody.

    Args:
        limits: the bounds of the server.
        look_s: from one look to the next.
    """

    __slots__ = (
        "_answered_end",
        "_fastest",
        "_is_clear",
        "_limits",
        "_look_s",
        "_looks",
        "_number",
        "_open",
        "_since_answer",
        "_since_ping",
    )

    def __init__(self, limits: Limits, look_s: float) -> None:
        self._limits = limits
        self._look_s = look_s
        self._open: deque[_Ping] = deque()
        self._number = 0
        self._answered_end = 0
        """Bytes written before the end of the newest ping that was answered."""
        self._fastest = limits.slowest_bytes_per_s * look_s
        """Bytes that the line takes from one look to the next, as far as it was seen to."""
        self._since_ping = math.ceil(limits.ping_s / look_s)
        """The first ping is due at once, before much lies ahead of it."""
        self._since_answer = 0
        self._is_clear = False
        self._looks = 0
        """Since the oldest open ping, or since the last answer if that came later."""

    def look(self, is_clear: bool) -> bool:
        """Count one more look; whether the client has not answered for too long.

        is_clear: all that was written has left, and what the client says is read. What it does
            not take is not asked about here.
        """
        self._since_answer += 1
        self._is_clear = is_clear
        if not is_clear:
            return False
        self._since_ping += 1
        if not self._open:
            return False
        self._looks += 1
        return self._looks >= self._patience()

    def ask(self, written: int) -> bytes | None:
        """The frame of the next ping once it is due; ``written``: bytes before it."""
        is_due = self._since_ping * self._look_s >= self._limits.ping_s
        if not (is_due and self._is_clear and len(self._open) < MOST_OPEN):
            return None
        self._number = (self._number + 1) % 256  # all that are open have other numbers
        payload = bytes([self._number])
        frame = ping_frame(payload)
        if not self._open:
            self._looks = 0
        self._open.append(_Ping(payload, written + len(frame)))
        self._since_ping = 0
        return frame

    def hear(self, payload: bytes) -> bool:
        """A pong came; whether it answers an open ping, and with it all that were before that."""
        if all(ping.payload != payload for ping in self._open):
            return False
        while (ping := self._open.popleft()).payload != payload:
            pass
        taken = ping.end - self._answered_end
        self._fastest = max(self._fastest, taken / max(1, self._since_answer))
        self._answered_end = ping.end
        self._since_answer = self._looks = 0
        return True

    def _patience(self) -> float:
        """How many looks the oldest open ping is waited for."""
        on_the_way = self._open[0].end - self._answered_end
        line_s = min(on_the_way / self._fastest * self._look_s, self._limits.answer_s)
        return (self._limits.stalled_s + line_s) / self._look_s
