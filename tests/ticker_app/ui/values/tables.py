"""Tables made for tests."""

from __future__ import annotations

import numpy as np

from ticker_app.shown.table import Column, Content, Table

S = 1_000_000
NOON_US = 1_732_276_800 * S
"""12:00 in UTC, so that hours before and behind are of one day nearly everywhere."""


def table(*prices: float, first: int = 0) -> Table:
    """A price every second from ``first`` seconds past noon on."""
    moments = NOON_US + (first + np.arange(len(prices), dtype=np.int64)) * S
    return Table(
        "AAA",
        "ticks",
        (
            Column("shown_at", "Time", "When", Content.MOMENT, moments, decimals=3),
            Column("price", "Price", "What", Content.PRICE, np.array(prices), decimals=2),
            Column("came", "Came", "How", Content.WORD, np.zeros(len(prices)), words=("pushed",)),
        ),
    )
