"""The line over the price that says in numbers what the chart shows at one moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.chart.readout import EXPLAINED, Field, Ink
from ticker_app.ui.chart.readout_layout import Place, placed
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import DOWN, UP

_LABEL_GAP, _GAP = 4.0, 12.0
_ONE_DIGIT = str.maketrans("0123456789", "0000000000")


class ReadoutBar(QWidget):
    """Paints fields, each as wide as it ever was, so that numbers never make neighbours jump.

    It takes a second line where one is too narrow, and keeps it.
    """

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: Sequence[Field] = ()
        self.most_lines = 2
        self._metrics = QFontMetricsF(theme.font())
        self._known: dict[tuple[str, str], float] = {}
        self._inks = _inks(palette)
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
        self._inks = _inks(palette)
        self.setFont(theme.font())
        self._metrics = QFontMetricsF(theme.font())
        self.start_over()
        self.updateGeometry()
        self.update()

    def start_over(self) -> None:
        """Other kinds of numbers come now."""
        self._widest.clear()
        self._known.clear()
        self._lines = 1
        self.fields, self._places = (), []

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Say this."""
        if fields == self.fields:
            return
        old, self.fields = self.fields, fields
        for index, field in enumerate(fields):
            key = _kind(index, field)
            self._widest[key] = max(self._width_of(field), self._widest.get(key, 0.0))
        if QAccessible.isActive():
            self.setAccessibleDescription(self.words)
        places, self._places = self._places, self._placed()
        if self._places != places:
            self._make_room()
            self.update()
            return
        for was, field, box in zip(old, fields, self._boxes(), strict=True):
            if was != field:
                self.update(box)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, round(self._lines * self._metrics.height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lines = 1
            self._places = self._placed()
            self._make_room()
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        parts = zip(self.fields, self._places, self._boxes(), strict=True)
        for field, place, box in parts:
            if place is not None and box.intersects(event.rect()):
                self._paint(painter, field, place)
        painter.end()

    def _paint(self, painter: QPainter, field: Field, place: Place) -> None:
        base = place.line * self._metrics.height() + self._metrics.ascent()
        ink = self._inks[field.ink]
        left = place.left
        if field.label:
            # An arrow has the colour of its number: both say the direction.
            quiet = field.label.isascii()
            painter.setPen(self._inks[Ink.MUTED] if quiet else ink)
            painter.drawText(QPointF(left, base), field.label)
            left += self._metrics.horizontalAdvance(field.label) + _LABEL_GAP
        painter.setPen(ink)
        painter.drawText(QPointF(left, base), field.text)

    def _placed(self) -> list[Place | None]:
        importances = [field.importance for field in self.fields]
        return placed(self._widths(), importances, self.width(), _GAP, self.most_lines)

    def _make_room(self) -> None:
        lines = 1 + max((place.line for place in self._places if place), default=0)
        if lines > self._lines:
            self._lines = lines
            self.updateGeometry()

    def _boxes(self) -> list[QRect]:
        """Where each field is painted; nowhere, if it is left out."""
        line = self._metrics.height()
        return [
            QRect()
            if place is None
            else QRectF(place.left - 1, place.line * line, width + 2, line).toAlignedRect()
            for place, width in zip(self._places, self._widths(), strict=True)
        ]

    def _widths(self) -> list[float]:
        return [
            self._widest.get(_kind(index, field), 0.0) for index, field in enumerate(self.fields)
        ]

    def _width_of(self, field: Field) -> float:
        # All digits are equally wide, so most numbers were measured with others before.
        text = field.text.translate(_ONE_DIGIT)
        known = self._known.get((field.label, text))
        if known is None:
            known = self._metrics.horizontalAdvance(text)
            if field.label:
                known += self._metrics.horizontalAdvance(field.label) + _LABEL_GAP
            self._known[field.label, text] = known
        return known


def _kind(index: int, field: Field) -> tuple[int, str, int]:
    """What other fields of its kind have in common with this one, whatever they say."""
    return index, "" if field.label in {UP, DOWN} else field.label, field.importance


def _inks(palette: Palette) -> dict[Ink, QColor]:
    return {ink: QColor(getattr(palette, ink.value)) for ink in Ink}
