"""From one look at a table to the next: which rows left, came or changed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ticker_app.shown.table import Table


class Edit(NamedTuple):
    """What to do with a table, in this order, to have the next one.

    drop_oldest, drop_newest, add_oldest, add_newest: so many rows at these ends.
    changed: rows of the new table, counted from its oldest, between which others than the
        added ones have new values; empty if none.
    """

    drop_oldest: int = 0
    drop_newest: int = 0
    add_oldest: int = 0
    add_newest: int = 0
    changed: range = range(0)


def edit_between(old: Table, new: Table) -> Edit | None:
    """What happened between two looks; None: they have so little in common that the table is
    another one.

    Rows are known again by their time: time passes, one scrolls, the open candle moves.
    """
    if not old.is_like(new):
        return None
    if not old.length or not new.length:
        return Edit() if old.length == new.length else None
    before, after = old.moments_us, new.moments_us
    drop_oldest = int(np.searchsorted(before, after[0]))
    add_oldest = int(np.searchsorted(after, before[0]))
    both = min(len(before) - drop_oldest, len(after) - add_oldest)
    held, kept = slice(drop_oldest, drop_oldest + both), slice(add_oldest, add_oldest + both)
    if both <= 0 or not np.array_equal(before[held], after[kept]):
        return None
    first, last = _changed(old.cut(held), new.cut(kept))
    return Edit(
        drop_oldest,
        len(before) - held.stop,
        add_oldest,
        len(after) - kept.stop,
        range(add_oldest + first, add_oldest + last),
    )


def _changed(old: Table, new: Table) -> tuple[int, int]:
    """Between which rows two tables of one length differ."""
    differs = np.zeros(old.length, np.bool_)
    for ours, theirs in zip(old.columns, new.columns, strict=True):
        differs |= _differ(ours.values, theirs.values)
    rows = np.flatnonzero(differs)
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)


def _differ(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> NDArray[np.bool_]:
    differ: NDArray[np.bool_] = (ours != theirs) & ~(np.isnan(ours) & np.isnan(theirs))
    return differ
