"""What the lines of a chart stand for: a piece of each line, and words beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.chart.items import pen
from ticker_app.ui.palette import Palette
from ticker_app.ui.plain_text import plain_label

PUBLISHED = "published, not seen in time"
PUBLISHED_SHORT = "published"
REFERENCE_OFF = "reference reading off"


class Swatch(QWidget):
    """A short piece of a line, as it is drawn in the chart."""

    def __init__(self, style: Qt.PenStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._pen = pen("#000000", style)
        self.setFixedSize(self.sizeHint())

    def set_colour(self, colour: str) -> None:
        """Take the colour."""
        style = self._pen.style()
        self._pen = pen(colour, style, theme.px(2 if style is Qt.PenStyle.SolidLine else 1))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = theme.px(3 * theme.UNIT)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._pen)
        middle = self.height() / 2
        painter.drawLine(QLineF(0, middle, self.width(), middle))
        painter.end()


class LegendEntry(QWidget):
    """A swatch and what it stands for."""

    def __init__(self, text: str, style: Qt.PenStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._swatch = Swatch(style, self)
        self.label = plain_label(QLabel(text, self))
        self.label.setFont(theme.font())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(self._swatch)
        layout.addWidget(self.label)

    def set_colour(self, colour: str) -> None:
        """Swatch and words take the colour."""
        self._swatch.set_colour(colour)
        self.label.setStyleSheet(f"color: {colour}")


class TickLegend(QWidget):
    """The colours of the price by how it came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        solid, dotted = Qt.PenStyle.SolidLine, Qt.PenStyle.DotLine
        self._pushed = LegendEntry("pushed", solid, self)
        self._polled = LegendEntry("polled", solid, self)
        self._history = LegendEntry("history", solid, self)
        self._published = LegendEntry(PUBLISHED, dotted, self)
        self._reference_on, self._has_history = True, True
        # The narrowest window cuts the legend rather than growing.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 * theme.UNIT)
        for entry in self._entries():
            layout.addWidget(entry)
        layout.addStretch(1)

    @property
    def texts(self) -> list[str]:
        """The words that are shown."""
        return [entry.label.text() for entry in self._entries() if not entry.isHidden()]

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._pushed.set_colour(palette.pushed)
        self._polled.set_colour(palette.polled)
        self._history.set_colour(palette.muted)
        self._published.set_colour(palette.muted)

    def set_reference(self, *, on: bool) -> None:
        """Say what the dotted line is, or why there is none."""
        if on is not self._reference_on:
            self._reference_on = on
            self._fit()

    def set_history(self, *, shown: bool) -> None:
        """Name the colour of history only where there is some."""
        if shown is not self._has_history:
            self._has_history = shown
            self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say it in fewer words where there is no room, and leave out what matters least."""
        texts = (PUBLISHED, PUBLISHED_SHORT) if self._reference_on else (REFERENCE_OFF,)
        lanes = [self._pushed, self._polled]
        history = [self._history] if self._has_history else []
        choices = [([*lanes, *history, self._published], text) for text in texts]
        choices += [([*lanes, self._published], texts[-1]), (lanes, texts[-1])]
        for entries, text in choices:
            self._published.label.setText(text)
            if self._width_of(entries) <= self.width():
                break
        for entry in self._entries():
            entry.setVisible(entry in entries)

    def _width_of(self, entries: Sequence[LegendEntry]) -> int:
        gaps = 4 * theme.UNIT * (len(entries) - 1)
        return sum(entry.sizeHint().width() for entry in entries) + gaps

    def _entries(self) -> tuple[LegendEntry, ...]:
        return self._pushed, self._polled, self._history, self._published
