"""One frame of the chart as numbers: which curves, how high, which tag. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ticker_app import curves
from ticker_app.choice import Mode
from ticker_app.curves import EMPTY, Change, Curve, thinned
from ticker_app.series import Kind, SymbolSeries
from ticker_app.session import Switch

_KINDS = {Mode.PUSH: Kind.PUSHED, Mode.PULL: Kind.POLLED}


class Frame(NamedTuple):
    """The time in view, s since the Unix epoch, and how much of it one pixel shows."""

    left_s: float
    right_s: float
    column_s: float


class Picture(NamedTuple):
    """What to draw.

    prices, ages, outdated: by kind; ages and outdated in seconds.
    published: prices that were not seen in time.
    price_extent: lowest and highest in view, None without any.
    highest_age_s: in view.
    last: the newest price and how it came, None without any.
    """

    prices: Mapping[Kind, Curve]
    published: Curve
    ages: Mapping[Kind, Curve]
    outdated: Mapping[Kind, Curve]
    price_extent: tuple[float, float] | None
    highest_age_s: float
    last: tuple[float, Kind] | None


BLANK = Picture({}, EMPTY, {}, {}, None, 0.0, None)


def changes_of(switches: Sequence[Switch]) -> list[Change]:
    """When the lane changed, in the terms of the curves."""
    return [Change(switch.at_us, _KINDS[switch.choice.mode]) for switch in switches]


def picture(
    series: SymbolSeries,
    changes: Sequence[Change],
    frame: Frame,
    now_us: int,
    through_us: int | None,
) -> Picture:
    """The picture of one symbol.

    through_us: what was published is known up to here; None: not at all, and then nobody
        can say for how long a price had been out of date.
    """
    seen, published = series.seen, series.published
    from_us, until_us = round(frame.left_s * 1e6), round(frame.right_s * 1e6)
    screen = curves.on_screen(seen, changes, from_us, until_us, now_us)
    prices = _thinned(curves.prices(screen), frame)
    ages = _thinned(curves.ages(screen), frame)
    meanwhile, outdated = EMPTY, {}
    if through_us is not None:
        meanwhile = thinned(curves.unseen_prices(screen, published, through_us), frame.column_s)
        outdated = _thinned(curves.unseen_ages(screen, published), frame)
    ends = frame.left_s, frame.right_s
    extent = curves.extent([*prices.values(), meanwhile], *ends)
    highest = curves.extent(ages.values(), *ends)
    last = _last(series, changes) if len(seen.key) else None
    return Picture(prices, meanwhile, ages, outdated, extent, highest[1] if highest else 0.0, last)


def _thinned(drawn: Mapping[Kind, Curve], frame: Frame) -> dict[Kind, Curve]:
    return {kind: thinned(curve, frame.column_s) for kind, curve in drawn.items()}


def _last(series: SymbolSeries, changes: Sequence[Change]) -> tuple[float, Kind]:
    seen = series.seen
    kind = Kind(seen.kind[-1])
    if changes and changes[-1].at_us > seen.shown_us[-1]:
        kind = changes[-1].kind
    return float(seen.price[-1]), kind
