"""Alerts in a window: the panel, the dialog, and the notices, on one desk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ticker_app.alert_desk import AlertDesk
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.session import Session
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

    def __init__(
        self, desk: AlertDesk, session: Session, palette: Palette, window: QWidget
    ) -> None:
        super().__init__(window)
        self.desk = desk
        self._session = session
        self._window = window
        self.panel = AlertsPanel(desk, palette, window)
        self.telling = Telling(window, partial(decimals_of, session))
        desk.fired.append(self.telling.hear)
        self.panel.alert_asked.connect(self.ask)
        self.panel.alerts_changed.connect(self._on_alerts_changed)
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
        dialog.removed.connect(self._on_removed)
        dialog.open()

    def ask_at(self, symbol: str, level: float) -> None:
        """Ask for a new alert at this price."""
        self.ask(self._new(symbol, level))

    def change(self, alert_id: int) -> None:
        """Ask what this alert shall wait for instead."""
        alert = self.desk.book.get(alert_id)
        if alert is not None:
            self.ask(alert)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.panel.set_palette(palette)

    def refresh(self, now_us: int) -> None:
        """Show what may have changed (now: µs, client clock)."""
        self.panel.refresh(self._session, now_us)

    def _new(self, symbol: str, level: float | None) -> Alert:
        if level is None:
            quote = self._session.quotes.get(symbol)
            level = 0.0 if quote is None else quote.tick.price
        return Alert(symbol, Condition.CROSSING, round(level, decimals_of(self._session, symbol)))

    def _on_made(self, alert: Alert) -> None:
        self.desk.put(alert)
        self._on_alerts_changed()

    def _on_removed(self, alert_id: int) -> None:
        self.desk.remove(alert_id)
        self._on_alerts_changed()

    def _on_alerts_changed(self) -> None:
        self.alerts_changed.emit(self.desk.book.kept())
