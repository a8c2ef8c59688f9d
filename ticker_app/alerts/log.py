"""What fired and how late, and what that says of pushing and of polling."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from ticker_app.alerts.firing import Entry, Firing, Unseen
from ticker_app.alerts.gap import Settled
from ticker_app.choice import LaneChoice, Mode

CAPACITY = 2000


class Summary(Struct, frozen=True):
    """The delays of one way to hear the feed, of those firings that say something about it.

    fired: firings that count; one whose tick was waiting before the lane was opened does not.
    at_least: how many of them may have been later than is known.
    median_us, p99_us, worst_us: their delays; None: there are none.
    unseen: how often a condition was met between two deliveries and nobody was told.
    """

    choice: LaneChoice
    fired: int
    at_least: int
    median_us: int | None
    p99_us: int | None
    worst_us: int | None
    unseen: int


class AlertLog:
    """The newest entries, oldest first; older ones are forgotten.

    revision: grows with every change.
    added: entries so far, those that are forgotten included.

    Args:
        capacity: entries kept.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.revision = 0
        self.added = 0
        self._entries: deque[Entry] = deque(maxlen=capacity)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that are kept, oldest first."""
        return tuple(self._entries)

    def __len__(self) -> int:
        """Entries that are kept."""
        return len(self._entries)

    def add(self, firings: Iterable[Firing]) -> None:
        """These fired."""
        for firing in firings:
            self._append(firing)

    def settle(self, settled: Settled) -> None:
        """What was learnt of a gap: a firing is completed, and what was never told is added."""
        if settled.firing is not None:
            self._complete(settled.firing, settled)
        if settled.unseen is not None:
            self._append(settled.unseen)

    def _append(self, entry: Entry) -> None:
        self._entries.append(entry)
        self.added += 1
        self.revision += 1

    def _complete(self, number: int, settled: Settled) -> None:
        """One that was forgotten meanwhile stays so."""
        for index in reversed(range(len(self._entries))):
            entry = self._entries[index]
            if isinstance(entry, Firing) and entry.number == number:
                self._entries[index] = msgspec.structs.replace(
                    entry, first_us=settled.first_us, was_missed=settled.was_missed
                )
                self.revision += 1
                return

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()
        self.revision += 1

    def summaries(self) -> list[Summary]:
        """One for each way to hear the feed that is in the log; pushed first, then as given."""
        groups: dict[LaneChoice, list[Entry]] = {}
        for entry in self._entries:
            groups.setdefault(entry.choice, []).append(entry)
        made = [_summary(choice, entries) for choice, entries in groups.items()]
        return sorted(made, key=lambda one: one.choice.mode is Mode.PULL)


def _summary(choice: LaneChoice, entries: Sequence[Entry]) -> Summary:
    counting = [one for one in entries if isinstance(one, Firing) and not one.was_waiting]
    delays_us = sorted(firing.delay_us for firing in counting)
    return Summary(
        choice,
        fired=len(counting),
        at_least=sum(not firing.is_exact for firing in counting),
        median_us=_percentile(delays_us, 50),
        p99_us=_percentile(delays_us, 99),
        worst_us=delays_us[-1] if delays_us else None,
        unseen=sum(one.times for one in entries if isinstance(one, Unseen)),
    )


def _percentile(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest value that so many percent of all do not exceed (nearest rank)."""
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else None
