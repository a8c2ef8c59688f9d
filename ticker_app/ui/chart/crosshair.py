"""The lines under the pointer: one moment across all panes, one value in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from ticker_app.ui.chart.items import Mark
from ticker_app.ui.chart.panes import Pane
from ticker_app.ui.chart.scales import Tag, TimeScale
from ticker_app.ui.palette import Palette


class Aim(NamedTuple):
    """What the pointer is at.

    moment_s: a moment, client clock.
    pane: the one it is in, None if another chart's pointer is meant; value, y_px: there.
    """

    moment_s: float
    pane: Pane | None = None
    value: float = 0.0
    y_px: float = 0.0


class Crosshair:
    """Draws the lines and their tags on the scales."""

    def __init__(self, panes: Sequence[Pane], time_scale: TimeScale, palette: Palette) -> None:
        self._panes = panes
        self._time_scale = time_scale
        self._palette = palette
        self._uprights = [Mark(Qt.PenStyle.SolidLine, pane.box) for pane in panes]
        self._level = {id(pane): Mark(Qt.PenStyle.SolidLine, pane.box) for pane in panes}
        for line in (*self._uprights, *self._level.values()):
            line.setZValue(3)
        self.hide()

    @property
    def is_shown(self) -> bool:
        """Whether there is one."""
        return any(line.isVisible() for line in self._uprights)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._palette = palette
        pen = QPen(QColor(palette.muted), 1)
        pen.setCosmetic(True)
        pen.setDashPattern([2, 3])
        for line in (*self._uprights, *self._level.values()):
            line.setPen(pen)

    def show(self, aim: Aim, time_text: str, value_text: str) -> None:
        """Draw it at this moment; the value only where a pane is aimed at."""
        x = round(self._panes[0].x_px(aim.moment_s)) + 0.0
        inside = 0 <= x <= self._panes[0].size.width()
        for pane, line in zip(self._panes, self._uprights, strict=True):
            line.setLine(x, 0, x, pane.size.height())
            line.setVisible(inside)
        for pane in self._panes:
            aimed = pane is aim.pane
            level = self._level[id(pane)]
            level.setVisible(aimed)
            if aimed:
                level.setLine(0, aim.y_px, pane.size.width(), aim.y_px)
            tag = Tag(aim.y_px, value_text, self._palette.text) if aimed and value_text else None
            pane.scale.show_pointer(tag)
        self._time_scale.show_pointer(Tag(x, time_text, self._palette.text) if inside else None)

    def hide(self) -> None:
        """Draw none."""
        for line in (*self._uprights, *self._level.values()):
            line.setVisible(False)
        for pane in self._panes:
            pane.scale.show_pointer(None)
        self._time_scale.show_pointer(None)
