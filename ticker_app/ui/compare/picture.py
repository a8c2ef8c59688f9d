"""One frame of the compare chart as numbers: a price, an age and what was out of date per lane.

Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ticker_app import curves
from ticker_app.on_screen import on_screen
from ticker_app.series import Kind, PublishedColumns, SeenColumns
from ticker_app.ui.chart.picture import Frame
from ticker_app.vertices import EMPTY, Curve, extent, thinned


class LaneCurves(NamedTuple):
    """What to draw of one lane; ages in seconds."""

    price: Curve
    age: Curve
    outdated: Curve


class ComparePicture(NamedTuple):
    """What to draw.

    lanes: in their order.
    published: all that was published, as steps.
    price_extent: lowest and highest in view, None without any.
    highest_age_s: of any lane, in view.
    """

    lanes: list[LaneCurves]
    published: Curve
    price_extent: tuple[float, float] | None
    highest_age_s: float


def compare_picture(
    seen: Sequence[tuple[SeenColumns, int]],
    published: PublishedColumns,
    frame: Frame,
    through_us: int | None,
) -> ComparePicture:
    """The picture of one symbol on several lanes.

    Args:
        seen: of each lane, and until when it showed the last of it, µs: now, or its pause.
        published: what was published.
        frame: the time in view.
        through_us: all that was published is known up to here; None: nothing is.
    """
    lanes = [_lane(columns, until_us, published, frame) for columns, until_us in seen]
    truth = EMPTY if through_us is None else published_prices(published, frame, through_us)
    ends = frame.left_s, frame.right_s
    ages = extent([lane.age for lane in lanes], *ends)
    return ComparePicture(
        lanes,
        truth,
        extent([truth, *(lane.price for lane in lanes)], *ends),
        ages[1] if ages else 0.0,
    )


def published_prices(published: PublishedColumns, frame: Frame, through_us: int) -> Curve:
    """All that was published in view as steps, up to where it is known."""
    moments = published.published_us
    first = max(int(np.searchsorted(moments, frame.left_s * 1e6, side="right")) - 1, 0)
    stop = int(np.searchsorted(moments, min(frame.right_s * 1e6, through_us), side="right"))
    begins, prices = moments[first:stop] / 1e6, published.price[first:stop]
    if not len(begins):
        return EMPTY
    ends = np.append(begins[1:], max(through_us / 1e6, begins[-1]))
    steps = np.stack([begins, ends], axis=1).ravel()
    return thinned(Curve(steps, np.repeat(prices, 2)), frame.column_s)


def _lane(
    seen: SeenColumns, until_us: int, published: PublishedColumns, frame: Frame
) -> LaneCurves:
    left_us, right_us = round(frame.left_s * 1e6), round(frame.right_s * 1e6)
    screen = on_screen(seen, (), left_us, right_us, until_us)
    drawn = (
        curves.prices(screen)[Kind.PUSHED],
        curves.ages(screen)[Kind.PUSHED],
        curves.unseen_ages(screen, published)[Kind.PUSHED],
    )
    return LaneCurves(*(thinned(curve, frame.column_s) for curve in drawn))
