"""Says that the picture stands still, since when, and that prices keep coming."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ticker_app.ui import theme
from ticker_app.ui.local_text import clock_text

_MEANING = (
    "Chart, list and figures are those of this moment. Prices keep coming, everything is "
    "measured on, and alerts are watched; only the picture waits."
)


class PausedSign(QFrame):
    """A line across the window, as long as the picture stands still.

    Signals:
        resumed: the user wants to see now again.
    """

    resumed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paused")
        self.setToolTip(f"<p>{_MEANING}</p>")
        self.setWhatsThis(_MEANING)
        self.words = QLabel(self)
        self.words.setFont(theme.font(bold=True))
        self.button = QPushButton("Resume (P)", self)
        self.button.setObjectName("flat")
        self.button.setFont(theme.font())
        self.button.setAccessibleName("Resume: show now again")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)
        self.button.clicked.connect(self.resumed)
        self.hide()

    def show_pause(self, paused_us: int | None) -> None:
        """Paused at this moment, µs since the Unix epoch; None: it goes on."""
        if paused_us is not None:
            self.words.setText(f"❚❚  Paused at {clock_text(paused_us / 1e6)} — data keep coming")
        self.setVisible(paused_us is not None)
