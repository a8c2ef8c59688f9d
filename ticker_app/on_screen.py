"""What was on the screen, and when: rows made of what was seen and of how lanes changed.

Pure numpy on slices of a `SymbolSeries`; all moments are µs on the client clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ticker_app.series import Kind, SeenColumns

Floats = NDArray[np.float64]
Micros = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Change(NamedTuple):
    """From ``at_us`` on prices come in another way, even before the next one has come."""

    at_us: int
    kind: Kind


class Screen(NamedTuple):
    """What was on the screen in a window of time, oldest first: ``(n,)`` each.

    From ``begin_us[i]`` to ``end_us[i]`` it showed ``price[i]``, the tick ``key[i]`` that was
    published at ``published_us[i]``. Each row begins where the one before ended.

    joined: to the row before; False where ticks were lost for good between the two.
    lost: the same of the row behind, so that nobody knows for how long the price held.
    """

    begin_us: Micros
    end_us: Micros
    published_us: Micros
    price: Floats
    key: Micros
    kind: NDArray[np.int8]
    joined: Flags
    lost: Flags


def on_screen(
    seen: SeenColumns, changes: Sequence[Change], from_us: int, until_us: int, now_us: int
) -> Screen:
    """What was on the screen between two moments, and one row more at either side.

    Args:
        seen: of the symbol.
        changes: of the lane, oldest first; each begins a row of its own.
        from_us, until_us: the window.
        now_us: the newest row ends here.
    """
    shown_us = seen.shown_us
    first = max(int(np.searchsorted(shown_us, from_us, side="right")) - 1, 0)
    stop = int(np.searchsorted(shown_us, min(until_us, now_us), side="right")) + 1
    rows = SeenColumns._make(column[first:stop] for column in seen)
    length = len(rows.key)
    last_us = max(now_us, shown_us[-1]) if stop >= len(shown_us) > 0 else shown_us[stop:][:1]
    screen = Screen(
        begin_us=rows.shown_us,
        end_us=np.append(rows.shown_us[1:], last_us)[:length],
        published_us=rows.published_us,
        price=rows.price,
        key=rows.key,
        kind=rows.kind,
        joined=~rows.broken,
        lost=np.append(rows.broken[1:], False)[:length],
    )
    return _with_changes(screen, changes) if length else screen


def _with_changes(screen: Screen, changes: Sequence[Change]) -> Screen:
    """Each change goes on with the price that was there, in its own kind."""
    begin_us, end_us = screen.begin_us[0], screen.end_us[-1]
    inside = [change for change in changes if begin_us < change.at_us < end_us]
    if not inside:
        return screen
    moments = np.array([change.at_us for change in inside], np.int64)
    at = np.searchsorted(screen.begin_us, moments, side="right")
    more = Screen._make(column[at - 1] for column in screen)._replace(
        begin_us=moments,
        kind=np.array([change.kind for change in inside], np.int8),
        joined=np.ones(len(at), np.bool_),
    )
    olds: Sequence[NDArray[Any]] = screen
    news: Sequence[NDArray[Any]] = more
    columns = (np.insert(old, at, new) for old, new in zip(olds, news, strict=True))
    split = Screen._make(columns)
    return split._replace(end_us=np.append(split.begin_us[1:], end_us))
