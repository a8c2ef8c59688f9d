"""The series of one symbol, made of what was published and of what was delivered when."""

from __future__ import annotations

from collections.abc import Sequence

from server.wire import Tick
from ticker_app.series import Kind, Published, SymbolSeries

S = 1_000_000
"""A second, µs."""
FOREVER = 10**15


def tick(count: int, price: float) -> Tick:
    return Tick("AAA", count, count, 0, None, price)


def series_of(
    published: Sequence[tuple[int, float]], deliveries: Sequence[tuple[int, int, Kind]]
) -> SymbolSeries:
    """Ticks at ``(µs, price)``, count = place in the list; ``(shown µs, count, kind)``."""
    series = SymbolSeries()
    ticks = [tick(count, price) for count, (_, price) in enumerate(published)]
    series.publish([Published(one, at) for one, (at, _) in zip(ticks, published, strict=True)])
    for shown_us, count, kind in deliveries:
        series.see(ticks[count], published[count][0], shown_us, kind)
    return series
