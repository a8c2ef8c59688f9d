"""Which way the prices take: two ways to push, two ways to pull."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ticker_app.choice import Mode, Transport
from ticker_app.ui import theme
from ticker_app.ui.wording import TRANSPORT_NAMES

_MEANINGS = {
    Transport.WEBSOCKET: "One connection that stays open; the server sends every tick",
    Transport.SSE: "One HTTP answer that never ends; the server sends every tick",
    Transport.POLL: "Asks for the newest price of each symbol once per interval",
    Transport.LONG_POLL: "Asks, and the server answers as soon as there is something new",
}


class TransportPicker(QComboBox):
    """Offers the ways of one mode at a time.

    Signals:
        transport_chosen (Transport): the user chose another way.
    """

    transport_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Transport")
        self.setFont(theme.font())
        self._mode: Mode | None = None
        self._make_room()
        self.activated.connect(self._on_activated)

    def _make_room(self) -> None:
        """As wide as the longest name of either mode."""
        self.addItems(list(TRANSPORT_NAMES.values()))
        self.setFixedWidth(self.sizeHint().width())
        self.clear()

    def show_transport(self, transport: Transport) -> None:
        """Show the way in use, without asking for it."""
        if transport.mode is not self._mode:
            self._offer(transport.mode)
        self.setCurrentIndex(self.findData(transport.value))
        self.setToolTip(_MEANINGS[transport])

    def _offer(self, mode: Mode) -> None:
        self._mode = mode
        self.clear()
        for transport, name in TRANSPORT_NAMES.items():
            if transport.mode is mode:
                self.addItem(name, transport.value)

    def _on_activated(self, index: int) -> None:
        self.transport_chosen.emit(Transport(self.itemData(index)))
