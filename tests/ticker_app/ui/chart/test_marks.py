"""Marks of switches: what they say, and that words never cover words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker_app.choice import LaneChoice, Transport
from ticker_app.ui.chart.marks import place_words, switch_words


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (LaneChoice(Transport.WEBSOCKET), "switched to WebSocket"),
        (LaneChoice(Transport.SSE), "switched to Server-Sent Events"),
        (LaneChoice(Transport.LONG_POLL), "switched to long polling"),
        (LaneChoice(Transport.POLL, 0.25), "switched to polling every 0.25\u202fs"),
        (LaneChoice(Transport.POLL, 0.5, 5.0), "switched to polling every 0.5–5\u202fs"),
    ],
)
def test_a_mark_says_where_to(choice: LaneChoice, words: str) -> None:
    assert switch_words(choice) == words


def test_words_stand_right_of_their_mark() -> None:
    assert place_words([100], [80], 1000) == [(108, 0)]


def test_words_that_would_leave_the_pane_stand_left_of_their_mark() -> None:
    assert place_words([950], [80], 1000) == [(862, 0)]


def test_neighbours_are_staggered_and_the_oldest_gives_way() -> None:
    placed = place_words([100, 110, 120, 130], [80] * 4, 1000)
    assert placed == [None, (118, 2), (128, 1), (138, 0)]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(20, 300)), max_size=25), st.floats(100, 600))
def test_words_never_cover_words(marks: list[tuple[float, float]], right: float) -> None:
    marks.sort()
    widths = [width for _, width in marks]
    placed = place_words([x for x, _ in marks], widths, right)
    boxes = [(*place, width) for place, width in zip(placed, widths, strict=True) if place]
    for index, (left, row, width) in enumerate(boxes):
        assert left >= 0
        for other_left, other_row, other_width in boxes[:index]:
            apart = left + width <= other_left or other_left + other_width <= left
            assert row != other_row or apart
