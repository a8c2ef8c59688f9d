"""Prices and candles that are the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator

from server.wire import Candle

S = 1_000_000


def prices(seed: int = 1) -> Iterator[float]:
    """A walk in steps of a cent, always the same."""
    chance, price = random.Random(seed), 10_000
    while True:
        price += chance.choice((-2, -1, 0, 1, 2))
        yield price / 100


def candles(count: int, until_us: int, walk: Iterator[float]) -> list[Candle]:
    """Candles of a second, the last one beginning then."""
    found = []
    for number in range(count):
        four = [next(walk) for _ in range(4)]
        start_us = until_us - (count - 1 - number) * S
        found.append(
            Candle(start_us, four[0], max(four), min(four), four[3], 100.0 + number % 50, 4)
        )
    return found
