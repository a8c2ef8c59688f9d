"""Which lane: one of the usual ones, or any that is typed, as on the command line."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from ticker_app.choice import ChoiceError, LaneChoice, lane_name, parse_lane
from ticker_app.ui import theme

USUAL = ("websocket", "sse", "long-poll", "poll:0.5", "poll:1", "poll:5", "poll:0.5-5")
_MEANING = (
    "<p>How this lane hears the prices: websocket, sse, long-poll, poll:SECONDS, or "
    "poll:SHORTEST-LONGEST, which polls less often while nothing happens. Type any other "
    "interval.</p>"
)


class LanePicker(QComboBox):
    """Offers the usual lanes and takes any other; what is no lane changes nothing.

    Signals:
        choice_made (LaneChoice): the user wants another lane.
    """

    choice_made = Signal(object)

    def __init__(self, choice: LaneChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = choice
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFont(theme.font())
        self.setAccessibleName("Lane")
        self.setToolTip(_MEANING)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItems(USUAL)
        self.setCurrentText(lane_name(choice))
        self.activated.connect(self._take)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._take)

    def show_choice(self, choice: LaneChoice) -> None:
        """Show the lane that runs, unless someone is typing another one."""
        if choice != self._shown:
            self._shown = choice
            self.setCurrentText(lane_name(choice))

    def _take(self) -> None:
        try:
            choice = parse_lane(self.currentText().strip())
        except ChoiceError as error:
            self.setToolTip(f"<p>{escape(str(error))}</p>")
            self.setCurrentText(lane_name(self._shown))
            return
        self.setToolTip(_MEANING)
        self.setCurrentText(lane_name(choice))
        if choice != self._shown:
            self._shown = choice
            self.choice_made.emit(choice)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc give the keys back to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.setCurrentText(lane_name(self._shown))
        else:
            super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.clearFocus()
