"""The rows over the chart: what the lines mean, how much time is shown, and Follow."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.chart.items import pen
from ticker_app.ui.palette import Palette, blend

SPANS_S = {60: "1 m", 300: "5 m", 900: "15 m", 3600: "1 h"}
PUBLISHED = "published, not seen in time"
REFERENCE_OFF = "reference reading off"


class Swatch(QWidget):
    """A short piece of a line, as it is drawn in the chart."""

    def __init__(self, style: Qt.PenStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._pen = pen("#000000", style)
        self.setFixedSize(self.sizeHint())

    def set_colour(self, colour: str) -> None:
        """Take the colour."""
        self._pen = pen(colour, self._pen.style())
        self._pen.setWidth(2 if self._pen.style() is Qt.PenStyle.SolidLine else 1)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(3 * theme.UNIT, 3 * theme.UNIT)

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
        self.label = QLabel(text, self)
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


class ChartHeader(QWidget):
    """Legend, span buttons, Follow and Compare.

    Signals:
        span_chosen: s, by a click.
        follow_chosen: by a click.
        compare_chosen: lanes side by side, by a click.
    """

    span_chosen = Signal(int)
    follow_chosen = Signal()
    compare_chosen = Signal()

    def __init__(self, span_s: float, parent: QWidget) -> None:
        super().__init__(parent)
        solid, dotted = Qt.PenStyle.SolidLine, Qt.PenStyle.DotLine
        self._pushed = LegendEntry("pushed", solid, self)
        self._polled = LegendEntry("polled", solid, self)
        self._history = LegendEntry("history", solid, self)
        self._published = LegendEntry(PUBLISHED, dotted, self)
        self.spans = QButtonGroup(self)
        self.follow = self._button("Follow", "Scroll with time again (F)")
        self.follow.setChecked(True)
        self.follow.clicked.connect(self._on_follow_clicked)
        self.compare = self._button("Compare", "Lanes side by side (C)")
        self.compare.setCheckable(False)
        self.compare.clicked.connect(self.compare_chosen)
        for seconds, text in SPANS_S.items():
            button = self._button(text, f"Show {text} of time")
            self.spans.addButton(button, seconds)
        self.spans.idClicked.connect(self.span_chosen)
        self.set_span_s(span_s)
        self._lay_out()

    @property
    def legend(self) -> list[str]:
        """The words of the legend that are shown."""
        return [entry.label.text() for entry in self._entries() if not entry.isHidden()]

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._pushed.set_colour(palette.pushed)
        self._polled.set_colour(palette.polled)
        self._history.set_colour(palette.muted)
        self._published.set_colour(palette.muted)
        hover = blend(palette.text, palette.raised, 0.08)
        chosen = blend(palette.text, palette.raised, 0.16)
        self.setStyleSheet(f"""
            QPushButton {{ background: {palette.raised}; color: {palette.muted};
                border: 1px solid {palette.line}; border-radius: 6px; padding: 3px 9px; }}
            QPushButton:hover {{ background: {hover}; color: {palette.text}; }}
            QPushButton:checked {{ background: {chosen}; color: {palette.text};
                border-color: {palette.muted}; }}
            QPushButton:focus {{ border-color: {palette.text}; }}""")

    def set_reference(self, words: str) -> None:
        """Say what the dotted line is, or why there is none."""
        self._published.label.setText(words)

    def set_history(self, shown: bool) -> None:
        """Name the colour of history only where there is some."""
        self._history.setVisible(shown)

    def set_span_s(self, span_s: float) -> None:
        """Check the button of this span; one without a button unchecks all."""
        button = self.spans.button(int(span_s)) if span_s in SPANS_S else None
        self.spans.setExclusive(button is not None)
        for other in self.spans.buttons():
            other.setChecked(other is button)

    def set_following(self, following: bool) -> None:
        """Show whether the chart scrolls with time."""
        self.follow.setChecked(following)

    def _entries(self) -> tuple[LegendEntry, ...]:
        return self._pushed, self._polled, self._history, self._published

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setFont(theme.font())
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        # Space is the key of push and pull everywhere; a focused button would take it.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.UNIT)
        for button in self.spans.buttons():
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.follow)
        buttons.addWidget(self.compare)
        legend = QWidget(self)
        # The narrowest window cuts the legend rather than growing.
        legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        entries = QHBoxLayout(legend)
        entries.setContentsMargins(0, 0, 0, 0)
        entries.setSpacing(4 * theme.UNIT)
        for entry in self._entries():
            entries.addWidget(entry)
        entries.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.UNIT)
        layout.addLayout(buttons)
        layout.addWidget(legend)

    def _on_follow_clicked(self) -> None:
        # A click on a checked button would uncheck it: following ends by moving the chart.
        self.follow.setChecked(True)
        self.follow_chosen.emit()
