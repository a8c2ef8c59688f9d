"""A tape that goes on where an earlier server ended, and what is reckoned from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import merge
from operator import attrgetter

from server.candles import CandleBook
from server.journal import Journal, JournalError
from server.tape import Tape
from server.wire import Clock, Tick


def check_symbols(journal: Journal, symbols: Iterable[str]) -> None:
    """See that every symbol of a journal has a place on the tape of these symbols.

    Raises:
        JournalError: it has not.
    """
    strange = sorted({*journal.symbols} - {*symbols})
    if strange:
        raise JournalError(
            f"--journal: {journal.file} holds {', '.join(strange[:5])}, which this source does "
            "not have; name another file, or serve the source it was made with"
        )


def recalled_tape(
    journal: Journal | None,
    symbols: Sequence[str],
    *,
    retain: int,
    clock: Clock,
    candles: CandleBook,
    tell: Callable[[Sequence[Tick]], None],
) -> Tape:
    """The tape of these symbols, with all that the journal holds of it.

    Args:
        journal: None begins a new life of the tape, which nobody keeps.
        symbols: of the source.
        retain: ticks kept per symbol.
        clock: gives the publication time.
        candles: counts in what is recalled.
        tell: called with what is recalled, for whatever else is reckoned from ticks.
    """
    if journal is None:
        return Tape(symbols, retain=retain, clock=clock)
    tape = Tape(symbols, retain=retain, clock=clock, epoch=journal.epoch, keep=journal.append)
    kept = [*journal.kept()]
    for one in kept:
        tape.restore(one.first.symbol, one.first, one.forgotten_seq)
    ticks = [*merge(*(one.ticks for one in kept), key=attrgetter("seq"))]
    tape.recall(ticks)
    candles.add(ticks)
    for one in kept:
        if one.forgotten_seq:
            candles.drop_oldest(one.first.symbol)
    tell(ticks)
    return tape
