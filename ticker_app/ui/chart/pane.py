"""A pane of the chart: a view on time and values, its grid and its scale."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsItem, QGraphicsWidget, QSizePolicy

from ticker_app.ui.chart.items import Grid
from ticker_app.ui.chart.line_item import Points
from ticker_app.ui.chart.picture import Frame
from ticker_app.ui.chart.scales import ValueScale
from ticker_app.ui.local_text import general
from ticker_app.ui.palette import Palette
from ticker_app.vertices import Curve

TITLE_LEFT_PX = 6.0
Value = TypeVar("Value", float, NDArray[np.float64])


class Pane:
    """A view on time and values, its grid and its scale.

    What it shows lies on its ``box`` in px from its left and top, and is cut off at its edges.
    """

    def __init__(self, font: QFont, palette: Palette) -> None:
        self.box = QGraphicsWidget()
        self.box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.scale = ValueScale(font, palette)
        self.grid = Grid(self.box)
        self._frame = Frame(0, 1, 1)
        self._values = 0.0, 1.0
        self._size = QSizeF()
        self.box.geometryChanged.connect(self._on_geometry_changed)

    @property
    def time_in_view(self) -> tuple[float, float]:
        """Left and right end, s since the Unix epoch."""
        return self._frame.left_s, self._frame.right_s

    @property
    def column_s(self) -> float:
        """How much time one column of pixels shows."""
        return self._frame.column_s

    @property
    def size(self) -> QSizeF:
        """Of the pane without its scale, px."""
        return self._size

    @property
    def values(self) -> tuple[float, float]:
        """Bottom and top."""
        return self._values

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.grid.set_palette(palette)
        self.scale.set_palette(palette)

    def set_range(self, frame: Frame, values: tuple[float, float]) -> None:
        """Show this time and these values."""
        self._frame, self._values = frame, values

    def x_px(self, moment_s: Value) -> Value:
        """Where a moment, or each of several, stands, px from the left."""
        px_per_s = self.size.width() / (self._frame.right_s - self._frame.left_s)
        return (moment_s - self._frame.left_s) * px_per_s

    def room_px(self, length_s: float) -> float:
        """How wide so much time is, px."""
        return length_s * self.size.width() / (self._frame.right_s - self._frame.left_s)

    def y_px(self, value: Value) -> Value:
        """Where a value, or each of several, stands, px from the top."""
        bottom, top = self._values
        return (top - value) * (self.size.height() / (top - bottom))

    def points(self, curve: Curve) -> Points:
        """The vertices of a curve, px, in memory of their own."""
        bottom, top = self._values
        x, y = curve.x - self._frame.left_s, top - curve.y
        x *= self.size.width() / (self._frame.right_s - self._frame.left_s)
        y *= self.size.height() / (top - bottom)
        return Points(x, y)

    def value_at(self, y_px: float) -> float:
        """The value that stands so many px from the top."""
        bottom, top = self._values
        return top - y_px / self.size.height() * (top - bottom)

    def value_text(self, value: float) -> str:
        """How a value of this pane reads."""
        return general(value)

    def _on_geometry_changed(self) -> None:
        self._size = QSizeF(self.box.size())

    def show_grid(self, moments_s: list[int], values: list[float]) -> None:
        """Draw lines at these moments and values."""
        xs = [self.x_px(moment) for moment in moments_s]
        self.grid.set_lines(xs, [self.y_px(value) for value in values], self.size)
