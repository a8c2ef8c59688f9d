"""A symbol's series: what was seen, what was published, whatever the order of telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.wire import Tick
from ticker_app.series import MOST_EPOCHS, Kind, Published, SymbolSeries

SECOND = 1_000_000


def tick(count: int, price: float | None = None) -> Tick:
    return Tick("AAA", count, count, count * SECOND, None, count if price is None else price)


def known(*counts: int, noise_us: int = 0) -> list[Published]:
    return [Published(tick(count), count * SECOND + noise_us) for count in counts]


def see(series: SymbolSeries, count: int, kind: Kind = Kind.PUSHED, late_us: int = 1000) -> None:
    series.see(tick(count), count * SECOND, count * SECOND + late_us, kind)


def prices(series: SymbolSeries) -> list[float]:
    return list(series.seen.price.tolist())


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


counts = st.lists(st.integers(0, 40), max_size=8)
calls = st.one_of(
    st.tuples(st.just("see"), st.integers(0, 40), st.sampled_from([Kind.PUSHED, Kind.POLLED])),
    st.tuples(st.sampled_from(["fill", "publish"]), counts),
    st.tuples(st.sampled_from(["break", "epoch"])),
)


class Model:
    """The same by dictionaries and sorting, for tapes that publish count n at second n."""

    def __init__(self) -> None:
        self.epoch = 0
        self.published: dict[tuple[int, int], int] = {}
        self.history: dict[int, set[int]] = {0: set()}
        self.delivered: dict[int, list[int]] = {0: []}

    def tell(self, counts: Sequence[int]) -> None:
        for count in counts:
            self.published.setdefault((self.epoch, count), at(self.epoch, count))

    def see(self, count: int) -> None:
        self.tell([count])
        delivered = self.delivered[self.epoch]
        if not delivered or count > delivered[-1]:
            if not delivered:
                kept = {held for held in self.history[self.epoch] if held <= count}
                self.history[self.epoch] = kept
            delivered.append(count)

    def fill(self, counts: Sequence[int]) -> None:
        self.tell(counts)
        first = min(self.delivered[self.epoch], default=10**9)
        self.history[self.epoch].update(count for count in counts if count < first)

    def begin_epoch(self) -> None:
        self.epoch += 1
        self.history[self.epoch] = set()
        self.delivered[self.epoch] = []

    def seen(self) -> list[int]:
        """The counts in the order of the rows."""
        return [
            count
            for epoch in range(self.epoch + 1)
            for count in (*sorted(self.history[epoch]), *self.delivered[epoch])
        ]


def at(epoch: int, count: int) -> int:
    return (epoch * 1000 + count) * SECOND


@given(st.lists(calls, max_size=30))
def test_any_order_of_telling_gives_the_same_series(steps: list[tuple[object, ...]]) -> None:
    series, model = SymbolSeries(), Model()
    for step in steps:
        match step:
            case ("see", int(count), Kind() as kind):
                moment = at(model.epoch, count)
                series.see(tick(count), moment, moment + SECOND, kind)
                model.see(count)
            case ("fill", list(told)):
                series.fill([Published(tick(count), at(model.epoch, count)) for count in told])
                model.fill(told)
            case ("publish", list(told)):
                series.publish([Published(tick(count), at(model.epoch, count)) for count in told])
                model.tell(told)
            case ("break",):
                series.break_line()
            case _:
                series.begin_epoch()
                model.begin_epoch()
    assert series.published.published_us.tolist() == sorted(model.published.values())
    assert series.published.price.tolist() == [key[1] for key in sorted(model.published)]
    assert prices(series) == model.seen()
    assert (np.diff(series.seen.shown_us) >= 0).all()
    assert (np.diff(series.seen.key) >= 0).all()


@given(st.lists(st.integers(0, 300), max_size=60), st.integers(1, 20))
def test_no_more_than_the_capacity_is_kept(told: list[int], capacity: int) -> None:
    series = SymbolSeries(capacity)
    for count in told:
        series.publish(known(count))
        see(series, count)
    series.fill(known(*range(50)))
    assert len(series.seen.key) <= capacity
    assert len(series.published.key) <= capacity
    if told:
        assert series.seen.price[-1] == max(told)
