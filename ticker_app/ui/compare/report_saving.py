"""Saving what the compare view measured as a page: the same as ``compare --report`` writes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Thread

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.compare.comparing import Comparing
from ticker_app.compare.outcome import Outcome
from ticker_app.compare.report import report_html
from ticker_app.compare.setting import Setting, setting_of
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.ui.save_dialog import save_dialog

FILE_NAME = "live-ticker-report.html"
LOOK_MS = 50
SWITCH_S = 0.0005
"""How long two threads that want the interpreter wait for each other while a page is made.

Of a run with 20,000 ticks of each of twelve symbols, making it takes 70 ms. By the usual 5 ms
a frame was up to 40 ms late meanwhile, by this 9 ms, and by nothing else 11 ms (12 pages).
"""


class ReportSaving(QObject):
    """Asks for a file, and writes what was measured until then; the measuring goes on.

    Signals:
        saved (str): the file that was written.
        failed (str): a sentence; nothing was written.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, comparing: Comparing, parent: QWidget) -> None:
        super().__init__(parent)
        self._comparing = comparing
        self._window = parent
        self._writing: list[_Writing] = []
        self._usual_switch_s = sys.getswitchinterval()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._on_look)

    def ask(self) -> None:
        """Ask where to; returns at once."""
        dialog = save_dialog(self._window, "Save report", FILE_NAME, ["Web pages (*.html)"])
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, file: str) -> None:
        """Write the page there; returns at once, and a signal tells how it ended."""
        outcome = self._comparing.outcome()
        if outcome is None:
            self.failed.emit("There is no report to save: nothing has been measured")
            return
        if not self._writing:
            self._usual_switch_s = sys.getswitchinterval()
            sys.setswitchinterval(SWITCH_S)
        writing = _Writing(file, outcome, self._comparing.server_options)
        self._writing.append(writing)
        writing.start()
        self._look.start()

    def _on_look(self) -> None:
        for writing in [each for each in self._writing if not each.is_alive()]:
            self._writing.remove(writing)
            if writing.problem:
                self.failed.emit(writing.problem)
            else:
                self.saved.emit(writing.file)
        if not self._writing:
            self._look.stop()
            sys.setswitchinterval(self._usual_switch_s)


class _Writing(Thread):
    """Makes a page and writes it beside the loop, which a long run would hold up.

    It knows no Qt: what became of it is looked at once it has ended.

    problem: why nothing was written, a sentence; '' if all went well.
    """

    def __init__(self, file: str, outcome: Outcome, server_options: Sequence[str]) -> None:
        super().__init__(name="report")
        self.file = file
        self.problem = ""
        self._outcome = outcome
        self._server_options = server_options

    @override
    def run(self) -> None:
        setting = setting_in(self._outcome, self._server_options)
        dark, light = structs.asdict(DARK), structs.asdict(LIGHT)
        page = report_html(self._outcome, setting, dark=dark, light=light)
        try:
            Path(self.file).write_bytes(page.encode())
        except OSError as error:
            self.problem = f"{self.file} cannot be written: {error.strerror}"


def setting_in(outcome: Outcome, server_options: Sequence[str]) -> Setting:
    """How ``compare`` would measure the same for as long."""
    lanes = ",".join(lane.name for lane in outcome.lanes)
    options = (f"--lanes={lanes}", f"--for={max(1, round(outcome.seconds))}")
    began = datetime.fromtimestamp(outcome.began_us / 1e6).astimezone()
    return structs.replace(setting_of((*options, *server_options), server_options), began=began)
