"""Fixed-size rings of what was seen and what was published, for the plots."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from msgspec import Struct

from server.wire import Tick


class Kind(IntEnum):
    """How a price came onto the screen; each has its colour."""

    HISTORY = 0
    PUSHED = 1
    POLLED = 2


class Published(Struct, frozen=True, gc=False):
    """A tick with its publication time moved onto the client clock, µs."""

    tick: Tick
    published_us: int


class SymbolSeries:
    """What was seen of one symbol, and what was published meanwhile.

    Everything is kept by the symbol's ``count``; a new epoch of the tape starts counting
    again, and its points stand behind the old ones.
    """

    def see(self, tick: Tick, published_us: int, shown_us: int, kind: Kind) -> None:
        """A tick came onto the screen at ``shown_us``. Also known as published from now on."""
        raise NotImplementedError

    def fill(self, ticks: Sequence[Published]) -> None:
        """History from the server, oldest first: drawn where nothing was seen before it,
        and known as published. May overlap what is there."""
        raise NotImplementedError

    def publish(self, ticks: Sequence[Published]) -> None:
        """What the reference reading learnt, oldest first. May overlap what is there."""
        raise NotImplementedError

    def break_line(self) -> None:
        """Ticks are missing that nobody can bring: the next point is not joined to the last."""
        raise NotImplementedError

    def begin_epoch(self) -> None:
        """The server's tape began anew: counts start again; the line breaks."""
        raise NotImplementedError
