"""The lines under the pointer: one moment across all panes, one value in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from ticker_app.ui import theme
from ticker_app.ui.chart.items import Mark, pen
from ticker_app.ui.chart.pane import Pane
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

    def __init__(self, time_scale: TimeScale, palette: Palette) -> None:
        self._time_scale = time_scale
        self._palette = palette
        self._lines: dict[Pane, tuple[Mark, Mark]] = {}

    @property
    def is_shown(self) -> bool:
        """Whether there is one."""
        return any(upright.isVisible() for upright, _ in self._lines.values())

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._palette = palette
        for lines in self._lines.values():
            for line in lines:
                line.setPen(self._pen())

    def show(self, panes: Sequence[Pane], aim: Aim, time_text: str, value_text: str) -> None:
        """Draw it in these panes, at this moment; the value only where a pane is aimed at."""
        x = round(panes[0].x_px(aim.moment_s)) + 0.0
        inside = 0 <= x <= panes[0].size.width()
        for pane in panes:
            upright, level = self._lines_of(pane)
            upright.setLine(x, 0, x, pane.size.height())
            upright.setVisible(inside)
            aimed = pane is aim.pane
            level.setVisible(aimed)
            if aimed:
                level.setLine(0, aim.y_px, pane.size.width(), aim.y_px)
            pane.scale.show_pointer(
                Tag(aim.y_px, value_text, self._palette.text) if aimed else None
            )
        self._time_scale.show_pointer(Tag(x, time_text, self._palette.text) if inside else None)

    def hide(self) -> None:
        """Draw none."""
        for pane, lines in self._lines.items():
            for line in lines:
                line.setVisible(False)
            pane.scale.show_pointer(None)
        self._time_scale.show_pointer(None)

    def _lines_of(self, pane: Pane) -> tuple[Mark, Mark]:
        if pane not in self._lines:
            made = [Mark(Qt.PenStyle.SolidLine, pane.box) for _ in range(2)]
            for line in made:
                line.setZValue(3)
                line.setPen(self._pen())
            self._lines[pane] = made[0], made[1]
        return self._lines[pane]

    def _pen(self) -> QPen:
        made = pen(self._palette.muted, width_px=theme.px(1))
        made.setDashPattern([2, 3])
        return made
