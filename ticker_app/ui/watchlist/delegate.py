"""How a cell of the watchlist is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ticker_app.spark import SPAN_US, Spark
from ticker_app.ui.palette import Palette, blend
from ticker_app.ui.theme import UNIT
from ticker_app.ui.watchlist.columns import NOT_THERE, Column, text
from ticker_app.ui.watchlist.flash import STEPS
from ticker_app.ui.watchlist.model import WatchlistModel, alignment
from ticker_app.ui.watchlist.watch_row import WatchRow
from ticker_app.ui.wording import DOWN, UP

PADDING = UNIT + 2
LEAST_SPAN_US = 20_000_000
"""A spark line that has only begun is drawn at this scale, so it does not race."""
_FLASH_TINT = 0.35
_QUIET = {Column.BID, Column.ASK, Column.SPREAD, Column.VOLUME, Column.HIGH, Column.LOW, Column.AGE}
_WITH_DIRECTION = {Column.CHANGE, Column.PERCENT}
_ALIGNMENTS = {column: alignment(column) for column in Column}


class _Colours:
    """A palette as colours that are ready to paint with."""

    def __init__(self, palette: Palette) -> None:
        self.text, self.muted = QColor(palette.text), QColor(palette.muted)
        self.up, self.down = QColor(palette.up), QColor(palette.down)
        self.raised, self.surface = QColor(palette.raised), QColor(palette.surface)
        self.flashes = {
            (ground, step): QColor(blend(colour, under, abs(step) / STEPS * _FLASH_TINT))
            for ground, under in ((True, palette.raised), (False, palette.surface))
            for colour, steps in (
                (palette.up, range(1, STEPS + 1)),
                (palette.down, range(-STEPS, 0)),
            )
            for step in steps
        }


class WatchlistDelegate(QStyledItemDelegate):
    """Numbers to the right, changes in the colour of their direction, flashes behind the price.

    It reads the model's rows directly: asking through indexes costs three times as much.

    focused: whether keys go to the list, so the chosen row shows it.
    """

    def __init__(
        self, palette: Palette, model: WatchlistModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.focused = False
        self._model = model
        self._colours = _Colours(palette)
        self._symbol_right = 0
        self._all_right = 0

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._colours = _Colours(palette)

    def set_extent(self, symbol_right_px: int, all_right_px: int) -> None:
        """Where the symbols and where all columns end: between them stands what is missing."""
        self._symbol_right, self._all_right = symbol_right_px, all_right_px

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        column = Column(index.column())
        row = self._model.rows[index.row()]
        colours = self._colours
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, colours.raised)
        if column is Column.SYMBOL:
            if selected:
                bar = colours.text if self.focused else colours.muted
                painter.fillRect(rect.adjusted(0, 0, 3 - rect.width(), 0), bar)
        elif not row.is_there:
            self._paint_missing(painter, rect)
            return
        elif column is Column.SPARK:
            self._paint_spark(painter, rect, row)
            return
        elif column is Column.LAST:
            self._paint_flash(painter, rect, row.symbol, selected=selected)
        painter.setPen(self._ink(column, row))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.drawText(inner, _ALIGNMENTS[column], text(column, row, self._model.now_us))

    def _paint_missing(self, painter: QPainter, rect: QRect) -> None:
        """One sentence over all cells behind the symbol, of which each paints its part."""
        whole = QRect(rect)
        whole.setLeft(self._symbol_right + PADDING)
        whole.setRight(self._all_right - PADDING)
        if rect.left() < self._symbol_right:
            return
        painter.save()
        painter.setClipRect(rect)
        painter.setPen(self._colours.muted)
        painter.drawText(whole, _ALIGNMENTS[Column.SYMBOL], NOT_THERE)
        painter.restore()

    def _paint_flash(self, painter: QPainter, rect: QRect, symbol: str, *, selected: bool) -> None:
        strength = self._model.strength(symbol)
        if not strength:
            return
        tint = self._colours.flashes[selected, round(strength * STEPS)]
        painter.fillRect(rect.adjusted(1, 3, -1, -3), tint)
        painter.setPen(self._colours.text)
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, UP if strength > 0 else DOWN)

    def _paint_spark(self, painter: QPainter, rect: QRect, row: WatchRow) -> None:
        spark = self._model.spark(row.symbol)
        inner = rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        if spark is None or inner.width() < 2:
            return
        points = spark_points(spark, self._model.now_us, inner)
        if not points:
            return
        painter.setPen(self._colours.muted)
        painter.drawPolyline(QPolygonF(points))

    def _ink(self, column: Column, row: WatchRow) -> QColor:
        if column in _WITH_DIRECTION and row.change:
            return self._colours.up if row.change > 0 else self._colours.down
        if column in _QUIET or not row.is_there:
            return self._colours.muted
        return self._colours.text


def spark_points(spark: Spark, now_us: int, inner: QRect) -> list[QPointF]:
    """The line in pixels, from the oldest price to now, lowest to highest price."""
    moments, prices = spark.points(now_us)
    if not moments:
        return []
    low, high = min(prices), max(prices)
    span_us = min(SPAN_US, max(LEAST_SPAN_US, now_us - moments[0]))
    x_scale = inner.width() / span_us
    y_scale = inner.height() / (high - low) if high > low else 0.0
    right, bottom = inner.right(), inner.bottom() if high > low else inner.center().y()
    points = [
        QPointF(right - (now_us - at_us) * x_scale, bottom - (price - low) * y_scale)
        for at_us, price in zip(moments, prices, strict=True)
    ]
    return [*points, QPointF(right, points[-1].y())]
