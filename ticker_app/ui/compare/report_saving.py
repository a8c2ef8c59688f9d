"""Saving what the compare view measured as a page: the same as ``compare --report`` writes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ticker_app.compare.comparing import Comparing
from ticker_app.compare.outcome import Outcome
from ticker_app.compare.report import report_html
from ticker_app.compare.setting import Setting, setting_of
from ticker_app.ui.palette import DARK, LIGHT

FILE_NAME = "live-ticker-report.html"


class ReportSaving(QObject):
    """Asks for a file, and writes what was measured until then; the measuring goes on.

    Signals:
        failed (str): a sentence; nothing was written.
    """

    failed = Signal(str)

    def __init__(self, comparing: Comparing, parent: QWidget) -> None:
        super().__init__(parent)
        self._comparing = comparing
        self._window = parent

    def ask(self) -> None:
        """Ask where to; returns at once."""
        dialog = QFileDialog(self._window, "Save report", FILE_NAME, "Web pages (*.html)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, file: str) -> None:
        """Write the page there."""
        outcome = self._comparing.outcome()
        if outcome is None:
            self.failed.emit("There is no report to save: nothing has been measured")
            return
        setting = setting_in(outcome, self._comparing)
        dark, light = structs.asdict(DARK), structs.asdict(LIGHT)
        try:
            Path(file).write_bytes(report_html(outcome, setting, dark=dark, light=light).encode())
        except OSError as error:
            self.failed.emit(f"{file} cannot be written: {error.strerror}")


def setting_in(outcome: Outcome, comparing: Comparing) -> Setting:
    """How ``compare`` would measure the same for as long."""
    lanes = ",".join(lane.name for lane in outcome.lanes)
    options = (f"--lanes={lanes}", f"--for={max(1, round(outcome.seconds))}")
    server = comparing.server_options
    began = datetime.fromtimestamp(outcome.began_us / 1e6).astimezone()
    return structs.replace(setting_of((*options, *server), server), began=began)
