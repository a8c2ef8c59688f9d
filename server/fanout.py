"""The fan-out: every new tick to everyone who wants it, at the cost of one encoding.

Readers that want the same symbols in the same framing share a group; a batch becomes one
frame per group, and that frame is written to every transport of the group without waiting
for any. A reader that cannot take it gets the newest tick of each symbol when it can; one
that takes nothing for long is handed back to be closed. It knows no HTTP.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence

from server.attention import Attention
from server.framing import Framing
from server.interest import Group, Interest
from server.ledger import Handle, Scheduler
from server.limits import Limits
from server.reader import CodedTick, Reader, Wire
from server.tape import Tape
from server.traffic import Traffic
from server.wire import Clock, Cursor, Tick

logger = logging.getLogger(__name__)

SWEEP_S = 0.25


class Fanout:
    """Hands new ticks to readers. It must be the tape's listener: ``tape.listen(fanout.add)``.

    Args:
        tape: whose ticks these are.
        clock: the tape's clock.
        loop: schedules flushes, turns and sweeps.
        limits: the bounds of the server.
        traffic: counts messages and bytes.
    """

    def __init__(
        self, tape: Tape, *, clock: Clock, loop: Scheduler, limits: Limits, traffic: Traffic
    ) -> None:
        self._tape = tape
        self._clock = clock
        self._loop = loop
        self._limits = limits
        self._traffic = traffic
        self._interest: Interest[Framing, Reader] = Interest()
        self._readers: dict[Reader, None] = {}
        self._batch: list[CodedTick] = []
        self._flushed_at = loop.time() - limits.batch_s
        self._flush: Handle | None = None
        self._sweep: Handle | None = None

    def start(self) -> None:
        """Begin to look after the readers, until ``close``."""
        self._sweep = self._loop.call_at(self._loop.time() + SWEEP_S, self._on_sweep)

    def close(self) -> None:
        """Stop; whatever was not sent yet stays unsent."""
        for handle in (self._flush, self._sweep):
            if handle is not None:
                handle.cancel()

    # --- readers -------------------------------------------------------------------------

    @property
    def readers(self) -> tuple[Reader, ...]:
        """Everyone who joined and has not left."""
        return tuple(self._readers)

    def join(
        self,
        wire: Wire,
        framing: Framing,
        *,
        on_slow: Callable[[], None],
        attention: Attention | None = None,
    ) -> Reader:
        """A new reader, which wants nothing yet.

        ``on_slow`` is called once if it takes nothing for too long, or answers nothing where
        there is an ``attention`` to ask it; it has left by then.
        """
        now = self._loop.time()
        reader = Reader(
            wire, framing, limits=self._limits, on_slow=on_slow, now=now, attention=attention
        )
        self._readers[reader] = None
        return reader

    def leave(self, reader: Reader) -> None:
        """Send this reader nothing any more."""
        self._interest.remove(reader, reader.symbols, reader.framing)
        self._readers.pop(reader, None)
        reader.pending.clear()

    def subscribe(self, reader: Reader, symbols: Iterable[str]) -> None:
        """Add symbols: the reader gets exactly what is published from now on."""
        self._change(reader, reader.symbols.union(symbols))

    def unsubscribe(self, reader: Reader, symbols: Iterable[str]) -> None:
        """Remove symbols; what was kept of them is dropped."""
        self._change(reader, reader.symbols.difference(symbols))
        for symbol in symbols:
            reader.pending.pop(symbol, None)

    def _change(self, reader: Reader, symbols: frozenset[str]) -> None:
        if reader not in self._readers:
            return
        # What is in the batch was published before the change, so it goes out before it.
        self.flush()
        self._interest.remove(reader, reader.symbols, reader.framing)
        reader.symbols = symbols
        self._interest.add(reader, symbols, reader.framing)

    def set_max_rate(self, reader: Reader, max_rate: float | None) -> None:
        """At most that many messages a second, each with the newest of each symbol."""
        self.flush()
        reader.min_gap_s = 1 / max_rate if max_rate else 0.0
        reader.next_at = min(reader.next_at, self._loop.time() + reader.min_gap_s)
        self._settle(reader)

    def send(self, reader: Reader, frame: bytes) -> None:
        """Send something other than live ticks, whatever the reader has unsent."""
        if reader.write(frame):
            self._count(1, len(frame))

    def send_past(self, reader: Reader, ticks: Sequence[Tick], cursor: Cursor) -> None:
        """Send ticks from the tape, behind which ``cursor`` continues."""
        coded = [CodedTick.of(tick).json for tick in ticks]
        self.send(reader, reader.framing.ticks(coded, cursor, self._clock()))
        reader.sent_at = self._loop.time()

    def send_newest(self, reader: Reader, ticks: Iterable[Tick]) -> None:
        """Send ticks, one of each symbol, when the reader may and can take them."""
        reader.conflate(CodedTick.of(tick) for tick in ticks)
        self._settle(reader)

    # --- ticks ---------------------------------------------------------------------------

    def add(self, ticks: Sequence[Tick]) -> None:
        """New ticks: out at once if nothing went out for a while, else with what follows."""
        wanted = [CodedTick.of(tick) for tick in ticks if self._interest.wanting(tick.symbol)]
        self._batch += wanted
        if not wanted or self._flush is not None:
            return
        due_at = self._flushed_at + self._limits.batch_s
        if due_at <= self._loop.time():
            # Not here and now: what is published in this turn travels together.
            self._flush = self._loop.call_soon(self.flush)
        else:
            self._flush = self._loop.call_at(due_at, self.flush)

    def flush(self) -> None:
        """Send what came since the last flush."""
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        self._flushed_at = self._loop.time()
        due: dict[Group[Framing, Reader], list[CodedTick]] = {}
        for coded in batch:
            for group in self._interest.wanting(coded.tick.symbol):
                due.setdefault(group, []).append(coded)
        for group, ticks in due.items():
            self._deliver(group, ticks)

    def _deliver(self, group: Group[Framing, Reader], ticks: Sequence[CodedTick]) -> None:
        now = self._flushed_at
        encoded = [coded.json for coded in ticks]
        frame = group.kind.ticks(encoded, self._tape.cursor, self._clock())
        sent = 0
        for reader in group.members:
            if reader.take(frame, ticks, now):
                sent += 1
            else:
                self._settle(reader)
        self._count(sent, sent * len(frame))

    def _settle(self, reader: Reader) -> None:
        """Send what was kept for a reader, if it has room and its turn has come."""
        now = self._loop.time()
        if not reader.pending or not reader.has_room():
            return
        if now < reader.next_at:
            if not reader.turn_is_set:
                reader.turn_is_set = True
                self._loop.call_at(reader.next_at, self._on_turn, reader)
            return
        frame = reader.framing.ticks(reader.take_pending(now), self._tape.cursor, self._clock())
        self.send(reader, frame)

    def _on_turn(self, reader: Reader) -> None:
        reader.turn_is_set = False
        self.flush()
        self._settle(reader)

    # --- looking after the readers -------------------------------------------------------

    def _on_sweep(self) -> None:
        self.start()
        self.flush()
        idle_since = self._loop.time() - self._limits.heartbeat_s + SWEEP_S / 2
        patience = self._limits.stalled_s / SWEEP_S
        idle: list[Reader] = []
        for reader in self.readers:
            is_stuck = reader.sweeps_without_progress() >= patience
            if reader.answers_nothing() or is_stuck:
                self._give_up(reader)
                continue
            self._settle(reader)
            # No message: nobody asked for it, and it says nothing.
            self._count(0, reader.ping())
            if reader.sent_at <= idle_since and reader.current and reader.has_room():
                idle.append(reader)
        self._send_heartbeats(idle)

    def _send_heartbeats(self, readers: Iterable[Reader]) -> None:
        frames: dict[Framing, bytes] = {}
        for reader in readers:
            framing = reader.framing
            if framing not in frames:
                frames[framing] = framing.heartbeat(self._tape.cursor, self._clock())
            reader.sent_at = self._loop.time()
            self.send(reader, frames[framing])

    def _give_up(self, reader: Reader) -> None:
        logger.info("a reader read nothing for %g s: closing it", self._limits.stalled_s)
        self._traffic.readers_cut += 1
        self.leave(reader)
        reader.on_slow()

    def _count(self, messages: int, size: int) -> None:
        self._traffic.messages_sent += messages
        self._traffic.bytes_sent += size
