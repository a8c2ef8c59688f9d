"""Boxes on the screen: in their colours, and painted anew only where they changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene
from pytestqt.qtbot import QtBot

from ticker_app.ui.chart.box_item import BoxItem
from ticker_app.ui.chart.candle_boxes import NO_BOXES, NO_GROUPS, Groups
from ticker_app.ui.palette import DARK

GROUPS = Groups(np.array([[2, 2, 3, 10]]), np.array([[12, 4, 5, 12]]), np.array([[13, 5, 3, 10]]))


@pytest.fixture
def item(qtbot: QtBot) -> Iterator[BoxItem]:
    scene = QGraphicsScene(0, 0, 40, 20)
    pane = QGraphicsRectItem()
    scene.addItem(pane)
    made = BoxItem(pane, z=1)
    made.set_size(QSizeF(40, 20))
    made.set_palette(DARK)
    yield made
    scene.clear()


def colour(item: BoxItem, x: int, y: int, part: QRectF = QRectF(0, 0, 40, 20)) -> str:  # noqa: B008
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    painter.setClipRect(part)
    item.scene().render(painter, QRectF(0, 0, 40, 20), QRectF(0, 0, 40, 20))
    painter.end()
    return image.pixelColor(x, y).name()


def test_falling_is_filled_and_rising_is_hollow(item: BoxItem) -> None:
    item.show_boxes(GROUPS)
    assert colour(item, 3, 5) == DARK.down
    assert colour(item, 12, 8) == DARK.up
    assert colour(item, 14, 8) == DARK.surface
    assert colour(item, 30, 8) == "#000000"


def test_the_same_boxes_are_not_asked_to_be_painted_again(
    item: BoxItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QRectF] = []
    item.show_boxes(GROUPS)
    monkeypatch.setattr(item, "update", asked.append)
    item.show_boxes(Groups(*(boxes.copy() for boxes in GROUPS)))
    assert asked == []
    item.show_boxes(Groups(NO_BOXES, NO_BOXES, np.array([[30, 1, 2, 2]])))
    assert asked == [QRectF(2, 1, 30, 15)]
    item.show_boxes(NO_GROUPS)
    assert asked[1:] == [QRectF(30, 1, 2, 2)]
