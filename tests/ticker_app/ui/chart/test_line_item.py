"""A line stops at gaps, and what has no neighbour can be seen all the same."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene

from ticker_app.ui.chart.line_item import LineItem, Points, outlined, with_gaps


def line(ys: list[float], joined: list[bool]) -> list[tuple[float, float]]:
    centre = np.arange(0.0, 10.0 * len(ys), 10.0)
    points = with_gaps(centre, np.array(ys), np.array(joined), 9.0)
    pairs = zip(points.x.tolist(), points.y.tolist(), strict=True)
    return [pair for pair in pairs if not np.isnan(pair[1])]


def test_neighbours_are_joined() -> None:
    assert line([1, 2, 3], [False, True, True]) == [(0, 1), (10, 2), (20, 3)]


def test_one_between_two_gaps_is_a_short_dash() -> None:
    assert line([1, 2], [False, False]) == [(-3, 1), (3, 1), (7, 2), (13, 2)]


def test_the_pen_is_lifted_over_a_gap_and_over_what_is_not_known() -> None:
    points = with_gaps(
        np.arange(5.0), np.array([1, 2, np.nan, 4, 5]), np.array([False, *[True] * 4]), 1.0
    )
    assert np.isnan(points.y).tolist() == [False, False, True, False, False, True]


def test_the_ground_below_a_line_ends_with_it() -> None:
    points = Points(np.array([0.0, 1, np.nan, 5, 6]), np.array([3.0, 4, np.nan, 2, 1]))
    area = outlined(points, 9.0)
    assert area.y[[0, 3]].tolist() == [9, 9]
    assert len(area.y) == 9


def painted(item: LineItem) -> QImage:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    item.scene().render(painter, image.rect().toRectF(), item.scene().sceneRect())
    painter.end()
    return image


def test_an_area_is_filled_below_and_a_line_is_not(qapp: object) -> None:
    scene = QGraphicsScene(0, 0, 20, 20)
    pane = QGraphicsRectItem(0, 0, 20, 20)
    pane.setPen(QPen(QColor("#000000")))
    scene.addItem(pane)
    item = LineItem(pane, z=1)
    item.set_look(QPen(QColor("#ffffff")), "#112233")
    item.show_points(Points(np.array([2.0, 18.0]), np.array([8.0, 8.0])), QSizeF(20, 20))
    assert painted(item).pixelColor(10, 15).name() == "#112233"
    assert painted(item).pixelColor(10, 3).name() == "#000000"
    item.set_look(QPen(QColor("#ffffff")))
    assert painted(item).pixelColor(10, 15).name() == "#000000"
    assert painted(item).pixelColor(10, 8).name() == "#ffffff"
