"""The prices that came onto the screen, as a table."""

from __future__ import annotations

import numpy as np
import pytest

from server.wire import Tick
from ticker_app.series import Kind, Published, SymbolSeries
from ticker_app.shown.table import Column, Table
from ticker_app.shown.ticks import ticks_table

SECOND = 1_000_000


def tick(count: int) -> Tick:
    return Tick("AAA", count, count, count * SECOND, None, 100 + count / 4)


@pytest.fixture
def series() -> SymbolSeries:
    """History at 1 and 2 s, pushed at 3 s and 10 ms late, polled at 4 s and 900 ms late."""
    made = SymbolSeries()
    made.fill([Published(tick(1), SECOND), Published(tick(2), 2 * SECOND)])
    made.see(tick(3), 3 * SECOND, 3_010_000, Kind.PUSHED)
    made.see(tick(4), 4 * SECOND, 4_900_000, Kind.POLLED)
    return made


def column(table: Table, title: str) -> Column:
    return next(column for column in table.columns if column.title == title)


def test_a_row_tells_when_a_price_came_and_how(series: SymbolSeries) -> None:
    table = ticks_table("AAA", series.seen, 2)
    assert table.moments_us.tolist() == [SECOND, 2 * SECOND, 3_010_000, 4_900_000]
    assert column(table, "Price").values.tolist() == [100.25, 100.5, 100.75, 101.0]
    came = column(table, "Came")
    assert [came.words[kind] for kind in came.values] == ["history", "history", "pushed", "polled"]


def test_history_has_no_age_for_it_was_never_shown_as_it_happened(series: SymbolSeries) -> None:
    age = column(ticks_table("AAA", series.seen, 2), "Age when shown")
    assert age.values.tolist() == pytest.approx([np.nan, np.nan, 10_000, 900_000], nan_ok=True)


def test_only_what_is_in_view_is_there(series: SymbolSeries) -> None:
    table = ticks_table("AAA", series.seen, 2).between(2 * SECOND, 3_010_000)
    assert table.moments_us.tolist() == [2 * SECOND, 3_010_000]


def test_a_clock_that_erred_makes_no_price_younger_than_new() -> None:
    series = SymbolSeries()
    series.see(tick(1), 2 * SECOND, SECOND, Kind.PUSHED)
    table = ticks_table("AAA", series.seen, 2)
    assert column(table, "Age when shown").values.tolist() == [0.0]
