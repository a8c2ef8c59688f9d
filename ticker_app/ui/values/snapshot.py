"""A chart as it is now: a picture for files and the clipboard, with a caption that says what."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QGraphicsView

from ticker_app.ui import theme
from ticker_app.ui.palette import Palette
from ticker_app.ui.values.caption import Caption
from ticker_app.ui.values.vector import svg_of

SCALE = 2
"""Pixels of a picture for one on the screen: it has to do on a better screen, and on paper."""
_MARGIN = 3 * theme.UNIT
_GAP = 4 * theme.UNIT


class Snapshot:
    """What a view of panes shows, with a caption above it, in these colours."""

    def __init__(self, view: QGraphicsView, caption: Caption, palette: Palette) -> None:
        self._view = view
        self._caption = caption
        self._palette = palette
        self._plain, self._bold = theme.font(), theme.font(bold=True)
        self._line_height = QFontMetricsF(self._bold).height() + theme.UNIT
        self._head_height = round(self._line_height * (2 if caption.colours else 1)) + theme.UNIT

    @property
    def size(self) -> QSize:
        """As on the screen."""
        panes = self._view.viewport().size()
        return panes + QSize(2 * _MARGIN, self._head_height + 2 * _MARGIN)

    def image(self) -> QImage:
        """Twice as fine as on the screen."""
        image = QImage(self.size * SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SCALE)
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        return image

    def png(self) -> bytes:
        """The image as a file."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(self.image())
        return bytes(buffer.data().data())

    def svg(self) -> bytes:
        """As a drawing: lines that stay sharp at any size, and text that stays text."""
        return svg_of(self._paint, self.size, f"{self._caption.title}, {self._caption.time}")

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(QRect(QPoint(), self.size), QColor(self._palette.surface))
        baseline = _MARGIN + QFontMetricsF(self._bold).ascent()
        self._write(painter, _MARGIN, baseline, self._caption.title, self._bold, self._palette.text)
        right = self.size.width() - _MARGIN
        left = right - QFontMetricsF(self._plain).horizontalAdvance(self._caption.time)
        self._write(painter, left, baseline, self._caption.time, self._plain, self._palette.muted)
        left, baseline = float(_MARGIN), baseline + self._line_height
        for words, colour in self._caption.colours:
            self._write(painter, left, baseline, words, self._plain, colour)
            left += QFontMetricsF(self._plain).horizontalAdvance(words) + _GAP
        panes = self._view.viewport().rect()
        corner = QPointF(_MARGIN, _MARGIN + self._head_height)
        self._view.render(painter, QRectF(panes).translated(corner), panes)

    def _write(
        self, painter: QPainter, left: float, baseline: float, text: str, font: QFont, colour: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(left, baseline), text)
