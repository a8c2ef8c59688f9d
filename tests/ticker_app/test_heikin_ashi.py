"""Heikin-Ashi candles beside their textbook definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.wire import Candle
from tests.ticker_app.candle_world import candles_of
from ticker_app.candle_columns import NO_CANDLES, columns_of, cut_columns
from ticker_app.heikin_ashi import HeikinAshi

PRICES = st.integers(-40, 400).map(lambda number: number / 4)


@st.composite
def histories(draw: st.DrawFn) -> list[Candle]:
    """Candles with holes between them, oldest first."""
    start, candles = 0, []
    for gap in draw(st.lists(st.integers(1, 3), max_size=30)):
        start += gap
        prices = [draw(PRICES) for _ in range(4)]
        bodies = prices[0], max(prices), min(prices), prices[1]
        candles.append(Candle(start, *bodies, float(draw(st.integers(0, 9))), start))
    return candles


def by_the_book(candles: list[Candle]) -> list[Candle]:
    """One candle after the other, as the articles write it."""
    made: list[Candle] = []
    for one in candles:
        close = (one.open + one.high + one.low + one.close) / 4
        before = made[-1] if made else one
        open_ = (before.open + before.close) / 2
        high, low = max(one.high, open_, close), min(one.low, open_, close)
        made.append(Candle(one.start, open_, high, low, close, one.volume, one.trades))
    return made


@given(histories())
def test_it_follows_the_textbook(candles: list[Candle]) -> None:
    assert candles_of(HeikinAshi().update(columns_of(candles))) == by_the_book(candles)


def test_it_gives_the_worked_example() -> None:
    candles = [Candle(0, 10, 14, 8, 12, 5, 3), Candle(1, 12, 16, 12, 15, 7, 4)]
    first, second = candles_of(HeikinAshi().update(columns_of(candles)))
    assert first == Candle(0, 11, 14, 8, 11, 5, 3)
    assert second == Candle(1, 11, 16, 11, 13.75, 7, 4)


@given(st.lists(histories(), max_size=4), st.data())
def test_it_is_all_one_how_the_candles_came_to_be(
    others: list[list[Candle]], data: st.DataObject
) -> None:
    turned = HeikinAshi()
    for candles in others:
        cut = data.draw(st.integers(0, len(candles)))
        for part in (candles[:cut], candles, candles[cut:]):
            assert candles_of(turned.update(columns_of(part))) == by_the_book(part)


def test_a_moved_open_candle_moves_only_the_last_row() -> None:
    turned = HeikinAshi()
    candles = [Candle(number, 10, 12, 9, 11, 1, 1) for number in range(5)]
    before = turned.update(columns_of(candles))
    moved = [*candles[:-1], Candle(4, 10, 20, 9, 20, 2, 2)]
    after = turned.update(columns_of(moved))
    assert candles_of(after) == by_the_book(moved)
    assert candles_of(before) == by_the_book(candles)
    assert after.volume[-1] == 2


def test_the_same_candles_are_turned_once() -> None:
    turned, candles = HeikinAshi(), columns_of([Candle(0, 1, 1, 1, 1, 1, 1)])
    assert turned.update(candles) is turned.update(candles)
    assert turned.update(NO_CANDLES).start_us.size == 0


@pytest.mark.parametrize("name", ["open", "high", "low", "close"])
def test_what_it_gives_cannot_be_written_to(name: str) -> None:
    candles = columns_of([Candle(0, 1, 1, 1, 1, 1, 1)])
    column: np.ndarray[tuple[int], np.dtype[np.float64]]
    column = getattr(HeikinAshi().update(candles), name)
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 2.0


def test_older_candles_that_come_later_turn_the_newer_ones() -> None:
    candles = columns_of([Candle(at, at + 2, at + 4, at, at + 1, 1, 1) for at in range(9)])
    turned = HeikinAshi()
    turned.update(cut_columns(candles, 4, 9))
    assert candles_of(turned.update(candles)) == by_the_book(candles_of(candles))
