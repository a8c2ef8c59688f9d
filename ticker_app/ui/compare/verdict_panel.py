"""What follows from the figures, in words; a small window scrolls it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ticker_app.compare.lane_reading import Verdict
from ticker_app.ui import theme

_FEWEST_LINES = 2
_THEORY_PT = 8.5


class VerdictPanel(QScrollArea):
    """Sentences, and quietly below them what the predictions were made from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._inside = inside = QWidget(self)
        inside.setObjectName("clear")
        self.setStyleSheet("QScrollArea, #clear { background: transparent; }")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        self.words = self._label(theme.TEXT_PT, inside)
        self.theory = self._label(_THEORY_PT, inside)
        self.theory.setObjectName("muted")
        layout.addWidget(self.words)
        layout.addWidget(self.theory)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setMinimumHeight(_FEWEST_LINES * self.words.fontMetrics().lineSpacing())

    def show_verdict(self, verdict: Verdict) -> None:
        """Say this."""
        self.words.setText("\n".join(verdict.sentences))
        self.theory.setText(verdict.form)

    def words_height(self) -> int:
        """How high it must be to show all without scrolling, px."""
        return self._inside.heightForWidth(self.viewport().width())

    def _label(self, points: float, parent: QWidget) -> QLabel:
        label = QLabel(parent)
        label.setFont(theme.font(points))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label
