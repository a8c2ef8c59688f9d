"""The prices that came onto the screen, one row each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ticker_app.series import Kind, SeenColumns
from ticker_app.shown.table import Column, Content, Table

CAME = {Kind.HISTORY: "history", Kind.PUSHED: "pushed", Kind.POLLED: "polled"}
"""How a price came, in a word."""


def ticks_table(symbol: str, seen: SeenColumns, decimals: int) -> Table:
    """What came onto the screen, and when (client clock)."""
    age_us = np.maximum(seen.shown_us - seen.published_us, 0).astype(np.float64)
    age_us[seen.kind == Kind.HISTORY] = np.nan
    return Table(symbol, "ticks", _columns(seen, age_us, decimals))


def _columns(seen: SeenColumns, age_us: NDArray[np.float64], decimals: int) -> tuple[Column, ...]:
    return (
        Column(
            "shown_at",
            "Time",
            "When it came onto this screen; of history, when it was published",
            Content.MOMENT,
            seen.shown_us,
            decimals=3,
        ),
        Column("price", "Price", "What it was", Content.PRICE, seen.price, decimals),
        Column(
            "came",
            "Came",
            "How it came: pushed, polled, or as history",
            Content.WORD,
            seen.kind,
            words=tuple(CAME[kind] for kind in Kind),
        ),
        Column(
            "age_when_shown_ms",
            "Age when shown",
            "For how long it had been published by then; history was never shown as it happened",
            Content.DURATION,
            age_us,
        ),
        Column(
            "published_at",
            "Published",
            "When the server published it, on this computer's clock",
            Content.MOMENT,
            seen.published_us,
            decimals=3,
        ),
    )
