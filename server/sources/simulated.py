"""Invented prices that look like a market, as many and as fast as one likes."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator, Sequence
from itertools import islice, product

from typing_extensions import override

from server.sources.base import Listing, Print, Source, SourceError
from server.sources.lateness import LateFigures
from server.sources.market import DECIMALS, simulate
from server.sources.pace import Pacer
from server.wire import SourceInfo

MAX_SYMBOLS = 5000
MIN_RATE_HZ, MAX_RATE_HZ = 0.001, 100_000.0

_COMPANIES = {
    "ACME": "Acme Anvils",
    "BOLT": "Bolt Fasteners",
    "CRUX": "Crux Climbing",
    "DUNE": "Dune Hotels",
    "EBON": "Ebon Pianos",
    "FLUX": "Flux Capacitors",
    "GALE": "Gale Wind Power",
    "HALO": "Halo Lighting",
    "IRIS": "Iris Optics",
    "JADE": "Jade Tea",
    "KITE": "Kite Couriers",
    "LUMA": "Luma Pictures",
}
_TRADES = ("Foods", "Mining", "Software", "Energy", "Shipping", "Textiles", "Media", "Steel")
_FIRST_SYLLABLES = [*map("".join, product("BCDFGLMNRSTVWXY", "AEIOU"))]
_SECOND_SYLLABLES = [*map("".join, product("BDFHLMNRSTVWXY", "AEIOU"))]
_NUMBER = re.compile(r"[-+.\d]+")
_SYMBOL = re.compile(r"[A-Za-z0-9^][A-Za-z0-9._/^=:-]{0,15}")


def simulated_listings(symbols: str) -> tuple[Listing, ...]:
    """The listings for ``"12"`` (that many) or ``"ACME,BOLT"`` (these).

    Raises:
        SourceError: it is neither.
    """
    if _NUMBER.fullmatch(symbols.strip()):
        return tuple(_first(_count(symbols.strip())))
    names = [name.strip() for name in symbols.split(",")]
    for name in names:
        if not _SYMBOL.fullmatch(name):
            raise SourceError(f"simulated: {name!r} is not a symbol; a symbol looks like 'ACME'")
        if names.count(name) > 1:
            raise SourceError(f"simulated: {name!r} is named more than once")
    return tuple(_listing(name) for name in names)


def _count(text: str) -> int:
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if not 1 <= count <= MAX_SYMBOLS:
        raise SourceError(
            f"simulated: {text!r} is not a number of symbols; it takes 1 to {MAX_SYMBOLS}"
        )
    return count


def _first(count: int) -> list[Listing]:
    """The known companies, then invented ones such as "Rovi Steel", all different."""
    syllables = [*product(_FIRST_SYLLABLES, _SECOND_SYLLABLES)]
    stride = 3247  # has no factor in common with their number, so it meets each of them once
    invented = ("".join(syllables[i * stride % len(syllables)]) for i in range(1, len(syllables)))
    symbols = dict.fromkeys([*_COMPANIES, *invented])
    return [_listing(symbol) for symbol in islice(symbols, count)]


def _listing(symbol: str) -> Listing:
    trade = _TRADES[sum(symbol.encode()) % len(_TRADES)]
    return Listing(symbol, _COMPANIES.get(symbol, f"{symbol.capitalize()} {trade}"), DECIMALS)


class SimulatedSource(Source):
    """Random prices of these listings.

    Args:
        listings: what to price; see ``simulated_listings``.
        rate_hz: ticks a second and symbol, on average.
        seed: the same seed gives the same prices in the same order; None: others every time.
        pacer: the clock to keep.

    Raises:
        SourceError: no prices can come at that rate.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        *,
        rate_hz: float,
        seed: int | None = None,
        pacer: Pacer | None = None,
    ) -> None:
        if not MIN_RATE_HZ <= rate_hz <= MAX_RATE_HZ:
            raise SourceError(
                f"simulated: {rate_hz:g} is not a rate; "
                f"it takes {MIN_RATE_HZ:g} to {MAX_RATE_HZ:g} ticks a second and symbol"
            )
        self.listings = tuple(listings)
        self.info = SourceInfo("simulated", "simulated prices")
        self._rate_hz = rate_hz
        self._seed = secrets.randbits(64) if seed is None else seed
        self._pacer = pacer or Pacer()

    @override
    def late(self) -> LateFigures | None:
        return self._pacer.late()

    @override
    def late_sum_us(self) -> int | None:
        return self._pacer.late_sum_us()

    @override
    def prints(self) -> AsyncIterator[list[Print]]:
        symbols = [listing.symbol for listing in self.listings]
        return self._pacer.paced(simulate(symbols, self._rate_hz, self._seed))
