"""How panes share the height of a chart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.ui.chart.pane_heights import FIRST_LEAST, LEAST_PX, dragged, shared_heights

shares = st.lists(st.integers(0, 10), min_size=0, max_size=6).map(lambda rest: [10, *rest])


@given(shares, st.integers(40, 2000), st.integers(0, 10))
def test_all_fits_and_the_first_has_its_part(given: list[int], room: int, gap: int) -> None:
    heights = shared_heights(given, room, gap)
    shown = [height for height in heights if height]
    assert sum(shown) + gap * (len(shown) - 1) <= room
    assert heights[0] >= min(FIRST_LEAST * room, room - 1)
    assert all(height >= LEAST_PX for height in shown[1:])
    assert not any(height for height, share in zip(heights, given, strict=True) if not share)


def test_with_enough_room_the_shares_are_kept() -> None:
    assert shared_heights([10, 2, 0, 3], 1500, 0) == [1000, 200, 0, 300]


@pytest.mark.parametrize(
    ("room", "there"),
    [
        (600, [True] * 5),
        (220, [True, False, True, True, True]),
        (150, [True, False, False, True, True]),
        (80, [True, False, False, False, True]),
        (45, [True, False, False, False, False]),
    ],
)
def test_without_room_the_least_goes_first_and_the_last_stays_longest(
    room: int, there: list[bool]
) -> None:
    assert [height > 0 for height in shared_heights([10, 2, 3, 3, 3], room, 8)] == there


@given(
    st.lists(st.floats(LEAST_PX, 300), min_size=1, max_size=5),
    st.floats(-2000, 2000),
    st.data(),
)
def test_a_border_changes_only_its_two_panes_and_leaves_each_its_least(
    lower: list[float], by_px: float, data: st.DataObject
) -> None:
    heights = [sum(lower), *lower]
    upper = data.draw(st.integers(0, len(lower) - 1))
    found = dragged(heights, upper, by_px)
    assert sum(found) == pytest.approx(sum(heights))
    assert found[:upper] + found[upper + 2 :] == heights[:upper] + heights[upper + 2 :]
    assert found[0] >= FIRST_LEAST * sum(heights) - 1e-6
    assert all(height >= LEAST_PX - 1e-6 for height in found[1:])
    if upper == 0 and 0 <= by_px <= lower[0] - LEAST_PX:
        assert found[0] - heights[0] == pytest.approx(by_px)
