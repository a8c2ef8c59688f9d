"""The legend in the corner of a pane: of each line a piece, its name and its value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.palette import Palette

_SWATCH_PX, _GAP_PX = 22.0, 6.0


class Part(NamedTuple):
    """A line and its value. pen: None for what is no line.  name: empty for the only one."""

    text: str
    pen: QPen | None = None
    name: str = ""

    @property
    def words(self) -> str:
        """Name and value."""
        return f"{self.name} {self.text}".strip()


class Row(NamedTuple):
    """One row: what it is, then its lines with their values."""

    name: str
    parts: tuple[Part, ...] = ()

    @property
    def words(self) -> str:
        """For whoever reads it aloud."""
        return " ".join([self.name, *(part.words for part in self.parts)])

    def without_names(self) -> Row:
        """The same in fewer words."""
        return self._replace(parts=tuple(part._replace(name="") for part in self.parts))


class LegendItem(QGraphicsItem):
    """Rows on a ground of their own, so that they can be read over the lines."""

    def __init__(self, palette: Palette, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._palette = palette
        self._metrics = QFontMetricsF(theme.font())
        self._box = QRectF()
        self.setZValue(2.5)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours, and text as large as it is now."""
        self._palette = palette
        self._metrics = QFontMetricsF(theme.font())
        self._fit()
        self.update()

    def show_rows(self, rows: Sequence[Row], room_px: float) -> None:
        """Say this from now on, in so much room; a line of it is named where that fits."""
        fitting = [row if self._width_of(row) <= room_px else row.without_names() for row in rows]
        if fitting != self.rows:
            self.rows = fitting
            self._fit()
            self.update()

    @property
    def height(self) -> float:
        """Of all rows, px."""
        return len(self.rows) * self._metrics.height()

    @override
    def boundingRect(self) -> QRectF:
        return self._box

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setFont(theme.font())
        for number, row in enumerate(self.rows):
            top = number * self._metrics.height()
            ground = QRectF(0, top, self._width_of(row), self._metrics.height())
            painter.fillRect(ground, QColor(self._palette.surface))
            self._paint_row(painter, row, top)

    def _paint_row(self, painter: QPainter, row: Row, top: float) -> None:
        base = top + self._metrics.ascent()
        painter.setPen(QColor(self._palette.muted))
        painter.drawText(QPointF(0, base), row.name)
        left = self._metrics.horizontalAdvance(row.name) + _GAP_PX
        for part in row.parts:
            if part.pen is not None:
                middle = top + self._metrics.height() / 2
                painter.setPen(part.pen)
                painter.drawLine(QLineF(left, middle, left + _SWATCH_PX, middle))
                left += _SWATCH_PX + _GAP_PX
            painter.setPen(QColor(self._palette.text))
            painter.drawText(QPointF(left, base), part.words)
            left += self._metrics.horizontalAdvance(part.words) + 2 * _GAP_PX

    def _width_of(self, row: Row) -> float:
        width = self._metrics.horizontalAdvance(row.name) + _GAP_PX
        for part in row.parts:
            width += self._metrics.horizontalAdvance(part.words) + 2 * _GAP_PX
            width += 0 if part.pen is None else _SWATCH_PX + _GAP_PX
        return width

    def _fit(self) -> None:
        width = max((self._width_of(row) for row in self.rows), default=0.0)
        box = QRectF(0, 0, width, self.height)
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box
