"""The row over the compare view: what is compared, how much time is shown, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QWidget

from ticker_app.ui import theme
from ticker_app.ui.chart.legend import LegendEntry
from ticker_app.ui.chip import chip, chip_sheet
from ticker_app.ui.palette import Palette

SPANS_S = {15: "15 s", 30: "30 s", 60: "1 m", 300: "5 m"}
AGE_LEGEND = "age: line · filled: out of date"


class CompareHeader(QWidget):
    """Title, legend and buttons.

    Signals:
        span_chosen (int): s, by a click.
        follow_chosen: scroll with time again.
        add_chosen: one lane more.
        save_chosen: write a report.
        closed: back to one lane.
    """

    span_chosen = Signal(int)
    follow_chosen = Signal()
    add_chosen = Signal()
    save_chosen = Signal()
    closed = Signal()

    def __init__(self, span_s: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.published = LegendEntry("published", Qt.PenStyle.DotLine, self)
        self.ages = QLabel(AGE_LEGEND, self)
        self.ages.setObjectName("muted")
        self.ages.setFont(theme.font())
        self.ages.setMinimumWidth(1)
        self.follow = chip("Follow", "Scroll with time again (F)", self, checkable=True)
        self.follow.setChecked(True)
        self.add = chip("+ Lane", "One lane more, at most four; all are measured anew then", self)
        self.save = chip("Save report…", "Write all of this into one HTML file", self)
        self.save.setEnabled(False)
        self.back = chip("✕ Compare", "Back to one lane (C); these lanes disconnect", self)
        self.spans = QButtonGroup(self)
        for seconds, text in SPANS_S.items():
            button = chip(text, f"Show {text} of time", self, checkable=True)
            button.setChecked(seconds == span_s)
            self.spans.addButton(button, seconds)
        self._lay_out()
        self.spans.idClicked.connect(self.span_chosen)
        self.follow.clicked.connect(self._on_follow_clicked)
        self.add.clicked.connect(self.add_chosen)
        self.save.clicked.connect(self.save_chosen)
        self.back.clicked.connect(self.closed)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.published.set_colour(palette.muted)
        self.setStyleSheet(chip_sheet(palette))

    def set_following(self, following: bool) -> None:
        """Show whether the chart scrolls with time."""
        self.follow.setChecked(following)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        for button in self.spans.buttons():
            layout.addWidget(button)
        layout.addWidget(self.follow)
        layout.addSpacing(theme.UNIT)
        layout.addWidget(self.published)
        layout.addWidget(self.ages)
        layout.addStretch(1)
        for button in (self.add, self.save, self.back):
            layout.addWidget(button)

    def _on_follow_clicked(self) -> None:
        # A click on a checked button would uncheck it: following ends by moving the chart.
        self.follow.setChecked(True)
        self.follow_chosen.emit()
