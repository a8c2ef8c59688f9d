"""How the prices come: the switch, the way, the pace. Together they make one choice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.ui import theme
from ticker_app.ui.figures.lane_memory import LaneMemory
from ticker_app.ui.top.interval_picker import IntervalPicker
from ticker_app.ui.top.mode_switch import ModeSwitch
from ticker_app.ui.top.transport_picker import TransportPicker


class LaneControls(QWidget):
    """Shows the choice of a session, asks for another one.

    Signals:
        choice_made (LaneChoice): the user wants prices to come another way.
    """

    choice_made = Signal(object)

    def __init__(self, choice: LaneChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = LaneMemory()
        self._shown: LaneChoice | None = None
        self.switch = ModeSwitch(self)
        self.transport = TransportPicker(self)
        self.interval = IntervalPicker(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        for widget in (self.switch, self.transport, self.interval):
            layout.addWidget(widget)
        self.show_choice(choice)
        self.switch.mode_chosen.connect(self._on_mode_chosen)
        self.transport.transport_chosen.connect(self._on_transport_chosen)
        self.interval.interval_chosen.connect(self._on_interval_chosen)

    def show_choice(self, choice: LaneChoice) -> None:
        """Show what runs, without asking for it."""
        if choice == self._shown:
            return
        self._shown = choice
        self._memory.remember(choice)
        self.switch.show_mode(choice.mode)
        self.transport.show_choice(choice)
        self.interval.show_interval(choice.interval_s)
        self.interval.setVisible(choice.transport is Transport.POLL)

    def _on_mode_chosen(self, mode: Mode) -> None:
        self._ask(self._memory.with_mode(mode))

    def _on_transport_chosen(self, transport: Transport, adaptive: bool) -> None:
        self._ask(self._memory.with_transport(transport, adaptive=adaptive))

    def _on_interval_chosen(self, interval_s: float) -> None:
        self._ask(self._memory.with_interval(interval_s))

    def _ask(self, choice: LaneChoice) -> None:
        """A switch shows at once, whatever the session makes of it."""
        if choice != self._shown:
            self.show_choice(choice)
            self.choice_made.emit(choice)
