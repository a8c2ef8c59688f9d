"""Which way the prices take: two ways to push, three ways to pull."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.ui import theme
from ticker_app.ui.wording import ADAPTIVE_POLLING, TRANSPORT_NAMES

_MEANINGS = {
    Transport.WEBSOCKET: "One connection that stays open; the server sends every tick",
    Transport.SSE: "One HTTP answer that never ends; the server sends every tick",
    Transport.POLL: "Asks for the newest price of each symbol once per interval, and after a "
    "break once for every tick since",
    Transport.LONG_POLL: "Asks, and the server answers as soon as there is something new",
}
_ADAPTIVE = "adaptive"
_ADAPTIVE_MEANING = (
    "Asks for the newest prices: at the interval chosen while there is news, more and more "
    "seldom while there is none"
)


class TransportPicker(QComboBox):
    """Offers the ways of one mode at a time.

    Signals:
        transport_chosen (Transport, bool): the user chose another way, and whether its
            interval adapts.
    """

    transport_chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Transport")
        self._shown: LaneChoice | None = None
        self._mode: Mode | None = None
        self.setFont(theme.font())
        self._make_room()
        self.activated.connect(self._on_activated)

    def _make_room(self) -> None:
        """As wide as the longest name of either mode."""
        self.addItems([*TRANSPORT_NAMES.values(), ADAPTIVE_POLLING])
        self.setFixedWidth(self.sizeHint().width())
        self.clear()
        self._mode = None

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._shown is not None:
            self._make_room()
            self.show_choice(self._shown)

    def show_choice(self, choice: LaneChoice) -> None:
        """Show the way in use, without asking for it."""
        self._shown = choice
        if choice.mode is not self._mode:
            self._offer(choice.mode)
        is_adaptive = choice.longest_interval_s is not None
        self.setCurrentIndex(self.findData(_ADAPTIVE if is_adaptive else choice.transport.value))
        self.setToolTip(_ADAPTIVE_MEANING if is_adaptive else _MEANINGS[choice.transport])

    def _offer(self, mode: Mode) -> None:
        self._mode = mode
        self.clear()
        for transport, name in TRANSPORT_NAMES.items():
            if transport.mode is mode:
                self.addItem(name, transport.value)
            if transport is Transport.POLL and mode is Mode.PULL:
                self.addItem(ADAPTIVE_POLLING, _ADAPTIVE)

    def _on_activated(self, index: int) -> None:
        way = self.itemData(index)
        adaptive = way == _ADAPTIVE
        self.transport_chosen.emit(Transport.POLL if adaptive else Transport(way), adaptive)
