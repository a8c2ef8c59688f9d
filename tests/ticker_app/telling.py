"""Ticks of one symbol, count n published at second n, and the telling of them to a series."""

from __future__ import annotations

from server.wire import Tick
from ticker_app.series import Kind, Published, SymbolSeries

SECOND = 1_000_000


def tick(count: int, price: float | None = None) -> Tick:
    return Tick("AAA", count, count, count * SECOND, None, count if price is None else price)


def known(*counts: int, noise_us: int = 0) -> list[Published]:
    return [Published(tick(count), count * SECOND + noise_us) for count in counts]


def see(series: SymbolSeries, count: int, kind: Kind = Kind.PUSHED, late_us: int = 1000) -> None:
    series.see(tick(count), count * SECOND, count * SECOND + late_us, kind)


def prices(series: SymbolSeries) -> list[float]:
    return list(series.seen.price.tolist())
