"""A symbol's series: what was seen, what was published, whatever the order of telling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.ticker_app.telling import SECOND, known, prices, see, tick
from ticker_app.series import MOST_EPOCHS, Kind, Published, SymbolSeries


def test_a_new_series_has_nothing() -> None:
    series = SymbolSeries()
    assert len(series.seen.key) == len(series.published.key) == 0


def test_what_is_seen_is_published() -> None:
    series = SymbolSeries()
    see(series, 3)
    assert series.published.key.tolist() == [3]
    assert series.published.published_us.tolist() == [3 * SECOND]
    assert series.seen.shown_us.tolist() == [3 * SECOND + 1000]


def test_a_tick_that_comes_twice_is_seen_once() -> None:
    series = SymbolSeries()
    for count in (1, 2, 2, 1, 3):
        see(series, count)
    assert prices(series) == [1, 2, 3]


def test_a_screen_never_goes_back_in_time() -> None:
    series = SymbolSeries()
    see(series, 1, late_us=5 * SECOND)
    see(series, 2, late_us=0)
    assert series.seen.shown_us.tolist() == [6 * SECOND, 6 * SECOND]


def test_missed_ticks_do_not_break_the_line() -> None:
    series = SymbolSeries()
    see(series, 1)
    see(series, 9)
    assert not series.seen.broken.any()


def test_a_broken_line_is_broken_once() -> None:
    series = SymbolSeries()
    see(series, 1)
    series.break_line()
    see(series, 5)
    see(series, 6)
    assert series.seen.broken.tolist() == [False, True, False]


def test_history_stands_before_what_was_seen() -> None:
    series = SymbolSeries()
    see(series, 5)
    series.fill(known(3, 4, 5, 6))
    assert prices(series) == [3, 4, 5]
    assert series.seen.kind.tolist() == [Kind.HISTORY, Kind.HISTORY, Kind.PUSHED]
    assert series.seen.shown_us.tolist() == [3 * SECOND, 4 * SECOND, 5 * SECOND + 1000]
    assert series.published.key.tolist() == [3, 4, 5, 6]


def test_older_and_overlapping_history_is_merged() -> None:
    series = SymbolSeries()
    series.fill(known(4, 5))
    series.fill(known(2, 3, 4))
    assert prices(series) == [2, 3, 4, 5]


def test_a_lane_that_begins_where_history_ends_shows_its_first_price_again() -> None:
    series = SymbolSeries()
    series.fill(known(1, 2))
    see(series, 2, Kind.POLLED, late_us=SECOND)
    assert prices(series) == [1, 2, 2]
    assert series.seen.kind.tolist() == [Kind.HISTORY, Kind.HISTORY, Kind.POLLED]


def test_history_that_the_lane_has_not_delivered_leaves_the_screen() -> None:
    series = SymbolSeries()
    series.fill(known(1, 2, 3, 4))
    see(series, 2, Kind.POLLED, late_us=3 * SECOND)
    assert prices(series) == [1, 2, 2]
    assert series.published.key.tolist() == [1, 2, 3, 4]


def test_what_is_missing_in_history_is_a_hole_until_it_is_told() -> None:
    series = SymbolSeries()
    series.fill(known(1, 2))
    series.fill(known(5, 6))
    assert series.seen.broken.tolist() == [False, False, True, False]
    series.fill(known(3, 4))
    assert not series.seen.broken.any()


def test_history_does_not_fill_what_the_lane_missed() -> None:
    series = SymbolSeries()
    see(series, 1, Kind.POLLED)
    see(series, 5, Kind.POLLED)
    series.fill(known(1, 2, 3, 4, 5, 6))
    assert prices(series) == [1, 5]


def test_history_is_never_later_than_what_came_after_it() -> None:
    series = SymbolSeries()
    see(series, 5)
    series.fill(known(3, 4, noise_us=3 * SECOND))
    assert series.seen.shown_us.tolist() == [5 * SECOND + 1000] * 3


def test_a_new_epoch_stands_behind_the_old_one() -> None:
    series = SymbolSeries()
    see(series, 900)
    series.begin_epoch()
    series.see(tick(1), 901 * SECOND, 902 * SECOND, Kind.PUSHED)
    assert prices(series) == [900, 1]
    assert series.seen.broken.tolist() == [False, True]
    assert np.diff(series.published.key).min() > 0


def test_after_more_epochs_than_can_be_numbered_it_begins_anew() -> None:
    series = SymbolSeries()
    series._epoch = MOST_EPOCHS - 1
    see(series, 7)
    series.begin_epoch()
    series.see(tick(2**44 - 1), 1, 2, Kind.PUSHED)
    series.begin_epoch()
    see(series, 1)
    assert prices(series) == [1.0]
    assert len(series.published.key) == 1


def test_the_break_stands_before_the_history_of_a_new_epoch() -> None:
    series = SymbolSeries()
    see(series, 900)
    series.begin_epoch()
    series.see(tick(3), 903 * SECOND, 903 * SECOND, Kind.PUSHED)
    series.fill([Published(tick(1), 901 * SECOND), Published(tick(2), 902 * SECOND)])
    assert prices(series) == [900, 1, 2, 3]
    assert series.seen.broken.tolist() == [False, True, False, False]


def test_history_before_the_first_delivery_of_a_new_epoch_takes_the_break() -> None:
    series = SymbolSeries()
    see(series, 900)
    series.begin_epoch()
    series.fill([Published(tick(1), 901 * SECOND)])
    series.see(tick(2), 902 * SECOND, 902 * SECOND, Kind.PUSHED)
    assert series.seen.broken.tolist() == [False, True, False]


def test_the_break_survives_history_that_leaves_the_screen() -> None:
    series = SymbolSeries()
    see(series, 900)
    series.begin_epoch()
    series.fill([Published(tick(2), 902 * SECOND)])
    series.see(tick(1), 901 * SECOND, 903 * SECOND, Kind.POLLED)
    assert prices(series) == [900, 1]
    assert series.seen.broken.tolist() == [False, True]


def test_what_a_new_epoch_says_of_the_time_before_it_is_left_out() -> None:
    series = SymbolSeries()
    see(series, 900)
    series.begin_epoch()
    series.fill([Published(tick(1), 10 * SECOND)])
    series.publish([Published(tick(2), 20 * SECOND)])
    assert prices(series) == [900]
    assert len(series.published.key) == 1


def test_of_two_tellings_the_first_stays() -> None:
    series = SymbolSeries()
    series.publish(known(1, noise_us=7))
    series.publish(known(1, 2, noise_us=9))
    assert series.published.published_us.tolist() == [SECOND + 7, 2 * SECOND + 9]


def test_publication_times_never_decrease() -> None:
    series = SymbolSeries()
    series.publish(known(1, 3, noise_us=5 * SECOND))
    series.publish(known(2))
    see(series, 4)
    moments = series.published.published_us.tolist()
    assert moments == [6 * SECOND, 6 * SECOND, 8 * SECOND, 8 * SECOND]


def test_a_tick_seen_late_takes_its_place_among_the_published() -> None:
    series = SymbolSeries()
    series.publish(known(1, 3))
    see(series, 2, Kind.POLLED, late_us=2 * SECOND)
    assert series.published.key.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        lambda series: see(series, 9),
        lambda series: series.fill(known(1)),
        lambda series: series.publish(known(9)),
    ],
)
def test_news_grows_the_revision(change: Callable[[SymbolSeries], None]) -> None:
    series = SymbolSeries()
    see(series, 5)
    before = series.revision
    change(series)
    assert series.revision > before


def test_what_is_known_already_leaves_the_revision() -> None:
    series = SymbolSeries()
    see(series, 5)
    before = series.revision
    see(series, 5)
    series.publish(known(5))
    series.publish([])
    series.fill([])
    assert series.revision == before
