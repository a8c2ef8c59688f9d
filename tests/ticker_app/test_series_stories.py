"""A symbol's series beside a plain one, whatever is told in whatever order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.telling import SECOND, known, prices, see, tick
from ticker_app.series import Kind, Published, SymbolSeries

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
