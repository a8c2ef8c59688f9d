"""Candles by a computation that is plain enough to believe."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from server.wire import Candle, Tick


def candles_by_hand(ticks: Iterable[Tick], interval_us: int) -> list[Candle]:
    """The candles of the ticks of one symbol, oldest first."""
    return [
        Candle(
            start=start * interval_us,
            open=group[0].price,
            high=max(t.price for t in group),
            low=min(t.price for t in group),
            close=group[-1].price,
            volume=sum(t.size or 0 for t in group),
            trades=len(group),
        )
        for start, run in groupby(ticks, lambda t: t.time // interval_us)
        for group in [list(run)]
    ]
