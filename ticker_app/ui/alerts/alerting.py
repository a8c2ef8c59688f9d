"""Alerts in a window: the panel, the dialog, and the notices, on one desk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.firing import Firing
from ticker_app.ui.alerts.alerts_model import decimals_of
from ticker_app.ui.alerts.dialog import AlertDialog
from ticker_app.ui.alerts.panel import AlertsPanel
from ticker_app.ui.alerts.telling import Telling
from ticker_app.ui.palette import Palette


class Alerting(QObject):
    """What a window has to place, to refresh and to ask.

    panel: the list and the log.

    Signals:
        alerts_changed (AlertSettings): to be kept for the next start.
        symbol_wanted (str): the user wants to see this symbol.
        failed (str): a sentence for the user.
    """

    alerts_changed = Signal(object)
    symbol_wanted = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: AlertDesk, palette: Palette, window: QWidget) -> None:
        super().__init__(window)
        self.desk = desk
        self._session = session = desk.session
        self._window = window
        self.panel = AlertsPanel(desk, palette, window)
        self.telling = Telling(window, partial(decimals_of, session))
        desk.fired.append(self._on_fired)
        self.panel.alert_asked.connect(self.ask)
        self.panel.alerts_changed.connect(self.keep)
        self.panel.failed.connect(self.failed)
        for part in (self.panel, self.telling):
            part.symbol_wanted.connect(self.symbol_wanted)

    def ask(self, alert: Alert | None = None) -> None:
        """Ask what an alert shall wait for; None: a new one of the selected symbol."""
        if alert is None:
            if self._session.selected is None:
                return
            alert = self._new(self._session.selected, None)
        dialog = AlertDialog(self._session, alert, self._window)
        dialog.made.connect(self._on_made)
        dialog.removed.connect(self.remove)
        dialog.open()

    def ask_at(self, symbol: str, level: float) -> None:
        """Ask for a new alert at this price."""
        self.ask(self._new(symbol, level))

    def change(self, alert_id: int) -> None:
        """Ask what this alert shall wait for instead."""
        alert = self.desk.book.get(alert_id)
        if alert is not None:
            self.ask(alert)

    def move(self, alert_id: int, level: float) -> None:
        """Let this alert wait for another price."""
        self.desk.move(alert_id, level)
        self.keep()

    def remove(self, alert_id: int) -> None:
        """Forget this alert."""
        self.desk.remove(alert_id)
        self.keep()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.panel.set_palette(palette)

    def refresh(self) -> None:
        """Show what may have changed, also while the rest of the window stands still."""
        self.panel.refresh(self._session, self._session.clock())

    def keep(self) -> None:
        """Tell what is to be kept."""
        self.alerts_changed.emit(self.desk.book.kept())

    def _new(self, symbol: str, level: float | None) -> Alert:
        if level is None:
            quote = self._session.quotes.get(symbol)
            level = 0.0 if quote is None else quote.tick.price
        return Alert(symbol, Condition.CROSSING, round(level, decimals_of(self._session, symbol)))

    def _on_fired(self, firing: Firing) -> None:
        self.telling.hear(firing)
        # At once, whether or not anyone looks: or it would fire anew after a crash.
        self.keep()

    def _on_made(self, alert: Alert) -> None:
        self.desk.put(alert)
        self.keep()
