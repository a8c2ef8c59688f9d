"""Where push and polling take equally many bytes: a small chart with the present on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.measures.break_even import BreakEven, Floats
from ticker_app.measures.verdict import break_even_sentence
from ticker_app.ui import theme
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import bytes_rate

HEIGHT_PX = 120
_SMALL_PT, _DOT_PX = 8.0, 3.5


class BreakEvenChart(QWidget):
    """Bytes a second by how often is polled, both on logarithmic scales."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point: BreakEven | None = None
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours and sizes."""
        self._palette = palette
        self._small = theme.font(_SMALL_PT)
        self._line_px = QFontMetrics(self._small).height()
        self._left_px = QFontMetrics(self._small).horizontalAdvance("999\u202fMB/s ")
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self.update()

    def show_point(self, point: BreakEven | None) -> None:
        """Show these curves; None: nothing."""
        self.point = point
        if point is not None:
            self.setAccessibleName(break_even_sentence("bytes", point))
        self.update()

    def place(
        self, point: BreakEven, at: Floats | float, cost: Floats | float
    ) -> tuple[Floats, Floats]:
        """Where an interval (s) and a cost (bytes a second) are, px."""
        plot, costs = self._plot(), np.concatenate([point.push, point.poll])
        x = plot.left() + _share(at, point.at) * plot.width()
        return x, plot.bottom() - _share(cost, costs) * plot.height()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.point is None:
            return
        painter = QPainter(self)
        painter.setFont(self._small)
        self._paint_scales(painter, self.point)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for costs, colour in (
            (self.point.push, self._palette.pushed),
            (self.point.poll, self._palette.polled),
        ):
            painter.setPen(QPen(QColor(colour), 1.5))
            places = self.place(self.point, self.point.at, costs)
            painter.drawPolyline(QPolygonF(list(map(QPointF, *(each.tolist() for each in places)))))
        self._paint_now(painter, self.point)

    def _plot(self) -> QRectF:
        edge = self._line_px + theme.UNIT
        return QRectF(self.rect().adjusted(self._left_px, edge, -2 * theme.UNIT, -edge))

    def _paint_scales(self, painter: QPainter, point: BreakEven) -> None:
        plot, costs = self._plot(), np.concatenate([point.push, point.poll])
        painter.setPen(QColor(self._palette.muted))
        painter.drawText(0, self._line_px - theme.UNIT, "Bytes a second by how often is polled")
        for cost, y in (
            (costs.max(), plot.top() + self._line_px / 2),
            (costs.min(), plot.bottom()),
        ):
            painter.drawText(QPointF(0, y), str(bytes_rate(float(cost))))
        below = self.rect().adjusted(self._left_px, 0, -2 * theme.UNIT, 0)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(below, bottom | Qt.AlignmentFlag.AlignLeft, f"{point.at[0]:.2g}\u202fs")
        painter.drawText(below, bottom | Qt.AlignmentFlag.AlignRight, f"{point.at[-1]:.2g}\u202fs")
        painter.setPen(QColor(self._palette.line))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        if point.crossing is not None:
            self._paint_crossing(painter, point, point.crossing)

    def _paint_crossing(self, painter: QPainter, point: BreakEven, at: float) -> None:
        plot, x = self._plot(), float(self.place(point, at, point.push_now)[0])
        painter.setPen(QPen(QColor(self._palette.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.drawText(QPointF(x + theme.UNIT, plot.bottom() - 3), f"equal at {at:.2g}\u202fs")

    def _paint_now(self, painter: QPainter, point: BreakEven) -> None:
        x, y = map(float, self.place(point, point.present, point.poll_now))
        painter.setBrush(QColor(self._palette.polled))
        painter.drawEllipse(QPointF(x, y), _DOT_PX, _DOT_PX)
        painter.setPen(QColor(self._palette.text))
        painter.drawText(QPointF(x + 2 * _DOT_PX, y - _DOT_PX), "now")


def _share(value: Floats | float, scale: Floats) -> Floats:
    """How far along a logarithmic scale, 0 to 1."""
    low, high = np.log(scale.min()), np.log(scale.max())
    return np.asarray((np.log(value) - low) / (high - low), dtype=np.float64)
