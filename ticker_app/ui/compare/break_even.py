"""Where push and polling cross over: a small chart with the present point on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.measures import words
from ticker_app.measures.break_even import Axis, BreakEven, Floats, What
from ticker_app.measures.log_scale import LogScale
from ticker_app.ui import theme
from ticker_app.ui.palette import Palette

HEIGHT_PX = 104
SMALL_PT = 8.0
_DOT_PX = 3.5
_X_TICKS, _Y_TICKS = 6, 4
_WIDEST = "0.0001 kB/s "
_CENTRE = Qt.AlignmentFlag.AlignCenter


class BreakEvenChart(QWidget):
    """What push and polling cost a second along one axis, both on logarithmic scales."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point: BreakEven | None = None
        self._what = What.BYTES
        self._unknown = ""
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours and sizes."""
        self._palette = palette
        self._small = theme.font(SMALL_PT)
        metrics = QFontMetrics(self._small)
        self._line_px = metrics.height()
        self._left_px = metrics.horizontalAdvance(_WIDEST)
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self.update()

    def show_point(self, what: What, point: BreakEven | None, unknown: str = "") -> None:
        """Show these curves.

        Args:
            what: they cost.
            point: the curves; None: they are not known.
            unknown: why.
        """
        self.point, self._what, self._unknown = point, what, unknown
        self.update()

    def place(self, at: Floats | float, cost: Floats | float) -> tuple[Floats, Floats]:
        """Where a position on the axis and a cost are, px; only while a point is shown."""
        along, up, plot = *self._scales(), self._plot()
        x = plot.left() + along.share(at) * plot.width()
        return x, plot.bottom() - up.share(cost) * plot.height()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._small)
        if self.point is None:
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(self.rect(), _CENTRE | Qt.TextFlag.TextWordWrap, self._unknown)
            return
        self._paint_scales(painter, self.point.axis)
        self._paint_crossing(painter, self.point)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for costs, colour in self._curves(self.point):
            painter.setPen(QPen(QColor(colour), 1.5))
            places = self.place(self.point.at, costs)
            painter.drawPolyline(QPolygonF(list(map(QPointF, *(each.tolist() for each in places)))))
        self._paint_now(painter, self.point)

    def _curves(self, point: BreakEven) -> tuple[tuple[Floats, str], tuple[Floats, str]]:
        return (point.push, self._palette.pushed), (point.poll, self._palette.polled)

    def _scales(self) -> tuple[LogScale, LogScale]:
        point = self.point
        if point is None:
            raise ValueError("nothing is shown, so nothing has a place")
        return LogScale.over(point.at), LogScale.over(np.concatenate([point.push, point.poll]))

    def _plot(self) -> QRectF:
        half = self._line_px // 2 + 1
        below = self._line_px + theme.UNIT
        return QRectF(self.rect().adjusted(self._left_px, half, -5 * theme.UNIT, -below))

    def _paint_scales(self, painter: QPainter, axis: Axis) -> None:
        (along, up), plot = self._scales(), self._plot()
        for cost in up.ticks(_Y_TICKS):
            y = float(self.place(along.low, cost)[1])
            painter.setPen(QColor(self._palette.line))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self._palette.muted))
            label = QRectF(0, y - self._line_px / 2, self._left_px - theme.UNIT, self._line_px)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(label, right, words.cost(self._what, cost))
        for at in along.ticks(_X_TICKS):
            x = float(self.place(at, up.low)[0])
            label = QRectF(x - 40, plot.bottom() + theme.UNIT, 80, self._line_px)
            painter.drawText(label, _CENTRE, words.position(axis, at))

    def _paint_crossing(self, painter: QPainter, point: BreakEven) -> None:
        if point.crossing is None:
            return
        plot, x = self._plot(), float(self.place(point.crossing, point.push_now)[0])
        painter.setPen(QPen(QColor(self._palette.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        text = f"equal at {words.position(point.axis, point.crossing)}"
        painter.drawText(QPointF(x + theme.UNIT, plot.bottom() - 3), text)

    def _paint_now(self, painter: QPainter, point: BreakEven) -> None:
        """The present point on both curves."""
        now = ((point.push_now, self._palette.pushed), (point.poll_now, self._palette.polled))
        for cost, colour in now:
            painter.setPen(QColor(self._palette.surface))
            painter.setBrush(QColor(colour))
            painter.drawEllipse(self._at(point.present, cost), _DOT_PX, _DOT_PX)
        top = self._at(point.present, max(point.push_now, point.poll_now))
        painter.setPen(QColor(self._palette.text))
        painter.drawText(top + QPointF(2 * _DOT_PX, -_DOT_PX), "now")

    def _at(self, at: float, cost: float) -> QPointF:
        return QPointF(*map(float, self.place(at, cost)))
