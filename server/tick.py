"""A tick, its place on the tape, and what numbers that travel may be."""

from __future__ import annotations

import sys
from typing import Annotated

from msgspec import Meta, Struct
from typing_extensions import override

# What lies outside of these bounds is refused where it is read, so nothing behind the border has
# to ask whether a number is one that it can add up, draw or write down.
Count = Annotated[int, Meta(ge=0, lt=2**44)]
Micros = Annotated[int, Meta(ge=0, lt=2**53)]
"""Exact in every JSON reader; the year 2255 is the last one."""
VenueMicros = Annotated[int, Meta(ge=-(2**53), lt=2**53)]
Price = Annotated[float, Meta(ge=-1e12, le=1e12)]
Amount = Annotated[float, Meta(ge=0, le=1e18)]
"""A size, or a sum of sizes."""
Decimals = Annotated[int, Meta(ge=0, le=15)]
Speed = Annotated[float, Meta(ge=0, le=sys.float_info.max)]

LONGEST_CURSOR = 128


class WireError(ValueError):
    """Bytes or text from outside that are not what the contract says; the message says why."""


class Cursor(Struct, frozen=True, order=False):
    """A place on the tape: everything up to and including ``seq`` of this ``epoch``.

    ``epoch`` names one life of a tape; cursors of different epochs cannot be compared.
    """

    epoch: str
    seq: int

    @override
    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}"

    def follows(self, before: Cursor) -> bool:
        """Whether a tape that stood there can stand here now.

        It cannot where it is another one, nor where it is an older copy of itself that somebody
        put back: that ends before what came of it.
        """
        return self.epoch == before.epoch and self.seq >= before.seq

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Read ``"<epoch>:<seq>"``.

        Raises:
            WireError: the text is not a cursor.
        """
        epoch, colon, digits = text.rpartition(":")
        # isdigit alone would let superscripts through; 19 digits hold every seq.
        is_number = digits.isascii() and digits.isdigit() and len(digits) < 20
        if not (epoch and colon and is_number and len(text) <= LONGEST_CURSOR):
            shown = text if len(text) <= LONGEST_CURSOR else f"{text[:LONGEST_CURSOR]}…"
            raise WireError(f"{shown!r} is not a cursor; a cursor looks like 'k3v9x2:81234'")
        return cls(epoch, int(digits))


class Tick(Struct, frozen=True, gc=False):
    """One price of one symbol, as published.

    seq: position on the tape, +1 for every tick of any symbol.
    count: the symbol's own running number, +1 for every tick of that symbol.
    time: when the server published it, µs, server clock.
    venue_time: what the exchange or the recording said, µs, or None.
    price: the trade, or the midpoint of a quote-only source.
    """

    symbol: str
    seq: Count
    count: Count
    time: Micros
    venue_time: VenueMicros | None
    price: Price
    size: Amount | None = None
    bid: Price | None = None
    ask: Price | None = None
