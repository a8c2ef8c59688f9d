"""What follows from the figures, in words and as a chart; a small window scrolls it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ticker_app.compare.lane_reading import Verdict
from ticker_app.ui import theme
from ticker_app.ui.compare.break_even_panel import BreakEvenPanel
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import NARROW

_FEWEST_LINES = 2
_UNITS = re.compile(r"(?<=\d) (%|s polls)")
_THEORY_PT = 8.5


class VerdictPanel(QScrollArea):
    """Sentences, the break-even, and quietly what the predictions were made from."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        inside = QWidget(self)
        inside.setObjectName("clear")
        self.setStyleSheet("QScrollArea, #clear { background: transparent; }")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.UNIT)
        self.words = self._label(theme.TEXT_PT, inside)
        self.theory = self._label(_THEORY_PT, inside)
        self.theory.setObjectName("muted")
        self.break_even = BreakEvenPanel(palette, inside)
        for button in self.break_even.buttons:
            button.installEventFilter(self)
        layout.addWidget(self.words)
        layout.addWidget(self.theory)
        layout.addWidget(self.break_even)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setMinimumHeight(_FEWEST_LINES * self.words.fontMetrics().lineSpacing())

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.break_even.set_palette(palette)

    def show_verdict(self, verdict: Verdict) -> None:
        """Say this."""
        # No line may begin with the unit of the number before it.
        text = _UNITS.sub(f"{NARROW}\\1", "\n".join(verdict.argument.sentences))
        self.words.setText(text)
        self.break_even.show_argument(verdict.argument)
        self.theory.setText(verdict.form)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the keyboard reaches comes into view; by itself it only does so from within."""
        if event.type() is QEvent.Type.FocusIn:
            self.ensureWidgetVisible(self.break_even)
        return super().eventFilter(watched, event)

    def _label(self, points: float, parent: QWidget) -> QLabel:
        label = QLabel(parent)
        label.setFont(theme.font(points))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label
