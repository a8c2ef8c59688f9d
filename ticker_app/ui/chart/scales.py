"""The numbers beside and under the panes, and the tags on them, in pixels."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsWidget, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.palette import Palette

_GAP = 8.0
"""Between a pane and the numbers of its scale, px."""
_MOST_WIDTHS = 256


class Tag(NamedTuple):
    """Words on a ground of their own. at: px from the top or the left; note: a line below."""

    at: float
    text: str
    colour: str
    note: str = ""


class Scale(QGraphicsWidget):
    """Numbers beside or under a pane; tags name the last price and what the pointer is at.

    The colours and everything else come in from outside; positions are px from the pane's
    top or left.
    """

    def __init__(self, font: QFont, palette: Palette) -> None:
        super().__init__()
        self.labels: list[tuple[float, str]] = []
        self.tag: Tag | None = None
        self.pointer: Tag | None = None
        self._palette = palette
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._take_font(font)

    def _take_font(self, font: QFont) -> None:
        self.setFont(font)
        self.metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}

    def _width_of(self, text: str) -> float:
        """Of a text, px; a scale says the same few texts in many frames."""
        if len(self._widths) > _MOST_WIDTHS:
            self._widths.clear()
        if text not in self._widths:
            self._widths[text] = self.metrics.horizontalAdvance(text)
        return self._widths[text]

    def set_palette(self, palette: Palette) -> None:
        """Take the colours, and text as large as it is now."""
        self._palette = palette
        self._take_font(theme.font())
        self.update()

    def show_labels(self, labels: list[tuple[float, str]], tag: Tag | None = None) -> None:
        """Numbers at their pixels; the tag with its colour."""
        if labels != self.labels:
            self.labels = labels
            self.update()
        if tag != self.tag:
            self._update_around(self.tag, tag)
            self.tag = tag

    def show_pointer(self, tag: Tag | None) -> None:
        """Name what the pointer is at, over everything else; None: it is elsewhere."""
        if tag != self.pointer:
            self._update_around(self.pointer, tag)
            self.pointer = tag

    def _update_around(self, *tags: Tag | None) -> None:
        """Paint anew where a tag was or will be, and the numbers that it covers in part."""
        line = self.metrics.height()
        for tag in tags:
            if tag is not None:
                self.update(self._box(tag).adjusted(-line, -line, line, line))

    @abstractmethod
    def _box(self, tag: Tag) -> QRectF:
        """Where a tag lies."""


class ValueScale(Scale):
    """Numbers to the right of a pane."""

    def width_for(self, texts: Sequence[str]) -> float:
        """What the widest text needs, px."""
        return max(self._width_of(text) for text in texts) + 2 * _GAP

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(self._palette.muted))
        height = self.metrics.height()
        covered = [self._box(tag) for tag in (self.tag, self.pointer) if tag is not None]
        for y, text in self.labels:
            # Inside: what lies outside is not painted anew with the rest.
            top = min(y - height / 2, self.size().height() - height)
            box = QRectF(_GAP, top, self.size().width() - _GAP, height)
            seen = y > height / 2 and box.intersects(option.exposedRect)
            if seen and not any(other.intersects(box) for other in covered):
                painter.drawText(QPointF(_GAP, top + self.metrics.ascent()), text)
        for tag in (self.tag, self.pointer):
            if tag is not None and self._box(tag).intersects(option.exposedRect):
                self._paint_tag(painter, tag)

    @override
    def _box(self, tag: Tag) -> QRectF:
        """Where a tag lies: its first line is at its value, and all of it on the scale."""
        line = self.metrics.height()
        height = line + 4 + (line if tag.note else 0)
        top = min(max(tag.at - line / 2 - 2, 0.0), self.size().height() - height)
        texts = (tag.text, tag.note)
        width = max(self._width_of(text) for text in texts) + 1.5 * _GAP
        return QRectF(_GAP / 4, top, min(width, self.size().width()), height)

    def _paint_tag(self, painter: QPainter, tag: Tag) -> None:
        box = self._box(tag)
        _paint_ground(painter, box, tag, self._palette)
        lines = "\n".join(text for text in (tag.text, tag.note) if text)
        painter.drawText(box.adjusted(0.75 * _GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, lines)


class TimeScale(Scale):
    """Times of day under a pane."""

    @override
    def _update_around(self, *tags: Tag | None) -> None:
        # A time that a tag has covered is wider than the tag's neighbourhood.
        self.update()

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(self._palette.muted))
        width, height = self.size().width(), self.size().height()
        base = (height - self.metrics.height()) / 2 + self.metrics.ascent()
        pointer = self.pointer and self._box(self.pointer)
        for x, text in self.labels:
            half = self._width_of(text) / 2
            box = QRectF(x - half, 0, 2 * half + 1, height)
            covered = pointer is not None and pointer.intersects(box)
            if half <= x + 1 <= width - half and not covered:
                painter.drawText(QPointF(x - half, base), text)
        if self.pointer is not None:
            _paint_ground(painter, self._box(self.pointer), self.pointer, self._palette)
            painter.drawText(
                self._box(self.pointer), Qt.AlignmentFlag.AlignCenter, self.pointer.text
            )

    @override
    def _box(self, tag: Tag) -> QRectF:
        width = self._width_of(tag.text) + 1.5 * _GAP
        left = min(max(tag.at - width / 2, 0.0), self.size().width() - width)
        height = self.metrics.height() + 2
        return QRectF(left, (self.size().height() - height) / 2, width, height)


def _paint_ground(painter: QPainter, box: QRectF, tag: Tag, palette: Palette) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tag.colour))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(palette.ink_on(tag.colour)))
