"""One reader of the fan-out: what it wants, what it still has to get, whether it keeps up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Protocol

from msgspec import Struct

from server.attention import Attention
from server.framing import Framing
from server.limits import Limits
from server.wire import Tick, encode


class Wire(Protocol):
    """Where a reader's bytes go: what the fan-out needs of a transport."""

    def write(self, data: bytes, /) -> None:
        """Send, or keep to send; never waits."""

    def get_write_buffer_size(self) -> int:
        """Bytes kept because the other side does not take them."""

    def is_closing(self) -> bool:
        """Whether nothing may be written any more."""


class CodedTick(Struct, frozen=True):
    """A tick and its JSON, encoded once for all readers."""

    tick: Tick
    json: bytes

    @classmethod
    def of(cls, tick: Tick) -> CodedTick:
        """Encode a tick."""
        return cls(tick, encode(tick))


class Reader:
    """The state of one reader; the fan-out decides when to use it.

    Args:
        wire: where its bytes go.
        framing: how ticks become bytes.
        limits: the bounds of the server.
        on_slow: called once when it took nothing for too long.
        now: loop time, seconds.
        attention: pings it; None: it cannot be asked whether it reads.
    """

    __slots__ = (
        "_limits",
        "_stuck_sweeps",
        "_taken",
        "_written",
        "attention",
        "catching_up",
        "framing",
        "min_gap_s",
        "next_at",
        "on_slow",
        "pending",
        "sent_at",
        "symbols",
        "turn_is_set",
        "wire",
    )

    def __init__(
        self,
        wire: Wire,
        framing: Framing,
        *,
        limits: Limits,
        on_slow: Callable[[], None],
        now: float,
        attention: Attention | None = None,
    ) -> None:
        self.wire = wire
        self.attention = attention
        self.framing = framing
        self.on_slow = on_slow
        self.symbols: frozenset[str] = frozenset()
        self.pending: dict[str, CodedTick] = {}
        """The newest tick of each symbol that it could not take yet."""
        self.min_gap_s = 0.0
        """From one message to the next; 0 without a ``max_rate``."""
        self.next_at = 0.0
        """Loop time before which ``max_rate`` allows no message."""
        self.turn_is_set = False
        """Whether the fan-out will come back to it at ``next_at``."""
        self.catching_up = 0
        """How many catch-ups are under way; the tape's cursor would lie ahead of them."""
        self.sent_at = now
        """Loop time of the last ticks or heartbeat."""
        self._limits = limits
        self._written = 0
        self._taken = 0
        self._stuck_sweeps = 0

    @property
    def current(self) -> bool:
        """Whether it was given all that there is of its symbols."""
        return not (self.pending or self.catching_up)

    def write(self, frame: bytes) -> bool:
        """Queue a frame whatever is unsent; False if the connection is closing."""
        if self.wire.is_closing():
            return False
        self._written += len(frame)
        self.wire.write(frame)
        return True

    def take(self, frame: bytes, ticks: Sequence[CodedTick], now: float) -> bool:
        """Send live ticks, or keep the newest of each symbol; True if they were sent."""
        if self.pending or self.min_gap_s or self._is_over(self._limits.buffer_bytes):
            self.conflate(ticks)
            return False
        self.sent_at = now
        return self.write(frame)

    def conflate(self, ticks: Iterable[CodedTick]) -> None:
        """Keep the newest tick of each symbol until they can be sent."""
        for coded in ticks:
            self.pending[coded.tick.symbol] = coded

    def has_room(self) -> bool:
        """Whether it can take ticks again."""
        return not self._is_over(self._limits.resume_bytes)

    def take_pending(self, now: float) -> list[bytes]:
        """What was kept, oldest first, now to be sent."""
        kept = sorted(self.pending.values(), key=attrgetter("tick.seq"))
        self.pending.clear()
        self.sent_at = now
        self.next_at = now + self.min_gap_s
        return [coded.json for coded in kept]

    def sweeps_without_progress(self) -> int:
        """Count one more look at it: at how many in a row it had taken nothing.

        Counted in looks rather than in seconds, so a server that was asleep blames nobody.
        """
        unsent = self.wire.get_write_buffer_size()
        taken = self._written - unsent
        self._stuck_sweeps = self._stuck_sweeps + 1 if unsent and taken <= self._taken else 0
        self._taken = taken
        return self._stuck_sweeps

    def answers_nothing(self) -> bool:
        """Count one more look at whether it reads: whether it has not answered for too long."""
        # While it catches up nothing that it says is read.
        is_clear = not (self.catching_up or self.wire.get_write_buffer_size())
        return self.attention is not None and self.attention.look(is_clear)

    def ping(self) -> int:
        """Ask it whether it reads, if that is due: how many bytes that took."""
        frame = None if self.attention is None else self.attention.ask(self._written)
        return len(frame) if frame is not None and self.write(frame) else 0

    def _is_over(self, limit_bytes: int) -> bool:
        return self.wire.get_write_buffer_size() > limit_bytes
