"""The bottom of the window: the server, the clocks, how busy the window is, the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ticker_app.measures.clock_offset import ClockReading
from ticker_app.session import Session
from ticker_app.ui import theme, wording
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.loop_lag import LoopLag

_GAP = "   "
_CLOCK_MEANING = (
    "<p>How far the server's clock is from ours, and within what that is certain: half the "
    "round trip of the best of the last exchanges (RFC 5905).</p>"
)
_SERVER_MEANING = "The feed server that this window reads"
_REFERENCE_MEANING = (
    "<p>A second, slow reading of what the server published. It draws the dotted line and the "
    "filled part of the chart. It is counted apart, never among the figures on the right. "
    "R switches it.</p>"
)


class KeyHints(QLabel):
    """As many keys as there is room for; the last one shows them all, so it is always there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: Sequence[str] = ()
        self.setObjectName("muted")
        self.setFont(theme.font())
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_hints(self, hints: Sequence[str]) -> None:
        """Show these, as far as they fit."""
        self._hints = hints
        self._fit()

    def _fit(self) -> None:
        width = self.fontMetrics().horizontalAdvance
        fitting = list(self._hints)
        while len(fitting) > 1 and width(_GAP.join(fitting)) > self.width():
            del fitting[-2]
        self.setText(_GAP.join(fitting))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class StatusBar(QWidget):
    """Shows what is quietly useful, asks for the reference reading.

    Signals:
        reference_toggled (bool): the user wants it on or off.
    """

    reference_toggled = Signal(bool)

    def __init__(self, lag: LoopLag, *, bundled: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lag = lag
        self._whose = " · bundled server" if bundled else ""
        self.server = self._label("")
        self.clock = self._label(clock_words(ClockReading(-100_000, 10_000)))
        self.clock.setToolTip(_CLOCK_MEANING)
        self.clock.setWhatsThis(_CLOCK_MEANING)
        self.server.setToolTip(_SERVER_MEANING)
        self.server.setWhatsThis(_SERVER_MEANING)
        self.busy = self._label(f"window busy 100{wording.NARROW}ms")
        self.reference = QPushButton(_reference_words(on=False), self)
        self.reference.setObjectName("flat")
        self.reference.setFont(theme.font())
        self.reference.setToolTip(_REFERENCE_MEANING)
        self.reference.setWhatsThis(_REFERENCE_MEANING)
        self.reference.setCheckable(True)
        self.setFont(theme.font())
        self._fit()
        self.keys = KeyHints(self)
        self._lay_out()
        self.reference.clicked.connect(self.reference_toggled)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """The longer of its two texts fits into the button."""
        shown = self.reference.text()
        self.reference.setText(_reference_words(on=False))
        self.reference.setFixedSize(self.reference.sizeHint())
        self.reference.setText(shown)

    def _label(self, sample: str) -> FixedLabel:
        label = FixedLabel(theme.font(), sample, self)
        label.setObjectName("muted")
        return label

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 * theme.UNIT)
        for widget in (self.server, self.clock, self.busy, self.reference):
            layout.addWidget(widget)
        layout.addWidget(self.keys, 1)

    def refresh(self, session: Session) -> None:
        """Read what may have changed."""
        address = session.server_url.partition("://")[2]
        self.server.show_text(f"{address}{self._whose}")
        self.clock.show_text(clock_words(session.clock_reading()))
        self.reference.setChecked(session.reference_on)
        self.reference.setText(_reference_words(on=session.reference_on))

    def refresh_busy(self) -> None:
        """How busy the window was over the last seconds."""
        lag = self._lag
        self.busy.show_text(f"window busy {wording.duration(lag.busy_us)}")
        self.busy.setToolTip(
            "<p>How long a price may wait for its stamp while this window is busy, 95 of 100 "
            f"times: a timer fires up to {wording.duration(lag.lag_us)} late, a frame takes up "
            f"to {wording.duration(lag.frame_us)}.</p>"
        )
        self.busy.setWhatsThis(self.busy.toolTip())


def _reference_words(*, on: bool) -> str:
    return f"reference reading: {'on' if on else 'off'}"


def clock_words(reading: ClockReading | None) -> str:
    """``clock +12 µs ± 85 µs``"""
    if reading is None:
        return f"clock {wording.NOTHING}"
    offset, bound = wording.offset(reading.offset_us), wording.duration(reading.bound_us)
    return f"clock {offset} ± {bound}"
