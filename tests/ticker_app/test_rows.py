"""Rows: grow, forget, and leave views alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.rows import FEWEST, Rows


def rows(capacity: int) -> Rows:
    return Rows({"number": np.int64, "half": np.float64}, capacity)


@given(capacity=st.integers(1, 100), count=st.integers(0, 400))
def test_the_newest_rows_are_kept_in_order(capacity: int, count: int) -> None:
    table = rows(capacity)
    for number in range(count):
        table.append(number, number / 2)
    kept = range(max(0, count - capacity), count)
    assert table["number"].tolist() == list(kept)
    assert table["half"].tolist() == [number / 2 for number in kept]
    assert len(table) == len(kept)


@given(capacity=st.integers(1, 50), length=st.integers(0, 120), more=st.integers(0, 120))
def test_replacing_keeps_the_newest_and_appending_goes_on(
    capacity: int, length: int, more: int
) -> None:
    table = rows(capacity)
    table.append(-1, -1)
    numbers = np.arange(length)
    table.replace({"number": numbers, "half": numbers / 2})
    for number in range(length, length + more):
        table.append(number, number / 2)
    assert table["number"].tolist() == list(range(length + more))[-capacity:]


def test_a_view_stays_as_it_was() -> None:
    table = rows(4)
    table.append(1, 0.5)
    view = table["number"]
    for number in range(2, 40):
        table.append(number, number / 2)
    assert view.tolist() == [1]


def test_a_view_cannot_be_written_to() -> None:
    table = rows(4)
    table.append(1, 0.5)
    with pytest.raises(ValueError, match="read-only"):
        table["number"][0] = 2


def test_a_row_has_a_value_for_each_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        rows(4).append(1)


def test_a_quiet_symbol_costs_little_memory() -> None:
    table = rows(20_000)
    table.append(1, 0.5)
    base = table["number"].base
    assert base is not None
    assert len(base) == FEWEST


def test_less_room_keeps_the_newest_rows_and_frees_the_rest() -> None:
    rows = Rows({"n": np.int64}, 1000)
    for number in range(900):
        rows.append(number)
    rows.bound(100)
    assert list(rows["n"]) == [*range(800, 900)]
    assert len(rows._columns["n"]) <= 126
    rows.append(900)
    assert list(rows["n"]) == [*range(801, 901)]


def test_more_room_keeps_all_there_is() -> None:
    rows = Rows({"n": np.int64}, 10)
    for number in range(50):
        rows.append(number)
    rows.bound(1000)
    for number in range(50, 900):
        rows.append(number)
    assert list(rows["n"]) == [*range(40, 900)]
