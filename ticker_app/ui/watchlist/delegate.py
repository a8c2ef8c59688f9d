"""How a cell of the watchlist is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ticker_app.ui.palette import Palette, blend
from ticker_app.ui.theme import UNIT
from ticker_app.ui.watchlist.model import FLASH_ROLE, WENT_ROLE, Column
from ticker_app.ui.wording import DOWN, UP

PADDING = UNIT + 2
_FLASH_TINT = 0.35
_QUIET = {Column.BID, Column.ASK, Column.AGE}
_WITH_DIRECTION = {Column.CHANGE, Column.PERCENT}


class WatchlistDelegate(QStyledItemDelegate):
    """Numbers to the right, changes in the colour of their direction, flashes behind the price."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ground = self.palette.raised if selected else self.palette.surface
        if selected:
            painter.fillRect(rect, QColor(ground))
        column = Column(index.column())
        if column is Column.LAST:
            self._paint_flash(painter, rect, index.data(FLASH_ROLE), ground)
        elif column is Column.SYMBOL and selected:
            painter.fillRect(rect.adjusted(0, 0, 3 - rect.width(), 0), QColor(self.palette.muted))
        painter.setPen(QColor(self._ink(column, index)))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), index.data())

    def _paint_flash(self, painter: QPainter, rect: QRect, strength: float, ground: str) -> None:
        if not strength:
            return
        rose = strength > 0
        colour = self.palette.up if rose else self.palette.down
        tint = blend(colour, ground, abs(strength) * _FLASH_TINT)
        painter.fillRect(rect.adjusted(1, 3, -1, -3), QColor(tint))
        painter.setPen(QColor(self.palette.text))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, UP if rose else DOWN)

    def _ink(self, column: Column, index: QModelIndex | QPersistentModelIndex) -> str:
        if column in _WITH_DIRECTION:
            went = index.data(WENT_ROLE)
            if went:
                return self.palette.up if went > 0 else self.palette.down
        return self.palette.muted if column in _QUIET else self.palette.text
