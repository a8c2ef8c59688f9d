"""The line over the price that says in numbers what the chart shows at one moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.chart.readout import EXPLAINED, Field
from ticker_app.ui.chart.readout_layout import Place, placed
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import DOWN, UP

_LABEL_GAP, _GAP = 4.0, 12.0


class ReadoutBar(QWidget):
    """Paints fields, each as wide as it ever was, so that numbers never make neighbours jump.

    It takes a second line where one is too narrow, and keeps it.
    """

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: Sequence[Field] = ()
        self.most_lines = 2
        self._palette = palette
        self._metrics = QFontMetricsF(theme.font())
        self._widest: dict[tuple[int, str, int], float] = {}
        self._places: list[Place | None] = []
        self._lines = 1
        self.setFont(theme.font())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Readout")
        self.setToolTip(f"<p>{EXPLAINED}</p>")
        self.setWhatsThis(self.toolTip())

    @property
    def words(self) -> str:
        """What it says, all fields after one another."""
        return " ".join(field.words for field in self.fields)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours, and text as large as it is now."""
        self._palette = palette
        self.setFont(theme.font())
        self._metrics = QFontMetricsF(theme.font())
        self.start_over()
        self.updateGeometry()
        self.update()

    def start_over(self) -> None:
        """Other kinds of numbers come now."""
        self._widest.clear()
        self._lines = 1
        self.fields, self._places = (), []

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Say this."""
        if fields == self.fields:
            return
        self.fields = fields
        before = self._widths()
        for index, field in enumerate(fields):
            key = _kind(index, field)
            self._widest[key] = max(self._width_of(field), self._widest.get(key, 0.0))
        if self._widths() != before or len(self._places) != len(fields):
            self._place()
        self.setAccessibleDescription(self.words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, round(self._lines * self._metrics.height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            before, self._lines = self._lines, 1
            self._place()
            if self._lines != before:
                self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        for field, place in zip(self.fields, self._places, strict=True):
            if place is not None:
                self._paint(painter, field, place)
        painter.end()

    def _paint(self, painter: QPainter, field: Field, place: Place) -> None:
        base = place.line * self._metrics.height() + self._metrics.ascent()
        ink = QColor(getattr(self._palette, field.ink.value))
        left = place.left
        if field.label:
            # An arrow has the colour of its number: both say the direction.
            quiet = field.label.isascii()
            painter.setPen(QColor(self._palette.muted) if quiet else ink)
            painter.drawText(QPointF(left, base), field.label)
            left += self._metrics.horizontalAdvance(field.label) + _LABEL_GAP
        painter.setPen(ink)
        painter.drawText(QPointF(left, base), field.text)

    def _place(self) -> None:
        importances = [field.importance for field in self.fields]
        self._places = placed(self._widths(), importances, self.width(), _GAP, self.most_lines)
        lines = 1 + max((place.line for place in self._places if place), default=0)
        if lines > self._lines:
            self._lines = lines
            self.updateGeometry()

    def _widths(self) -> list[float]:
        return [
            self._widest.get(_kind(index, field), 0.0) for index, field in enumerate(self.fields)
        ]

    def _width_of(self, field: Field) -> float:
        width = self._metrics.horizontalAdvance(field.text)
        if field.label:
            width += self._metrics.horizontalAdvance(field.label) + _LABEL_GAP
        return width


def _kind(index: int, field: Field) -> tuple[int, str, int]:
    """What other fields of its kind have in common with this one, whatever they say."""
    return index, "" if field.label in {UP, DOWN} else field.label, field.importance
