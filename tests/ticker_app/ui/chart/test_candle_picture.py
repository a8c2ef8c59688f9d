"""Which candles a frame shows, and what becomes of them where they share a pixel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticker_app.ui.chart.some_candles import BEGIN_US, S, a_walk, columns, some_columns
from ticker_app.candle_columns import NO_CANDLES, CandleColumns
from ticker_app.ui.chart.candle_picture import candles_per_column, drawn_candles
from ticker_app.ui.chart.picture import Frame

BEGIN_S = BEGIN_US / S


def frame(first: float, last: float, pixels: int = 600) -> Frame:
    """From one second after `BEGIN_US` to another."""
    return Frame(BEGIN_S + first, BEGIN_S + last, (last - first) / pixels)


def test_what_is_in_view_is_drawn_and_one_more_at_either_side() -> None:
    drawn = drawn_candles(columns(a_walk(range(60))), S, frame(20.5, 30.5))
    assert drawn.begin_s[0] == BEGIN_S + 19
    assert drawn.begin_s[-1] == BEGIN_S + 31
    assert drawn.extent == (min(drawn.low), max(drawn.high))


def test_nothing_is_drawn_of_nothing() -> None:
    drawn = drawn_candles(NO_CANDLES, S, frame(0, 60))
    assert (len(drawn.begin_s), drawn.extent) == (0, None)
    assert len(drawn_candles(NO_CANDLES, S, frame(0, 6000)).begin_s) == 0


def test_the_servers_clock_is_moved_onto_the_clients() -> None:
    candles = columns(a_walk(range(60)))
    drawn = drawn_candles(candles, S, frame(100, 160), offset_us=100 * S)
    assert drawn.begin_s[0] == BEGIN_S + 100


def test_only_the_newest_are_unsettled() -> None:
    candles = columns(a_walk(range(60)))
    drawn = drawn_candles(candles, S, frame(0, 70), unsettled=3)
    assert drawn.settled == 57
    assert len(drawn.part(slice(drawn.settled, None)).open) == 3
    early = drawn_candles(candles, S, frame(0, 30), unsettled=3)
    assert early.settled == len(early.open)


def test_an_interval_without_ticks_parts_its_neighbours() -> None:
    drawn = drawn_candles(columns(a_walk([3, 4, 6, 7])), S, frame(0, 60))
    assert drawn.joined.tolist() == [False, True, False, True]


def test_a_candle_that_closed_where_it_opened_counts_as_rising() -> None:
    drawn = drawn_candles(columns(a_walk([0, 6, 1])), S, frame(0, 60))
    assert drawn.rises.tolist() == (drawn.close >= drawn.open).tolist() == [True, False, True]


@pytest.mark.parametrize(("pixels", "several"), [(60, 1), (59, 2), (30, 2), (20, 3), (7, 9)])
def test_as_many_candles_share_a_pixel_as_have_to(pixels: int, several: int) -> None:
    assert candles_per_column(S, frame(0, 60, pixels)) == several


@given(some_columns(), st.integers(4, 70))
def test_candles_that_share_a_pixel_keep_what_happened(candles: CandleColumns, pixels: int) -> None:
    apart = drawn_candles(candles, S, frame(-10, 80))
    together = drawn_candles(candles, S, frame(-10, 80, pixels))
    assert together.extent == apart.extent
    assert together.volume.sum() == pytest.approx(apart.volume.sum())
    assert len(together.begin_s) <= pixels + 2
    assert together.close.tolist() == candles.close[together.row].tolist()
    if len(apart.open):
        assert (together.open[0], together.close[-1]) == (apart.open[0], apart.close[-1])


@given(some_columns(), st.floats(0, 3))
def test_candles_together_stand_still_while_the_view_scrolls(
    candles: CandleColumns, by_s: float
) -> None:
    one = drawn_candles(candles, S, frame(-10, 80, 30))
    other = drawn_candles(candles, S, frame(-10 + by_s, 80 + by_s, 30))
    assert one.begin_s.tolist() == other.begin_s.tolist()
    assert one.high.tolist() == other.high.tolist()
