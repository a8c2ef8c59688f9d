"""A recording played as fast as it is heard, on a clock that shows the recorded time.

So its candles are those of the recorded day, all intervals of them, within seconds: what was
traded at 09:31:07 is published at 09:31:07.
"""

from __future__ import annotations

import asyncio
import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from typing_extensions import override

from server.sources.base import Print, Source
from server.sources.replay import ReplaySource
from server.wire import Candle

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class AsRecorded(Source):
    """Every print alone, at the moment it was recorded with, one after the other.

    Args:
        path: the recording.
        play: so many prints are published at once; more when `play` says so.
    """

    def __init__(self, path: Path, *, play: int = 0) -> None:
        self._replay = ReplaySource.open(path, speed=sys.float_info.max)
        self.listings = self._replay.listings
        self.info = self._replay.info
        self._allowed = asyncio.Semaphore(play)
        self._now_us = 0

    def clock(self) -> int:
        """The recorded time of the newest print, µs: the clock of the server that plays this."""
        return self._now_us

    def play(self, prints: int) -> None:
        """Publish so many prints more, as far as there are any."""
        for _ in range(prints):
            self._allowed.release()

    @override
    async def prints(self) -> AsyncIterator[list[Print]]:
        async for batch in self._replay.prints():
            for print_ in batch:
                await self._allowed.acquire()
                self._now_us = print_.venue_time or self._now_us
                yield [print_]
                # Those who read are not to fall behind: this is about candles.
                await asyncio.sleep(0)


class Row(NamedTuple):
    """One row of a recording of trades. at_us: since the Unix epoch."""

    symbol: str
    at_us: int
    price: float
    size: float


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a CSV file with ``ts,symbol,price,size``, read without the server's help."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for row in csv.DictReader(lines):
            at_us = (datetime.fromisoformat(row["ts"]) - _EPOCH) // timedelta(microseconds=1)
            yield Row(row["symbol"], at_us, float(row["price"]), float(row["size"]))


def candles_of_rows(rows: Iterable[Row], interval_us: int) -> dict[str, list[Candle]]:
    """The candles of each symbol, oldest first, one row after the other."""
    made: defaultdict[str, list[Candle]] = defaultdict(list)
    for row in rows:
        candles, start = made[row.symbol], row.at_us // interval_us * interval_us
        if not candles or candles[-1].start != start:
            candles.append(Candle(start, row.price, row.price, row.price, row.price, row.size, 1))
            continue
        old = candles[-1]
        high, low = max(old.high, row.price), min(old.low, row.price)
        volume, trades = old.volume + row.size, old.trades + 1
        candles[-1] = Candle(start, old.open, high, low, row.price, volume, trades)
    return dict(made)
