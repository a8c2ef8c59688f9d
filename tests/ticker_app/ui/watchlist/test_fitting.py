from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.fitting import GIVE_WAY, fitting, widest_px

ALL = frozenset(Column)
TEN = dict.fromkeys(Column, 10)
wanted = st.sets(st.sampled_from(Column)).map(lambda some: some | {Column.SYMBOL, Column.LAST})
widths = st.fixed_dictionaries({column: st.integers(1, 90) for column in Column})


def test_with_room_for_all_nothing_gives_way() -> None:
    assert fitting(ALL, TEN, 120) == set(Column)


def test_what_matters_least_gives_way_first() -> None:
    assert set(Column) - fitting(ALL, TEN, 119) == {Column.SPREAD}
    assert set(Column) - fitting(ALL, TEN, 109) == {Column.SPREAD, Column.HIGH, Column.LOW}


def test_bid_and_ask_go_together() -> None:
    for room_px in range(120):
        assert len({Column.BID, Column.ASK} & fitting(ALL, TEN, room_px)) != 1


def test_symbol_and_price_stay_without_any_room() -> None:
    assert fitting(ALL, TEN, 0) == {Column.SYMBOL, Column.LAST}


def test_every_other_column_may_give_way() -> None:
    assert frozenset().union(*GIVE_WAY) == set(Column) - {Column.SYMBOL, Column.LAST}


@given(wanted, widths, st.integers(0, 1000), st.integers(0, 100))
def test_more_room_never_shows_less(
    some: set[Column], widths_px: dict[Column, int], room_px: int, more_px: int
) -> None:
    shown = fitting(some, widths_px, room_px)
    assert shown <= fitting(some, widths_px, room_px + more_px) <= some
    assert sum(widths_px[column] for column in shown) <= room_px or shown == {
        Column.SYMBOL,
        Column.LAST,
    }


@given(wanted, widths, st.sampled_from(Column), st.integers(0, 1000))
def test_a_column_of_the_widest_width_stays_with_what_matters_more(
    some: set[Column], widths_px: dict[Column, int], column: Column, room_px: int
) -> None:
    most_px = widest_px(column, some, widths_px, room_px)
    before = fitting(some | {column}, widths_px, room_px)
    after = fitting(some | {column}, {**widths_px, column: max(most_px, 0)}, room_px)
    place = next((n for n, leaving in enumerate(GIVE_WAY) if column in leaving), len(GIVE_WAY))
    matters_less: frozenset[Column] = frozenset().union(*GIVE_WAY[:place])
    if most_px >= 0 and column in before:
        assert column in after
        assert before - after <= matters_less
