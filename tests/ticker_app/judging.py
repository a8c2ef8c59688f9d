"""The judge of what a lane was told, against all that was published."""

from __future__ import annotations

from msgspec import Struct

from server.wire import Cursor, Tick
from ticker_app.arrival import Arrival
from ticker_app.choice import LaneChoice, Transport


class BrokenPromiseError(AssertionError):
    """A lane got what it should not have, or did not get what it should."""


class Tally(Struct):
    """What was judged. holes: how often a lane was told that something is missing."""

    ticks: int = 0
    holes: int = 0
    breaks: int = 0


class Judge:
    """Follows what a lane is told, and knows all that was published.

    Every tick comes in order and once. Where one is missing that a lane has to bring, it was told
    before the next one comes; and nobody is told of a hole where there is none. A poll has to
    bring what was published before its present connection was opened, all others everything.
    """

    def __init__(self) -> None:
        self.published: dict[str, list[Tick]] = {}
        self.tally = Tally()
        self.may_be_told = False
        """Whether something was really lost since the lane last stood at the end."""
        self.at: Cursor | None = None
        self._told = False
        self._through_seq = 0

    def hear(self, choice: LaneChoice, arrival: Arrival) -> None:
        """Judge one delivery.

        Raises:
            BrokenPromiseError: it is not what should have come.
        """
        if not arrival.complete:
            self._told = True
            # Each symbol has its own memory, so one hole may have several edges up to here.
            self._through_seq = len(self.published[arrival.cursor.epoch])
            self.tally.holes += 1
            self._demand(self.may_be_told, f"told of a hole that is none, at {self.at}")
        at = self.at
        if arrival.rewound:
            self._demand(not arrival.complete, "an older copy of the tape came without a word")
            at = arrival.cursor
        if at is None or at.epoch != arrival.cursor.epoch:
            self._demand(at is None or self._told, "another tape came without a word")
            at = Cursor(arrival.cursor.epoch, 0) if at else arrival.cursor
        for tick in arrival.ticks:
            self._judge(choice, tick, at, arrival.opened_us)
            at = Cursor(at.epoch, tick.seq)
        self._demand(arrival.cursor.seq >= at.seq, "the cursor is behind what came")
        skips = arrival.cursor.seq > at.seq
        self._demand(not skips or self._told, "the cursor skips what did not come")
        self.at = arrival.cursor

    def _owes(self, choice: LaneChoice, at: Cursor, opened_us: int) -> bool:
        """Whether a lane has to bring the next tick, before all others."""
        next_ = self.published[at.epoch][at.seq]
        return choice.transport is not Transport.POLL or next_.time < opened_us

    def _judge(self, choice: LaneChoice, tick: Tick, at: Cursor, opened_us: int) -> None:
        self.tally.ticks += 1
        self._demand(tick == self.published[at.epoch][tick.seq - 1], f"{tick} is another tick")
        self._demand(tick.seq > at.seq, f"{tick.seq} came behind {at.seq}")
        whole = tick.seq == at.seq + 1 or not self._owes(choice, at, opened_us)
        told = self._told and tick.seq <= self._through_seq
        self._demand(whole or told, f"{at.seq} to {tick.seq} are missing without a word")

    def arrive(self) -> None:
        """The lane stands at the end of the tape: from now on nothing is missing."""
        self.may_be_told = self._told = False

    @staticmethod
    def _demand(holds: bool, otherwise: str) -> None:
        if not holds:
            raise BrokenPromiseError(otherwise)
