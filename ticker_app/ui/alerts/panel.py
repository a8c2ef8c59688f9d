"""The alerts and their log, side by side as two tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from ticker_app.alert_desk import AlertDesk
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.alerts.alerts_tab import AlertsTab
from ticker_app.ui.alerts.log_tab import LogTab
from ticker_app.ui.palette import Palette

SETTLE_US = 1_000_000
"""What should be kept is told at most this often: a price may play around a level."""


class AlertsPanel(QFrame):
    """Shows what alerts wait for, and what they told how late.

    Signals:
        alerts_changed: something of the alerts, or of where they stand, should be kept.
        alert_asked (Alert or None): the user wants to change this alert, or to make a new one.
        symbol_wanted (str): the user wants to see this symbol.
        failed (str): a sentence: the log could not be written.
    """

    alerts_changed = Signal()
    alert_asked = Signal(object)
    symbol_wanted = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: AlertDesk, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._desk = desk
        self._told_revision = desk.book.revision
        self._told_us = 0
        self.alerts = AlertsTab(desk, self)
        self.log = LogTab(desk, palette, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setFont(theme.font())
        self.tabs.addTab(self.alerts, "&Alerts")
        self.tabs.addTab(self.log, "&Log")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        layout.addWidget(self.tabs)
        self.alerts.alert_asked.connect(self.alert_asked)
        self.log.symbol_wanted.connect(self.symbol_wanted)
        self.log.failed.connect(self.failed)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.log.set_palette(palette)

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed (now: µs, client clock)."""
        if self.isVisible():
            self.alerts.refresh(session)
            self.log.refresh(session)
            self._name_tabs()
        revision = self._desk.book.revision
        if revision != self._told_revision and now_us - self._told_us >= SETTLE_US:
            self._told_revision, self._told_us = revision, now_us
            self.alerts_changed.emit()

    def _name_tabs(self) -> None:
        for index, (name, number) in enumerate(
            (("&Alerts", len(self._desk.book.alerts)), ("&Log", len(self._desk.log)))
        ):
            text = f"{name} ({number})" if number else name
            if self.tabs.tabText(index) != text:
                self.tabs.setTabText(index, text)
