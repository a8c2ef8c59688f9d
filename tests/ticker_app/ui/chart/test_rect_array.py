"""Rectangles that are read from memory are those that were meant."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ticker_app.ui.chart.rect_array import RectArray

SIDE = 24
boxes = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 6), st.integers(0, 6)),
    max_size=20,
).map(lambda rows: np.array(rows, np.int64).reshape(-1, 4))


def painted(draw_with: object) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#ffffff"))
    if isinstance(draw_with, RectArray):
        draw_with.draw(painter, 0, SIDE)
    else:
        for row in np.asarray(draw_with).tolist():
            painter.drawRect(QRect(*row))
    painter.end()
    return image


@given(boxes)
def test_they_are_painted_as_single_rectangles_are(some: NDArray[np.int64]) -> None:
    assert painted(RectArray(some)) == painted(some)


@given(boxes, st.sampled_from([1.25, 1.5, 2.0, 3.0]))
def test_on_a_fine_screen_neighbours_stay_neighbours(some: NDArray[np.int64], ratio: float) -> None:
    drawn = RectArray(some, ratio)._corners.astype(float)
    for left, top, right, bottom in drawn.tolist():
        assert right - left >= -1
        assert bottom - top >= -1
    ours = some[np.argsort(some[:, 0], kind="stable")]
    np.testing.assert_array_equal(drawn[:, 0], np.rint(ours[:, 0] * ratio))
    np.testing.assert_array_equal(drawn[:, 3] + 1, np.rint((ours[:, 1] + ours[:, 3]) * ratio))


def test_only_those_in_a_stretch_are_painted() -> None:
    some = np.array([[20, 0, 1, 1], [0, 0, 1, 1], [10, 0, 5, 1]])
    image = QImage(SIDE, 1, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#ffffff"))
    RectArray(some).draw(painter, 12, 18)
    painter.end()
    white = [x for x in range(SIDE) if image.pixelColor(x, 0).name() == "#ffffff"]
    assert white == [10, 11, 12, 13, 14]
