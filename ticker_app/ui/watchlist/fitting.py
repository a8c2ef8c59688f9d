"""Which columns have room: the less a column matters the sooner it gives way. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ticker_app.ui.watchlist.columns import Column

GIVE_WAY: tuple[frozenset[Column], ...] = (
    frozenset({Column.SPREAD}),
    frozenset({Column.HIGH, Column.LOW}),
    frozenset({Column.VOLUME}),
    frozenset({Column.BID, Column.ASK}),
    frozenset({Column.SPARK}),
    frozenset({Column.CHANGE}),
    frozenset({Column.AGE}),
    frozenset({Column.PERCENT}),
)
"""From the first that gives way to the last; what belongs together goes together."""


def fitting(
    wanted: Collection[Column], widths_px: Mapping[Column, int], room_px: int
) -> frozenset[Column]:
    """Of the columns wanted those that have room beside each other.

    The symbol and its price stay whatever the room is. A column that would fit stays away
    while one that matters more does, so the same room always shows the same columns.
    """
    kept = frozenset(wanted)
    for leaving in GIVE_WAY:
        if sum(widths_px[column] for column in kept) <= room_px:
            break
        kept -= leaving
    return kept


def widest_px(
    column: Column, wanted: Collection[Column], widths_px: Mapping[Column, int], room_px: int
) -> int:
    """How wide a column can be without giving way, or pushing out what matters more."""
    going = {each for leaving in GIVE_WAY for each in leaving}
    beside = frozenset(wanted) - {column}
    for leaving in GIVE_WAY:
        if column in leaving:
            break
        beside -= leaving
    else:
        beside -= going
    return room_px - sum(widths_px[each] for each in beside)
