"""The list of alerts, and the buttons that make, change and delete them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ticker_app.alert_desk import AlertDesk
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.alerts.alerts_model import AlertsModel
from ticker_app.ui.alerts.table import AlertTable


class AlertsTab(QWidget):
    """Shows the alerts of a desk.

    Signals:
        alert_asked (Alert or None): the user wants to change this one, or to make a new one.
    """

    alert_asked = Signal(object)

    def __init__(self, desk: AlertDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = AlertsModel(self)
        self.table = AlertTable(self.model, "Alerts", self)
        self.empty = QLabel(
            "No alerts yet. Press A, or click the chart with the right button.", self
        )
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.new = QPushButton("New alert…", self)
        self.change = QPushButton("Change…", self)
        self.delete = QPushButton("Delete", self)
        self._lay_out()
        self._connect()
        self._allow()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.new, self.change, self.delete):
            button.setFont(theme.font())
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.model.switched.connect(self._on_switched)
        self.model.modelReset.connect(self._allow)
        self.table.opened.connect(self._on_opened)
        self.table.deleted.connect(self._on_deleted)
        self.table.selectionModel().currentRowChanged.connect(self._allow)
        self.new.clicked.connect(lambda: self.alert_asked.emit(None))
        self.change.clicked.connect(lambda: self._on_opened(self.table.currentIndex().row()))
        self.delete.clicked.connect(lambda: self._on_deleted(self.table.currentIndex().row()))

    def refresh(self, session: Session) -> None:
        """Read what may have changed; the chosen alert stays chosen."""
        row = self.table.currentIndex().row()
        chosen = self.model.rows[row].alert.id if row >= 0 else 0
        self.model.refresh(self._desk, session)
        again = self.model.number_of(chosen)
        if again is None and row >= 0 and self.model.rows:
            again = min(row, len(self.model.rows) - 1)
        if again is not None and again != self.table.currentIndex().row():
            self.table.selectionModel().setCurrentIndex(
                self.model.index(again, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
        self.empty.setVisible(not self.model.rows)
        self.table.fit()

    def _allow(self) -> None:
        is_chosen = self.table.currentIndex().isValid()
        self.change.setEnabled(is_chosen)
        self.delete.setEnabled(is_chosen)

    def _on_switched(self, alert_id: int, on: bool) -> None:
        self._desk.enable(alert_id, on=on)
        self._refresh()

    def _on_opened(self, row: int) -> None:
        self.alert_asked.emit(self.model.rows[row].alert)

    def _on_deleted(self, row: int) -> None:
        self._desk.remove(self.model.rows[row].alert.id)
        self._refresh()

    def _refresh(self) -> None:
        self.refresh(self._desk.session)
