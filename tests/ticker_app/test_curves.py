"""Curves: what is drawn is what was, at every moment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.deliveries import FOREVER, S, series_of, tick
from ticker_app import curves
from ticker_app.curves import ages, prices, unseen_ages, unseen_prices
from ticker_app.on_screen import Change, Screen, on_screen
from ticker_app.series import Kind, Published, SymbolSeries
from ticker_app.vertices import EMPTY, Curve


def screen_of(series: SymbolSeries, now_us: int, changes: Sequence[Change] = ()) -> Screen:
    return on_screen(series.seen, changes, 0, FOREVER, now_us)


def vertices(curve: Curve) -> list[tuple[float, float] | None]:
    """None where the pen is lifted."""
    points = zip(curve.x.tolist(), curve.y.tolist(), strict=True)
    return [None if np.isnan(y) else (round(x, 6), round(y, 6)) for x, y in points]


PUSHED = [(1 * S, 10.0), (2 * S, 12.0), (4 * S, 11.0)]


def test_a_pushed_price_is_drawn_as_steps_up_to_now() -> None:
    series = series_of(PUSHED, [(at, count, Kind.PUSHED) for count, (at, _) in enumerate(PUSHED)])
    drawn = prices(screen_of(series, 5 * S))
    assert vertices(drawn[Kind.PUSHED]) == [
        (1, 10), (2, 10), (2, 12), (4, 12), (4, 11), (5, 11), None,
    ]  # fmt: skip
    assert vertices(drawn[Kind.POLLED]) == []


def test_a_new_kind_begins_with_its_own_riser() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED), (2 * S, 1, Kind.POLLED)])
    drawn = prices(screen_of(series, 3 * S))
    assert vertices(drawn[Kind.PUSHED]) == [(1, 10), (2, 10), None]
    assert vertices(drawn[Kind.POLLED]) == [(2, 10), (2, 12), (3, 12), None]


def test_the_line_changes_its_kind_when_the_lane_does() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED), (4 * S, 2, Kind.POLLED)])
    drawn = prices(screen_of(series, 5 * S, [Change(3 * S, Kind.POLLED)]))
    assert vertices(drawn[Kind.PUSHED]) == [(1, 10), (3, 10), None]
    assert vertices(drawn[Kind.POLLED]) == [(3, 10), (3, 10), (4, 10), (4, 11), (5, 11), None]


def test_a_change_outside_of_what_was_shown_changes_nothing() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED)])
    changes = [Change(0, Kind.POLLED), Change(9 * S, Kind.POLLED)]
    assert vertices(prices(screen_of(series, 5 * S, changes))[Kind.POLLED]) == []


def test_what_was_lost_for_good_is_a_gap() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED), (2 * S, 1, Kind.PUSHED)])
    series.break_line()
    series.see(tick(3, 9), 6 * S, 6 * S, Kind.PUSHED)
    drawn = prices(screen_of(series, 7 * S))
    assert vertices(drawn[Kind.PUSHED]) == [(1, 10), (2, 10), None, (6, 9), (7, 9), None]


def test_a_lane_changed_during_a_gap_does_not_fill_it() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED)])
    series.break_line()
    series.see(tick(3, 9), 6 * S, 6 * S, Kind.POLLED)
    drawn = prices(screen_of(series, 7 * S, [Change(3 * S, Kind.POLLED)]))
    assert vertices(drawn[Kind.PUSHED]) == []
    assert vertices(drawn[Kind.POLLED]) == [(6, 9), (7, 9), None]


@pytest.mark.parametrize("window", [(0, FOREVER), (5 * S, 6 * S)])
def test_a_symbol_that_was_never_seen_draws_nothing(window: tuple[int, int]) -> None:
    series = series_of(PUSHED, [])
    screen = on_screen(series.seen, [Change(S, Kind.PUSHED)], *window, 9 * S)
    assert len(screen.key) == len(screen.end_us) == len(screen.lost) == 0
    assert all(len(curve.x) == 0 for curve in prices(screen).values())
    assert all(len(curve.x) == 0 for curve in ages(screen).values())
    assert all(len(curve.x) == 0 for curve in unseen_ages(screen, series.published).values())
    assert unseen_prices(screen, series.published, 9 * S) is EMPTY


def test_the_age_is_a_saw_tooth_of_a_second_per_second() -> None:
    series = series_of(PUSHED, [(2 * S, 0, Kind.PUSHED), (3 * S, 1, Kind.PUSHED)])
    drawn = ages(screen_of(series, 5 * S))
    assert vertices(drawn[Kind.PUSHED]) == [(2, 1), (3, 2), (3, 1), (5, 3), None]


def test_history_has_no_age() -> None:
    series = SymbolSeries()
    series.fill([Published(tick(0, 10), S)])
    series.see(tick(1, 11), 4 * S, 5 * S, Kind.POLLED)
    drawn = ages(screen_of(series, 6 * S))
    assert Kind.HISTORY not in drawn
    assert vertices(drawn[Kind.POLLED]) == [(5, 1), (6, 2), None]


def test_a_price_is_out_of_date_from_the_first_tick_that_is_not_on_the_screen() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.POLLED), (5 * S, 2, Kind.POLLED)])
    drawn = unseen_ages(screen_of(series, 6 * S), series.published)
    assert vertices(drawn[Kind.POLLED]) == [(2, 0), (2, 0), (5, 3), (5, 0)]


def test_a_delivery_of_what_is_outdated_already_leaves_the_age_that_remains() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED), (5 * S, 1, Kind.PUSHED)])
    drawn = unseen_ages(screen_of(series, 6 * S), series.published)
    assert vertices(drawn[Kind.PUSHED])[4:] == [(5, 0), (5, 1), (6, 2), (6, 0)]


def test_what_was_published_is_drawn_only_where_another_price_was_shown() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.POLLED), (5 * S, 2, Kind.POLLED)])
    drawn = unseen_prices(screen_of(series, 6 * S), series.published, 6 * S)
    assert vertices(drawn) == [(2, 10), (2, 12), (4, 12), (4, 11), (5, 11), None]


def test_what_was_published_ends_where_the_reference_reading_does() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.POLLED)])
    drawn = unseen_prices(screen_of(series, 6 * S), series.published, 3 * S)
    assert vertices(drawn) == [(2, 10), (2, 12), (3, 12), None]


def test_a_price_that_came_in_time_is_not_drawn_twice() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED), (2 * S + 50_000, 1, Kind.PUSHED)])
    assert vertices(unseen_prices(screen_of(series, 3 * S), series.published, 3 * S)) == []


def test_what_was_published_is_drawn_through_a_gap() -> None:
    series = series_of(PUSHED, [(S, 0, Kind.PUSHED)])
    series.break_line()
    series.see(tick(3, 9), 6 * S, 6 * S, Kind.PUSHED)
    drawn = unseen_prices(screen_of(series, 7 * S), series.published, 7 * S)
    assert vertices(drawn) == [(1, 10), (2, 10), (2, 12), (4, 12), (4, 11), (6, 11), None]


def test_the_last_price_of_an_ended_tape_is_not_drawn_on() -> None:
    series = series_of(PUSHED[:1], [(S, 0, Kind.PUSHED)])
    series.begin_epoch()
    series.see(tick(1, 9), 6 * S, 6 * S, Kind.PUSHED)
    drawn = unseen_prices(screen_of(series, 7 * S), series.published, 7 * S)
    assert vertices(drawn) == []


def test_nothing_is_drawn_before_the_first_price_that_is_known() -> None:
    series = SymbolSeries()
    series.see(tick(1, 10), 5 * S, S, Kind.PUSHED)
    assert vertices(unseen_prices(screen_of(series, 3 * S), series.published, 3 * S)) == []


# --- against plain computation, moment by moment ---

Story = tuple[SymbolSeries, list[tuple[int, float]], list[tuple[int, int, Kind]], int]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Ticks on a coarse grid, some of them delivered in order, late or at once."""
    moments = sorted(draw(st.lists(st.integers(1, 60), min_size=1, max_size=15)))
    published = [(at * 40_000, float(draw(st.integers(1, 4)))) for at in moments]
    deliveries: list[tuple[int, int, Kind]] = []
    for count, (at_us, _) in enumerate(published):
        if draw(st.booleans()):
            earliest_us = max(at_us, deliveries[-1][0] if deliveries else 0)
            shown_us = earliest_us + draw(st.integers(0, 20)) * 20_000
            deliveries.append((shown_us, count, draw(st.sampled_from([Kind.PUSHED, Kind.POLLED]))))
    end_us = max([at_us for at_us, _ in published] + [at_us for at_us, _, _ in deliveries])
    return series_of(published, deliveries), published, deliveries, end_us + 200_000


def shown_at(story: Story, moment_us: float) -> tuple[int, int, Kind] | None:
    _, _, deliveries, _ = story
    return next((one for one in reversed(deliveries) if one[0] <= moment_us), None)


def moments_between(story: Story) -> list[float]:
    """A moment inside every stretch in which nothing happens."""
    _, published, deliveries, now_us = story
    events = {at for at, _ in published} | {at for at, _, _ in deliveries} | {now_us}
    edges = sorted(events)
    return [(one + other) / 2 for one, other in pairwise(edges)]


def value_at(curve: Curve, moment_us: float) -> float | None:
    """What the pen draws over a moment at which it draws no vertical."""
    at = moment_us / S
    for index in range(len(curve.x) - 1):
        if curve.x[index] <= at <= curve.x[index + 1]:
            return float(np.interp(at, curve.x[index : index + 2], curve.y[index : index + 2]))
    return None


@given(stories())
def test_the_drawn_price_is_the_one_that_was_shown(story: Story) -> None:
    series, published, _, now_us = story
    drawn = prices(screen_of(series, now_us))
    for moment in moments_between(story):
        delivery = shown_at(story, moment)
        for kind, curve in drawn.items():
            expected = delivery and delivery[2] == kind
            assert value_at(curve, moment) == (
                published[delivery[1]][1] if delivery and expected else None
            )


@given(stories())
def test_the_drawn_age_is_that_of_the_newest_tick_shown(story: Story) -> None:
    series, published, _, now_us = story
    drawn = ages(screen_of(series, now_us))
    for moment in moments_between(story):
        if delivery := shown_at(story, moment):
            age = value_at(drawn[delivery[2]], moment)
            assert age == pytest.approx((moment - published[delivery[1]][0]) / S, abs=1e-6)


@given(stories())
def test_the_filled_age_counts_from_the_first_tick_not_shown(story: Story) -> None:
    series, published, _, now_us = story
    drawn = unseen_ages(screen_of(series, now_us), series.published)
    for moment in moments_between(story):
        if delivery := shown_at(story, moment):
            waiting = [at for at, _ in published[delivery[1] + 1 :] if at <= moment]
            expected = (moment - min(waiting)) / S if waiting else 0
            outline = drawn[delivery[2]]
            filled = value_at(outline, moment) or 0
            assert filled == pytest.approx(expected, abs=1e-6)


@given(stories(), st.integers(0, 300).map(lambda cells: cells * 10_000))
def test_the_dotted_price_is_what_was_published_while_another_was_shown(
    story: Story, through_us: int
) -> None:
    series, published, _, now_us = story
    drawn = unseen_prices(screen_of(series, now_us), series.published, through_us)
    grid = [cell * 10_000 + 5_000 for cell in range(min(now_us, through_us) // 10_000)]
    differs: list[float | None] = []
    for moment in grid:
        delivery = shown_at(story, moment)
        price = next((price for at, price in reversed(published) if at <= moment), None)
        shown = published[delivery[1]][1] if delivery else None
        differs.append(price if delivery and price != shown else None)
    for moment, expected in zip(grid, _without_short_runs(differs, 5), strict=True):
        assert value_at(drawn, moment) == expected


@given(stories())
def test_many_stretches_are_drawn_as_few_are(story: Story) -> None:
    few = [vertices(curve) for curve in all_curves(story)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(curves, "_FEW", 0)
        assert [vertices(curve) for curve in all_curves(story)] == few


def all_curves(story: Story) -> list[Curve]:
    """Every curve that is made of pieces."""
    series, _, _, now_us = story
    screen = screen_of(series, now_us)
    made = (prices(screen), ages(screen), unseen_ages(screen, series.published))
    return [curve for drawn in made for curve in drawn.values()]


def _without_short_runs(values: list[float | None], longest: int) -> list[float | None]:
    kept = list(values)
    begin = 0
    for end in range(len(values) + 1):
        if end == len(values) or values[end] is None:
            if end - begin <= longest:
                kept[begin:end] = [None] * (end - begin)
            begin = end + 1
    return kept


@given(stories(), st.integers(1, 3_000_000))
def test_a_window_shows_the_same_as_the_whole(story: Story, from_us: int) -> None:
    series, _, _, now_us = story
    until_us = from_us + 500_000
    whole = prices(screen_of(series, now_us))
    part = prices(on_screen(series.seen, [], from_us, until_us, now_us))
    for moment in moments_between(story):
        if from_us <= moment <= until_us:
            for kind in Kind:
                assert value_at(part[kind], moment) == value_at(whole[kind], moment)
