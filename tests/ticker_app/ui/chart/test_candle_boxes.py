"""Candles as boxes: crisp, true to their prices, told apart without colour."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui.chart.candle_boxes import (
    NO_BOXES,
    Boxes,
    CandlePixels,
    Groups,
    bar_boxes,
    body_width,
    candle_boxes,
    column_boxes,
    dashed,
    extent_of,
)

HOLLOW, FILLED = True, False


def pixels(*, rises: bool, width: float = 10.0, centre: float = 50.4) -> CandlePixels:
    """One candle between 20 px (high) and 80 px (low), its body from 30 px to 60 px."""
    opening, close = (60.0, 30.0) if rises else (30.0, 60.0)
    values = (np.array([value]) for value in (centre, opening, 20.0, 80.0, close))
    at, opening_px, high, low, close_px = values
    return CandlePixels(at, width, opening_px, high, low, close_px, np.array([rises]))


def rows(boxes: Boxes) -> list[tuple[int, ...]]:
    return [tuple(row) for row in boxes.tolist()]


@given(st.floats(0.1, 500))
def test_a_body_is_odd_and_leaves_room_to_its_neighbour(room_px: float) -> None:
    width = body_width(room_px)
    assert width % 2 == 1
    assert width == 1 or width <= room_px * 0.8 or (width == 3 and 2.5 <= room_px < 4)


@pytest.mark.parametrize(("room_px", "width"), [(2.4, 1), (2.5, 3), (3.9, 3), (4.0, 3), (7.0, 5)])
def test_a_body_is_there_as_soon_as_there_is_room_for_the_least(room_px: float, width: int) -> None:
    assert body_width(room_px) == width


def test_a_falling_candle_is_filled() -> None:
    groups = candle_boxes(pixels(rises=False))
    assert rows(groups.falling) == [(50, 20, 1, 61), (47, 30, 7, 31)]
    assert (rows(groups.rising), rows(groups.hollow)) == ([], [])


def test_a_rising_candle_is_hollow() -> None:
    groups = candle_boxes(pixels(rises=True))
    assert rows(groups.rising) == [(50, 20, 1, 61), (47, 30, 7, 31)]
    assert rows(groups.hollow) == [(48, 31, 5, 29)]


def test_where_there_is_no_room_only_the_wick_is_left() -> None:
    groups = candle_boxes(pixels(rises=True, width=2.0))
    assert rows(groups.rising) == [(50, 20, 1, 61)]
    assert rows(groups.hollow) == []


def test_a_body_without_height_is_a_line_and_not_hollow() -> None:
    flat = pixels(rises=True)._replace(open=np.array([30.2]))
    groups = candle_boxes(flat)
    assert rows(groups.rising)[1] == (47, 30, 7, 1)
    assert rows(groups.hollow) == []


def test_a_bar_opens_to_the_left_and_closes_to_the_right() -> None:
    groups = bar_boxes(pixels(rises=False))
    assert rows(groups.falling) == [(50, 20, 1, 61), (47, 30, 3, 1), (51, 60, 3, 1)]
    assert rows(bar_boxes(pixels(rises=True, width=1.0)).rising) == [(50, 20, 1, 61)]


def test_columns_stand_on_the_bottom_and_nothing_has_none() -> None:
    centre, tops = np.array([10.0, 20.0, 30.0]), np.array([40.0, 90.0, 100.0])
    groups = column_boxes(centre, 10.0, tops, 100.0, np.array([True, False, True]))
    assert rows(groups.rising) == [(7, 40, 7, 60)]
    assert rows(groups.hollow) == [(8, 41, 5, 58)]
    assert rows(groups.falling) == [(17, 90, 7, 10)]


def test_a_value_that_is_not_known_lies_far_outside() -> None:
    unknown = pixels(rises=True)._replace(open=np.array([np.nan]))
    assert np.isfinite(candle_boxes(unknown).rising).all()


def painted(groups: Groups) -> set[tuple[int, int]]:
    """The pixels that are not of the ground's colour in the end."""
    found: set[tuple[int, int]] = set()
    for boxes, adds in ((groups.falling, True), (groups.rising, True), (groups.hollow, False)):
        for left, top, width, height in boxes.tolist():
            area = {(x, y) for x in range(left, left + width) for y in range(top, top + height)}
            found = found | area if adds else found - area
    return found


@pytest.mark.parametrize("rises", [HOLLOW, FILLED])
def test_dashes_take_about_half_away_and_add_nothing(rises: bool) -> None:
    whole = candle_boxes(pixels(rises=rises))
    broken = painted(dashed(whole))
    assert broken < painted(whole)
    assert 0.3 < len(broken) / len(painted(whole)) < 0.7


def test_dashes_stand_still_while_the_candle_moves() -> None:
    high = dashed(candle_boxes(pixels(rises=FILLED)))
    moved = pixels(rises=FILLED)._replace(high=np.array([17.0]))
    low = dashed(candle_boxes(moved))
    assert painted(high) <= painted(low)


def test_a_flat_candle_is_dashed_from_left_to_right_and_keeps_its_ends() -> None:
    flat = Groups(np.array([[10, 20, 9, 1]]), NO_BOXES, NO_BOXES)
    assert painted(dashed(flat)) == {(x, 20) for x in (10, 12, 13, 16, 17, 18)}


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 40), st.integers(1, 40))
def test_dashes_keep_both_ends_of_any_box(left: int, top: int, width: int, height: int) -> None:
    box = Groups(np.array([[left, top, width, height]]), NO_BOXES, NO_BOXES)
    broken = painted(dashed(box))
    assert broken <= painted(box)
    assert {(left, top), (left + width - 1, top + height - 1)} <= broken


def test_what_is_too_small_is_not_dashed_away() -> None:
    small = Groups(np.array([[10, 20, 1, 2]]), NO_BOXES, NO_BOXES)
    assert painted(dashed(small)) == painted(small)


def test_the_extent_is_around_all_boxes() -> None:
    assert extent_of(NO_BOXES) is None
    assert extent_of(np.array([[10, 20, 3, 4], [5, 30, 1, 1]])) == (5, 20, 8, 11)
