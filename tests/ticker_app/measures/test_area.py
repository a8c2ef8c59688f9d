"""The area under lines that come and go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker_app.measures.area import Area

NOW_US = 1_732_242_000_000_000
moments = st.integers(NOW_US, NOW_US + 3_600_000_000)


def test_under_nothing_there_is_no_area() -> None:
    assert Area().until(NOW_US) == 0


def test_a_level_counts_from_its_moment_on() -> None:
    area = Area()
    area.step(NOW_US + 10, 3)
    assert area.until(NOW_US + 10) == 0
    assert area.until(NOW_US + 30) == 60


def test_a_line_rises_by_two_from_its_zero_on() -> None:
    area = Area()
    area.rise(NOW_US, NOW_US - 5)
    assert area.until(NOW_US + 10) == 15**2 - 5**2


@given(st.lists(st.tuples(moments, moments, moments), min_size=1), st.lists(moments, max_size=9))
def test_any_number_of_lines_and_levels_is_added_up_exactly(
    lines: list[tuple[int, int, int]], levels: list[int]
) -> None:
    """From ``begin`` to ``end`` a line with its zero at ``zero``: twice its area is known."""
    area, expected = Area(), 0
    until_us = NOW_US + 3_600_000_000
    for one, other, zero_us in lines:
        begin_us, end_us = min(one, other), max(one, other)
        area.rise(begin_us, zero_us)
        area.fall(end_us, zero_us)
        expected += (end_us - zero_us) ** 2 - (begin_us - zero_us) ** 2
    for number, at_us in enumerate(levels):
        area.step(at_us, number)
        expected += number * (until_us - at_us)
    assert area.until(until_us) == expected
