"""One frame of the chart as numbers: which curves, how high, which tag. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ticker_app import curves
from ticker_app.choice import Mode, Switch
from ticker_app.on_screen import Change, Screen, on_screen
from ticker_app.series import Kind, SymbolSeries
from ticker_app.vertices import EMPTY, Curve, extent

_KINDS = {Mode.PUSH: Kind.PUSHED, Mode.PULL: Kind.POLLED}


class Frame(NamedTuple):
    """The time in view, s since the Unix epoch, and how much of it one pixel shows."""

    left_s: float
    right_s: float
    column_s: float

    def moved(self, by_s: float) -> Frame:
        """The same, so much later."""
        return Frame(self.left_s + by_s, self.right_s + by_s, self.column_s)


class Picture(NamedTuple):
    """The price to draw.

    prices: by kind.  published: prices that were not seen in time.
    price_extent: lowest and highest in view, None without any.
    last: the newest price and how it came, None without any.
    """

    prices: Mapping[Kind, Curve]
    published: Curve
    price_extent: tuple[float, float] | None
    last: tuple[float, Kind] | None


class Ages(NamedTuple):
    """How old the price was, to draw: by kind, s. highest_s: in view."""

    ages: Mapping[Kind, Curve]
    outdated: Mapping[Kind, Curve]
    highest_s: float


BLANK = Picture({}, EMPTY, None, None)
NO_AGES = Ages({}, {}, 0.0)


def changes_of(switches: Sequence[Switch]) -> list[Change]:
    """When the lane changed, in the terms of the curves."""
    return [Change(switch.at_us, _KINDS[switch.choice.mode]) for switch in switches]


def screen_in(series: SymbolSeries, changes: Sequence[Change], frame: Frame, now_us: int) -> Screen:
    """What was on the screen in the time in view."""
    from_us, until_us = round(frame.left_s * 1e6), round(frame.right_s * 1e6)
    return on_screen(series.seen, changes, from_us, until_us, now_us)


def price_picture(
    screen: Screen,
    series: SymbolSeries,
    changes: Sequence[Change],
    frame: Frame,
    through_us: int | None,
) -> Picture:
    """The price of one symbol.

    through_us: what was published is known up to here; None: not at all.
    """
    prices = curves.prices(screen)
    meanwhile = EMPTY
    if through_us is not None:
        meanwhile = curves.unseen_prices(screen, series.published, through_us)
    price_extent = extent([*prices.values(), meanwhile], frame.left_s, frame.right_s)
    last = _last(series, changes) if len(series.seen.key) else None
    return Picture(prices, meanwhile, price_extent, last)


def age_picture(screen: Screen, series: SymbolSeries, frame: Frame, through_us: int | None) -> Ages:
    """The ages of one symbol.

    through_us: what was published is known up to here; None: not at all, and then nobody
        can say for how long a price had been out of date.
    """
    ages = curves.ages(screen)
    outdated = {}
    if through_us is not None:
        outdated = curves.unseen_ages(screen, series.published)
    highest = extent(ages.values(), frame.left_s, frame.right_s)
    return Ages(ages, outdated, highest[1] if highest else 0.0)


def _last(series: SymbolSeries, changes: Sequence[Change]) -> tuple[float, Kind]:
    seen = series.seen
    kind = Kind(seen.kind[-1])
    if changes and changes[-1].at_us > seen.shown_us[-1]:
        kind = changes[-1].kind
    return float(seen.price[-1]), kind
