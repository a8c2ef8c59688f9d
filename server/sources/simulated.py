"""Invented prices that look like a market, as many and as fast as one likes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from typing_extensions import override

from server.sources.base import Listing, Print, Source
from server.sources.pace import Pacer

MAX_SYMBOLS = 5000
MIN_RATE_HZ, MAX_RATE_HZ = 1e-6, 1e6


def simulated_listings(symbols: str) -> tuple[Listing, ...]:
    """The listings for ``"12"`` (that many) or ``"ACME,BOLT"`` (these).

    Raises:
        SourceError: it is neither.
    """
    raise NotImplementedError


class SimulatedSource(Source):
    """Random prices of these listings.

    Args:
        listings: what to price; see ``simulated_listings``.
        rate_hz: ticks a second and symbol, on average.
        seed: the same seed gives the same prices in the same order; None: others every time.
        pacer: the clock to keep.

    Raises:
        SourceError: the rate cannot be kept.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        *,
        rate_hz: float,
        seed: int | None = None,
        pacer: Pacer | None = None,
    ) -> None:
        raise NotImplementedError

    @override
    def prints(self) -> AsyncIterator[list[Print]]:
        raise NotImplementedError
