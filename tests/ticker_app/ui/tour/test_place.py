"""Where a bubble stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from ticker_app.ui.tour.place import GAP_PX, place

ROOM = QRect(12, 12, 1000, 616)
BUBBLE = QSize(360, 140)


def test_a_bubble_stands_below_what_it_points_at_where_there_is_room() -> None:
    corner = place(BUBBLE, QRect(400, 20, 200, 40), ROOM)
    assert 59 < corner.y() <= 60 + GAP_PX
    assert abs(QRect(corner, BUBBLE).center().x() - 499) <= 1


def test_at_the_bottom_it_stands_above() -> None:
    target = QRect(400, 560, 200, 40)
    assert QRect(place(BUBBLE, target, ROOM), BUBBLE).bottom() < target.top()


def test_beside_a_high_part_it_stands_right_or_left_of_it() -> None:
    left, right = QRect(12, 20, 200, 600), QRect(800, 20, 200, 600)
    assert place(BUBBLE, left, ROOM).x() > left.right()
    assert place(BUBBLE, right, ROOM).x() + BUBBLE.width() <= right.left()


def test_what_fills_the_window_is_pointed_at_from_upon_it() -> None:
    assert ROOM.contains(QRect(place(BUBBLE, ROOM, ROOM), BUBBLE))


def test_without_a_target_it_stands_in_the_middle() -> None:
    assert QRect(place(BUBBLE, None, ROOM), BUBBLE).center() == ROOM.center()


@given(
    st.builds(
        QRect,
        st.integers(-50, 1050),
        st.integers(-50, 650),
        st.integers(1, 900),
        st.integers(1, 600),
    )
)
def test_it_never_leaves_the_window(target: QRect) -> None:
    assert ROOM.contains(QRect(place(BUBBLE, target, ROOM), BUBBLE))
