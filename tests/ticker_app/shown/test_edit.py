"""From one look at a table to the next."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.shown.edit import Edit, edit_between
from ticker_app.shown.table import NO_TABLE, Column, Content, Table


def table(*rows: tuple[int, float], decimals: int = 2) -> Table:
    moments = np.array([moment for moment, _ in rows], np.int64)
    prices = np.array([price for _, price in rows], np.float64)
    return Table(
        "AAA",
        "ticks",
        (
            Column("time", "Time", "", Content.MOMENT, moments),
            Column("price", "Price", "", Content.PRICE, prices, decimals),
        ),
    )


def rows_of(one: Table) -> list[tuple[int, float]]:
    return list(zip(*(column.values.tolist() for column in one.columns), strict=True))


def counted(first: int, stop: int) -> Table:
    return table(*((moment, float(moment)) for moment in range(first, stop)))


def test_time_passes() -> None:
    assert edit_between(counted(0, 5), counted(2, 7)) == Edit(drop_oldest=2, add_newest=2)


def test_one_looks_back() -> None:
    assert edit_between(counted(2, 7), counted(0, 5)) == Edit(drop_newest=2, add_oldest=2)


def test_one_looks_closer_and_again_at_more() -> None:
    assert edit_between(counted(0, 9), counted(3, 6)) == Edit(drop_oldest=3, drop_newest=3)
    assert edit_between(counted(3, 6), counted(0, 9)) == Edit(add_oldest=3, add_newest=3)


def test_the_newest_row_moves() -> None:
    edit = edit_between(table((1, 5.0), (2, 6.0)), table((1, 5.0), (2, 7.0), (3, 7.0)))
    assert edit == Edit(add_newest=1, changed=range(1, 2))


def test_what_was_not_known_and_is_not_known_has_not_changed() -> None:
    unknown = table((1, np.nan), (2, 6.0))
    assert edit_between(unknown, unknown) == Edit()
    assert edit_between(unknown, table((1, 5.0), (2, 6.0))) == Edit(changed=range(1))


def test_nothing_stays_nothing() -> None:
    assert edit_between(NO_TABLE, NO_TABLE) == Edit()
    assert edit_between(table(), table()) == Edit()


def test_another_table_is_another_one() -> None:
    one = counted(0, 3)
    assert edit_between(one, one._replace(symbol="BBB")) is None
    assert edit_between(one, table((0, 0.0), (1, 1.0), (2, 2.0), decimals=4)) is None
    assert edit_between(one, NO_TABLE) is None
    assert edit_between(one, table()) is None
    assert edit_between(table(), one) is None


def test_two_times_apart_have_nothing_in_common() -> None:
    assert edit_between(counted(0, 3), counted(5, 8)) is None
    assert edit_between(counted(5, 8), counted(0, 3)) is None


def test_a_row_put_between_makes_another_table() -> None:
    assert edit_between(table((1, 1.0), (5, 5.0)), table((1, 1.0), (3, 3.0), (5, 5.0))) is None


def applied(old: Table, edit: Edit, new: Table) -> list[tuple[int, float]]:
    """What a view that obeys the edit shows: it takes from ``new`` only what it is told of."""
    kept = rows_of(old)[edit.drop_oldest : old.length - edit.drop_newest]
    fresh = rows_of(new)
    shown = fresh[: edit.add_oldest] + kept + fresh[len(fresh) - edit.add_newest :]
    for row in edit.changed:
        shown[row] = fresh[row]
    return shown


SMALL = st.lists(st.tuples(st.integers(0, 12), st.sampled_from([1.0, 2.0])), max_size=8).map(sorted)


@given(SMALL, SMALL)
def test_an_edit_leads_from_any_table_to_the_next(
    before: list[tuple[int, float]], after: list[tuple[int, float]]
) -> None:
    old, new = table(*before), table(*after)
    edit = edit_between(old, new)
    if edit is not None:
        assert applied(old, edit, new) == rows_of(new)
