"""What was on the screen at one moment. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ticker_app.on_screen import Change, on_screen
from ticker_app.series import Kind, SymbolSeries


class TickReading(NamedTuple):
    """The price on the screen at a moment.

    age_s: of the newest tick that was there; None for history, which was never on the screen.
    outdated_s: for how long the price had been out of date, 0 if it was not; None: nobody knows.
    """

    price: float
    kind: Kind
    age_s: float | None
    outdated_s: float | None


def tick_at(
    series: SymbolSeries,
    changes: Sequence[Change],
    at_us: int,
    now_us: int,
    through_us: int | None,
) -> TickReading | None:
    """What the chart shows at a moment, µs, client clock; None: nothing, or nobody knows.

    through_us: what was published is known up to here; None: not at all.
    """
    screen = on_screen(series.seen, changes, at_us, at_us, now_us)
    rows = np.flatnonzero((screen.begin_us <= at_us) & (at_us <= screen.end_us) & ~screen.lost)
    if not len(rows):
        return None
    row = rows[-1]
    kind = Kind(screen.kind[row])
    if kind is Kind.HISTORY:
        return TickReading(float(screen.price[row]), kind, None, None)
    outdated_s = None
    if through_us is not None and at_us <= through_us:
        published = series.published
        later = int(np.searchsorted(published.key, screen.key[row], side="right"))
        since_us = int(published.published_us[later]) if later < len(published.key) else at_us
        outdated_s = max(at_us - since_us, 0) / 1e6
    age_s = max(at_us - int(screen.published_us[row]), 0) / 1e6
    return TickReading(float(screen.price[row]), kind, age_s, outdated_s)
