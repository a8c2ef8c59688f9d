"""Every fault by itself: what stands in these controls goes wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

from ticker_app.faults.plan import SILENT_NOW, Every, Faults, Way
from ticker_app.ui import theme

LONGEST_MS = 10_000
RETRY_AFTER_S = 3
_BANDWIDTHS: Sequence[tuple[str, float | None]] = (
    ("as it is", None),
    ("1 Mbit/s", 1_000_000.0),
    ("256 kbit/s", 256_000.0),
    ("64 kbit/s", 64_000.0),
    ("16 kbit/s", 16_000.0),
)
_CUTS: Sequence[tuple[str, Every | None]] = (
    ("never", None),
    ("every 5 s", Every(5, 5)),
    ("every 10 s", Every(10, 10)),
    ("every 8 to 12 s", Every(8, 12)),
    ("every 30 s", Every(30, 30)),
)
_ANSWERS: Sequence[tuple[str, int | None]] = (
    ("the server's", None),
    ("429, come back later", 429),
    ("503, busy", 503),
)


class FaultControls(QWidget):
    """Delays, bandwidths, cuts, answers and switches.

    Signals:
        faults_chosen (Faults): the user changed something; this is all of it.
    """

    faults_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_showing = False
        self.delays = [self._spin(f"Delay {way}, milliseconds") for way in ("down", "up")]
        self.jitters = [self._spin(f"Jitter {way}, milliseconds") for way in ("down", "up")]
        self.bandwidths = [
            self._choice(f"Bandwidth {way}", [text for text, _ in _BANDWIDTHS])
            for way in ("down", "up")
        ]
        self.cuts = self._choice("Cut all connections", [text for text, _ in _CUTS])
        self.answers = self._choice("Every request is answered", [text for text, _ in _ANSWERS])
        self.hole = self._switch("Black hole", "Connections stay open, and nothing comes")
        self.refuse = self._switch("Refuse connections", "As where no server runs")
        self.block = self._switch("Block WebSocket", "As behind some company proxies")
        self._lay_out()

    def _lay_out(self) -> None:
        """Narrow, as the lanes stand beside it."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.UNIT, theme.UNIT, 0)
        grid.setHorizontalSpacing(2 * theme.UNIT)
        grid.setVerticalSpacing(theme.UNIT)
        for column, text in ((1, "To the client"), (2, "To the server")):
            grid.addWidget(self._label(text), 0, column)
        pairs: tuple[tuple[str, Sequence[QWidget]], ...] = (
            ("Delay", self.delays),
            ("Jitter", self.jitters),
            ("Bandwidth", self.bandwidths),
            ("Cut", (self.cuts,)),
            ("Answers", (self.answers,)),
        )
        for row, (text, widgets) in enumerate(pairs, 1):
            grid.addWidget(self._label(text), row, 0)
            for column, widget in enumerate(widgets, 1):
                grid.addWidget(widget, row, column, 1, 3 - len(widgets))
        for row, switch in enumerate((self.hole, self.block, self.refuse), len(pairs) + 1):
            grid.addWidget(switch, row, 1, 1, 2)
        grid.setRowStretch(len(pairs) + 4, 1)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName("muted")
        label.setFont(theme.font())
        return label

    def _spin(self, name: str) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setRange(0, LONGEST_MS)
        spin.setSingleStep(10)
        spin.setSuffix(" ms")
        spin.setKeyboardTracking(False)
        spin.setFont(theme.font())
        spin.setAccessibleName(name)
        spin.valueChanged.connect(self._on_changed)
        return spin

    def _choice(self, name: str, texts: Sequence[str]) -> QComboBox:
        box = QComboBox(self)
        box.addItems(texts)
        box.setFont(theme.font())
        box.setAccessibleName(name)
        box.currentIndexChanged.connect(self._on_changed)
        return box

    def _switch(self, text: str, tip: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setToolTip(tip)
        box.setFont(theme.font())
        box.toggled.connect(self._on_changed)
        return box

    def faults(self) -> Faults:
        """What stands in the controls."""
        answer = _ANSWERS[self.answers.currentIndex()][1]
        down, up = (
            Way(delay.value(), jitter.value(), _BANDWIDTHS[bandwidth.currentIndex()][1])
            for delay, jitter, bandwidth in zip(
                self.delays, self.jitters, self.bandwidths, strict=True
            )
        )
        return Faults(
            down=down,
            up=up,
            silent_after_s=SILENT_NOW if self.hole.isChecked() else None,
            cut_every=_CUTS[self.cuts.currentIndex()][1],
            refuses=self.refuse.isChecked(),
            answer=answer,
            retry_after_s=RETRY_AFTER_S if answer else None,
            blocks_websocket=self.block.isChecked(),
        )

    def show_faults(self, faults: Faults) -> None:
        """Show what goes wrong; nobody is told of it."""
        self._is_showing = True
        for number, way in enumerate((faults.down, faults.up)):
            self.delays[number].setValue(round(way.delay_ms))
            self.jitters[number].setValue(round(way.jitter_ms))
            self.bandwidths[number].setCurrentIndex(_place(_BANDWIDTHS, way.bits_per_s))
        self.cuts.setCurrentIndex(_place(_CUTS, faults.cut_every))
        self.answers.setCurrentIndex(_place(_ANSWERS, faults.answer))
        self.hole.setChecked(faults.silent_after_s is not None)
        self.refuse.setChecked(faults.refuses)
        self.block.setChecked(faults.blocks_websocket)
        self._is_showing = False

    def _on_changed(self) -> None:
        if not self._is_showing:
            self.faults_chosen.emit(self.faults())


def _place(choices: Sequence[tuple[str, object]], wanted: object) -> int:
    return [value for _, value in choices].index(wanted)
