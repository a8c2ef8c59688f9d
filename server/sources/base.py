"""What a source of prices is: symbols, and an endless or finite stream of prints."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator

from msgspec import Struct

from server.sources.lateness import LateFigures
from server.wire import SourceInfo


class SourceError(Exception):
    """A source that cannot be used: one sentence that names the file, the line and the value."""


class Listing(Struct, frozen=True):
    """A symbol that a source can price. decimals: digits after the point of its prices."""

    symbol: str
    name: str
    decimals: int


class Print(Struct, frozen=True, gc=False):
    """One price from a source, before the tape gives it a place.

    venue_time: µs since the Unix epoch as the exchange or the recording said, or None.
    """

    symbol: str
    venue_time: int | None
    price: float
    size: float | None = None
    bid: float | None = None
    ask: float | None = None


class Source(ABC):
    """A source of prices. Every print is of one of ``listings``.

    The source keeps its own pace: ``prints`` yields a batch when its moment has come.
    """

    listings: tuple[Listing, ...]
    info: SourceInfo

    def late(self) -> LateFigures | None:
        """How late prints left it lately; None if none did, or if it cannot know."""
        return None

    def late_sum_us(self) -> int | None:
        """How late all prints together left it since it began; None if it cannot know."""
        return None

    @abstractmethod
    def prints(self) -> AsyncIterator[list[Print]]:
        """Batches of prints that are due now, in order, never empty, until the source ends.

        Raises:
            SourceError: the source broke while running.
        """
