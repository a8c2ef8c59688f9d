"""What to draw: vertices of the price, the published price, the age and the unseen age.

Pure numpy on what was on the screen. Moments go in as µs on the client clock and come out as
seconds since the Unix epoch.
"""

from __future__ import annotations

import numpy as np

from ticker_app.on_screen import Flags, Micros, Screen
from ticker_app.series import Kind, PublishedColumns, epoch_of
from ticker_app.vertices import EMPTY, Curve, Floats

DELIVERED = (Kind.PUSHED, Kind.POLLED)
"""The kinds that came by a lane, and so have an age on the screen."""

TOLERANCE_US = 50_000
"""A price that was late by no more than this was seen in time, as far as an eye can tell."""

_FEW = 32
"""Up to so many stretches of a curve are made one by one."""


def prices(screen: Screen) -> dict[Kind, Curve]:
    """The price on the screen as steps, each kind a curve of its own."""
    price = screen.price
    drawn = ~screen.lost
    return {
        kind: _pieces(screen, (price, price), drawn & (screen.kind == kind), screen.joined)
        for kind in Kind
    }


def ages(screen: Screen) -> dict[Kind, Curve]:
    """The age of the newest tick on the screen, s: an exact saw-tooth (contract: age Δ(t)).

    History was never shown as it happened, so it has no age.
    """
    at_begin = _seconds(np.maximum(screen.begin_us - screen.published_us, 0))
    at_end = _seconds(np.maximum(screen.end_us - screen.published_us, 0))
    joined = np.append(False, screen.kind[:-1] != Kind.HISTORY)[: len(screen.kind)]
    return {
        kind: _pieces(screen, (at_begin, at_end), screen.kind == kind, joined) for kind in DELIVERED
    }


def unseen_ages(screen: Screen, published: PublishedColumns) -> dict[Kind, Curve]:
    """For how long the price on the screen had been out of date, s: filled outlines.

    0 while the newest tick was on the screen; from the publication of the first later one
    it grows by a second per second until the delivery of that or a later one (contract:
    unseen age). Each outline begins and ends on the zero line and returns to it in between.
    """
    later = np.searchsorted(published.key, screen.key, side="right")
    never = np.iinfo(np.int64).max
    outdated_us = np.append(published.published_us, never)[later]
    begin_us = np.maximum(screen.begin_us, outdated_us)
    outdated = begin_us < screen.end_us
    return {
        kind: _teeth(begin_us, screen.end_us, outdated_us, outdated & (screen.kind == kind))
        for kind in DELIVERED
    }


def unseen_prices(screen: Screen, published: PublishedColumns, through_us: int) -> Curve:
    """The published price as steps, where another price was on the screen for too long.

    Args:
        screen: what was shown.
        published: what was published; known up to ``through_us``.
        through_us: the curve ends here.
    """
    if not len(screen.key):
        return EMPTY
    begin_us, stop_us = int(screen.begin_us[0]), min(int(screen.end_us[-1]), through_us)
    first, stop = np.searchsorted(published.published_us, [begin_us, stop_us], side="right")
    steps_us = np.concatenate([[begin_us], screen.begin_us, published.published_us[first:stop]])
    # Two sorted runs: a stable sort merges them, three times as fast as np.unique.
    steps_us = np.sort(steps_us[steps_us < stop_us], kind="stable")
    begins = steps_us[np.append(True, np.diff(steps_us) > 0)[: len(steps_us)]]
    ends = np.append(begins[1:], stop_us)[: len(begins)]
    row = np.searchsorted(screen.begin_us, begins, side="right") - 1
    lost = screen.lost[row]
    known = np.searchsorted(published.published_us, begins, side="right")
    price = np.append(np.nan, published.price)[known]
    # How long the last price of an ended tape held, nobody knows.
    goes_on = epoch_of(np.append(published.key, -1)[known]) == epoch_of(screen.key[row])
    differs = np.where(lost, goes_on, price != screen.price[row])
    late = _longer_than(TOLERANCE_US, begins, ends, differs & (known > 0))
    pieces = screen._replace(begin_us=begins, end_us=ends)
    return _pieces(pieces, (price, price), late, known > 0)


def _pieces(screen: Screen, values: tuple[Floats, Floats], chosen: Flags, joined: Flags) -> Curve:
    """Chosen rows, each a straight piece from its value at the begin to that at the end.

    A chosen row that is joined to the one before starts at that one's last value, chosen or
    not, with a vertical; where the next row does not go on, the pen is lifted.
    """
    goes_on = joined & chosen
    goes_on[1:] &= chosen[:-1]
    goes_on[:1] = False
    starts = np.flatnonzero(chosen & ~goes_on)
    if not len(starts):
        return EMPTY
    if len(starts) > _FEW:
        return _many_pieces(screen, values, chosen, joined, goes_on)
    stops = np.flatnonzero(chosen & ~np.append(goes_on[1:], False)) + 1
    begin, end = _seconds(screen.begin_us), _seconds(screen.end_us)
    # Where rows go on, slices are all it takes, and that is an eighth of the general way.
    pieces = [
        _stretch(begin, end, values, slice(start, stop), joined=bool(joined[start]))
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)
    ]
    return Curve(
        np.concatenate([piece.x for piece in pieces]), np.concatenate([piece.y for piece in pieces])
    )


def _many_pieces(
    screen: Screen, values: tuple[Floats, Floats], chosen: Flags, joined: Flags, goes_on: Flags
) -> Curve:
    """The same for any number of stretches."""
    at_begin, at_end = values
    before = np.append(np.nan, at_end[:-1])[: len(at_end)]
    starts = joined & ~goes_on & ~np.isnan(before)
    stops = ~np.append(goes_on[1:], False)[: len(chosen)]
    always = np.ones(len(chosen), np.bool_)
    keep = np.stack([starts, always, always, stops], axis=1) & chosen[:, None]
    begin, end = _seconds(screen.begin_us), _seconds(screen.end_us)
    gap = np.full(len(chosen), np.nan)
    xs = np.stack([begin, begin, end, gap], axis=1)
    ys = np.stack([before, at_begin, at_end, gap], axis=1)
    return Curve(xs[keep], ys[keep])


def _stretch(
    begin: Floats, end: Floats, values: tuple[Floats, Floats], rows: slice, *, joined: bool
) -> Curve:
    """The vertices of rows that follow each other, and behind them the pen is lifted."""
    at_begin, at_end = values
    first = int(joined and rows.start > 0 and not np.isnan(at_end[rows.start - 1]))
    length = first + 2 * (rows.stop - rows.start)
    x, y = np.full(length + 1, np.nan), np.full(length + 1, np.nan)
    x[first:length:2], x[first + 1 : length : 2] = begin[rows], end[rows]
    y[first:length:2], y[first + 1 : length : 2] = at_begin[rows], at_end[rows]
    if first:
        x[0], y[0] = begin[rows.start], at_end[rows.start - 1]
    return Curve(x, y)


def _teeth(begin_us: Micros, end_us: Micros, zero_us: Micros, chosen: Flags) -> Curve:
    """An outline on the zero line with a tooth for each chosen row, as high as its time
    since ``zero_us``."""
    if not chosen.any():
        return EMPTY
    begin, end, zero = begin_us[chosen], end_us[chosen], zero_us[chosen]
    low = np.zeros_like(begin)
    xs = np.stack([begin, begin, end, end], axis=1)
    ys = np.stack([low, begin - zero, end - zero, low], axis=1)
    return Curve(_seconds(xs.ravel()), _seconds(ys.ravel()))


def _longer_than(limit_us: int, begins: Micros, ends: Micros, chosen: Flags) -> Flags:
    """Of the chosen stretches those whose unbroken run lasts longer than the limit."""
    edges = np.diff(np.concatenate([[0], chosen.astype(np.int8), [0]]))
    run_begin, run_end = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    run_long = ends[run_end - 1] - begins[run_begin] > limit_us
    marks = np.zeros(len(chosen) + 1, np.int64)
    marks[run_begin[run_long]] += 1
    marks[run_end[run_long]] -= 1
    return np.cumsum(marks)[:-1] > 0


def _seconds(moments_us: Micros) -> Floats:
    return moments_us.astype(np.float64) / 1e6
