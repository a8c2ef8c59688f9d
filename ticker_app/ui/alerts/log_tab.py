"""What fired and how late: what it says of pushing and polling, then each of them."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.log import Summary
from ticker_app.alerts.log_csv import log_csv
from ticker_app.choice import Mode
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.alerts import words
from ticker_app.ui.alerts.log_model import LogModel
from ticker_app.ui.alerts.table import AlertTable
from ticker_app.ui.palette import Palette
from ticker_app.ui.save_dialog import save_dialog

FILE_NAME = "live-ticker-alerts.csv"
NOTHING_YET = "Nothing fired yet. What fires is listed here, with how late it was."
MEANING = (
    "Delays are counted from the first published tick that reached the price, to when the alert "
    "fired. Those whose tick was published before the connection are left out. What a poll "
    "missed is read apart, as a reference: {requests} requests so far, in no lane's cost."
)


class LogTab(QWidget):
    """Shows the log of a desk.

    Signals:
        symbol_wanted (str): the user wants to see this symbol.
        failed (str): a sentence: the log could not be written.
    """

    symbol_wanted = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: AlertDesk, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._palette = palette
        self._revision: int | None = None
        self.model = LogModel(palette, self)
        self.table = AlertTable(self.model, "Log of alerts", self)
        self.summary = QLabel(NOTHING_YET, self)
        self.summary.setFont(theme.font())
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.RichText)
        self.save = QPushButton("Save as CSV…", self)
        self.clear = QPushButton("Clear", self)
        self._lay_out()
        self.save.clicked.connect(self._on_save_asked)
        self.clear.clicked.connect(desk.log.clear)
        self.table.opened.connect(self._on_opened)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.save, self.clear):
            button.setFont(theme.font())
            button.setEnabled(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self._revision = None
        self.model.set_palette(palette)

    def refresh(self, session: Session) -> None:
        """Read what may have changed."""
        log = self._desk.log
        if log.revision == self._revision:
            return
        self._revision = log.revision
        self.model.refresh(log, session)
        self.table.fit()
        lines = [self._line(summary) for summary in log.summaries()]
        self.summary.setText("<br>".join(lines) or NOTHING_YET)
        self.summary.setToolTip(MEANING.format(requests=self._desk.reading.cost.requests))
        for button in (self.save, self.clear):
            button.setEnabled(len(log) > 0)

    def write(self, file: str) -> None:
        """Write the log there, the oldest entry first."""
        try:
            Path(file).write_text(log_csv(self._desk.log.entries), encoding="utf-8")
        except OSError as error:
            self.failed.emit(f"{file} cannot be written: {error.strerror}")

    def _line(self, summary: Summary) -> str:
        is_pushed = summary.choice.mode is Mode.PUSH
        colour = self._palette.pushed if is_pushed else self._palette.polled
        return f'<span style="color:{colour}">●</span> {escape(words.summary(summary))}'

    def _on_save_asked(self) -> None:
        dialog = save_dialog(self.window(), "Save the log", FILE_NAME, ["Tables (*.csv)"])
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def _on_opened(self, row: int) -> None:
        self.symbol_wanted.emit(self.model.rows[row].alert.symbol)
