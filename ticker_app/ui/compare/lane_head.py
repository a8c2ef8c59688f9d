"""The head of a lane's column: how it is drawn, what it is, its state, pause and remove."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from ticker_app.choice import LaneChoice, lane_name
from ticker_app.compare.lane_reading import LaneReading
from ticker_app.ui import theme
from ticker_app.ui.compare.lane_picker import LanePicker
from ticker_app.ui.compare.lane_style import LaneStyle
from ticker_app.ui.compare.lane_swatch import LaneSwatch
from ticker_app.ui.palette import Palette
from ticker_app.ui.plain_text import plain_label, plain_tip
from ticker_app.ui.wording import age

PAUSE, RESUME, REMOVE = "❚❚", "▶", "✕"
_BUTTON_PX = 6 * theme.UNIT


class LaneHead(QWidget):
    """Shows a lane, asks for another one, for a pause, or for its end.

    Signals:
        choice_made (LaneChoice): the lane shall be another one.
        pause_toggled (bool): it shall pause, or go on.
        removed: it shall go.
    """

    choice_made = Signal(object)
    pause_toggled = Signal(bool)
    removed = Signal()

    def __init__(self, choice: LaneChoice, style: LaneStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = ""
        self.swatch = LaneSwatch(style, self)
        self.picker = LanePicker(choice, self)
        self.state = plain_label(QLabel(self))
        self.state.setObjectName("muted")
        self.state.setFont(theme.font())
        self.state.setMinimumWidth(1)
        self.pause = _button(PAUSE, "Pause this lane: its connections close", self)
        self.pause.setCheckable(True)
        self.remove = _button(REMOVE, "Remove this lane", self)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(theme.UNIT)
        grid.addWidget(self.swatch, 0, 0, 1, 3)
        grid.addWidget(self.picker, 1, 0, 1, 3)
        grid.addWidget(self.state, 2, 0)
        grid.addWidget(self.pause, 2, 1)
        grid.addWidget(self.remove, 2, 2)
        grid.setColumnStretch(0, 1)
        self.picker.choice_made.connect(self.choice_made)
        self.pause.clicked.connect(self.pause_toggled)
        self.remove.clicked.connect(self.removed)

    def set_palette(self, palette: Palette) -> None:
        """Take the colours and sizes."""
        self.swatch.set_palette(palette)
        self._grid.invalidate()
        self.setFixedHeight(self._grid.sizeHint().height())

    def show_lane(self, lane: LaneReading, *, removable: bool) -> None:
        """Show what runs, without asking for it."""
        self.picker.show_choice(lane.choice)
        paused = not lane.is_running
        self.pause.setChecked(paused)
        self.pause.setText(RESUME if paused else PAUSE)
        self.pause.setToolTip(
            "Go on: all lanes are measured anew" if paused else "Pause this lane: it disconnects"
        )
        name = lane_name(lane.choice)
        self.pause.setAccessibleName(f"{'Go on' if paused else 'Pause'}: {name}")
        self.remove.setAccessibleName(f"Remove {name}")
        self.remove.setEnabled(removable)
        self.state.setToolTip(plain_tip(_detail(lane)))
        self._state = lane.state
        self._elide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.state.font())
        width = max(self.state.width(), 1)
        self.state.setText(metrics.elidedText(self._state, Qt.TextElideMode.ElideRight, width))
        self.state.setAccessibleName(self._state)


def _detail(lane: LaneReading) -> str:
    """What the state means for the figures below."""
    if lane.is_running:
        waits = "" if lane.is_compared else "All lanes are measured anew once this one has heard."
        return lane.detail or waits
    if lane.seconds is None:
        return ""
    return (
        f"Measured for {age(lane.seconds * 1e6)} until the pause. That is not the time of the "
        "others, so it is not compared with them."
    )


def _button(text: str, tip: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName("flat")
    button.setFont(theme.font(8.0))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setFixedSize(theme.px(_BUTTON_PX), theme.px(5 * theme.UNIT))
    # Space is the key of push and pull everywhere; a focused button would take it.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
