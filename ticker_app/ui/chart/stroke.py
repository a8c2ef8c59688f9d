"""One curve on a pane, drawn in the way that costs least."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from ticker_app.ui import theme
from ticker_app.ui.chart.box_item import BoxItem
from ticker_app.ui.chart.candle_boxes import NO_BOXES, NO_GROUPS, Groups
from ticker_app.ui.chart.columns import columns_of
from ticker_app.ui.chart.items import pen
from ticker_app.ui.chart.line_item import NO_POINTS, LineItem, Points
from ticker_app.ui.chart.pane import Pane
from ticker_app.ui.palette import blend
from ticker_app.vertices import EMPTY, Curve, thinned

_FILL_SHARE = 0.42
_FEW, _PER_COLUMN = 128, 2.0
"""With more vertices than a few, and more to a column of pixels than that, a bold line would be a
band, and a path costs many times what boxes do."""


class Stroke:
    """One curve on a pane, handed over only when it or its place changed.

    Bold only while that is cheap: wide pens cost several times as much as those of 1 px. With
    more vertices it is drawn by columns of pixels.
    """

    def __init__(
        self,
        pane: Pane,
        z: float,
        *,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
        widest_px: int = 1,
        filled: bool = False,
    ) -> None:
        """filled: down to the bottom of the pane, in a pale shade of its colour."""
        self.curve = EMPTY
        self._pane = pane
        self._style = style
        self._widest_px = self._width_px = widest_px
        self._filled = filled
        self._colour, self._ground = "#000000", "#000000"
        self.item, self.columns = LineItem(pane.box, z), BoxItem(pane.box, z)

    @property
    def pen(self) -> QPen:
        """What it is drawn with."""
        return self.item.pen

    def set_colour(self, colour: str, ground: str = "#000000") -> None:
        """Take the colour. ground: what a filled one lies on."""
        self._colour, self._ground = colour, ground
        self._set_pen()

    def show(self, curve: Curve) -> None:
        """Draw this from now on; the pane has its range by now."""
        if not (len(curve.x) or len(self.curve.x)):
            return
        self.curve = curve
        dense = self._is_dense(curve)
        if dense and not self._is_solid:
            curve = thinned(curve, self._pane.column_s)
        points = NO_POINTS
        if len(curve.x):
            points = self._pane.points(curve)
        self._show_points(points, dense=dense and self._is_solid)
        if self._width_px != self._fitting_width_px():
            self._set_pen()

    def _is_dense(self, curve: Curve) -> bool:
        """Whether vertices share columns of pixels: a path of them costs many times as much."""
        count = len(curve.x)
        if count <= _FEW:
            return False
        last_s = curve.x[-2] if np.isnan(curve.x[-1]) else curve.x[-1]
        return bool(count > _PER_COLUMN * (last_s - curve.x[0]) / self._pane.column_s)

    @property
    def _is_solid(self) -> bool:
        return self._style is Qt.PenStyle.SolidLine

    def _show_points(self, points: Points, *, dense: bool) -> None:
        size = self._pane.size
        groups = NO_GROUPS
        if dense:
            line, below, points = columns_of(points, size.width(), size.height())
            groups = Groups(below if self._filled else NO_BOXES, line, NO_BOXES)
        self.item.show_points(points, size)
        self.columns.set_size(size)
        self.columns.show_boxes(groups)

    def _fitting_width_px(self) -> int:
        return 1 if self._is_dense(self.curve) else theme.px(self._widest_px)

    def _set_pen(self) -> None:
        self._width_px = self._fitting_width_px()
        # The fill alone is too faint; its edge is as clear as any line.
        fill = blend(self._colour, self._ground, _FILL_SHARE) if self._filled else None
        self.item.set_look(self._make_pen(), fill)
        self.columns.set_colours(fill or self._ground, self._colour, self._ground)

    def _make_pen(self) -> QPen:
        return pen(self._colour, self._style, self._width_px)
