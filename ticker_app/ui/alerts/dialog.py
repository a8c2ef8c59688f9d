"""Making an alert, or changing one, by keyboard alone if one likes."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ticker_app.alerts.alert import (
    LONGEST_NOTE,
    LONGEST_WINDOW_S,
    MOST_PERCENT,
    Alert,
    Condition,
)
from ticker_app.session import Session
from ticker_app.ui import theme, wording
from ticker_app.ui.alerts.alerts_model import decimals_of
from ticker_app.ui.plain_text import plain_label
from ticker_app.ui.wording import NARROW

CONDITIONS = {
    Condition.CROSSING: "crosses a price, either way",
    Condition.ABOVE: "is at a price or above",
    Condition.BELOW: "is at a price or below",
    Condition.MOVES: "moves by percent in a time, either way",
    Condition.RISES: "rises by percent in a time",
    Condition.FALLS: "falls by percent in a time",
}
_LARGEST_PRICE = 1e9
_USUAL_PERCENT = 0.5
_USUAL_WINDOW_S = 60


class AlertDialog(QDialog):
    """Asks what an alert shall wait for. It waits for no answer: others go on meanwhile.

    Signals:
        made (Alert): the user wants this one; its id is that of the alert that was changed.
        removed (int): the user wants that one no more.
    """

    made = Signal(object)
    removed = Signal(int)

    def __init__(self, session: Session, alert: Alert, parent: QWidget | None = None) -> None:
        """
        Args:
            session: where symbols and prices come from.
            alert: what is in the fields at first; id 0: a new one.
        """
        super().__init__(parent)
        self._session = session
        self._alert = alert
        self.setWindowTitle("Change alert" if alert.id else "New alert")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFont(theme.font())
        self.symbol = QComboBox(self)
        self.condition = QComboBox(self)
        self.level = _number(QDoubleSpinBox(self), "Price")
        self.percent = _number(QDoubleSpinBox(self), "Percent")
        self.window_s = _number(QSpinBox(self), "Seconds")
        self.note = QLineEdit(alert.note, self)
        self.sound = QCheckBox("with a &beep", self)
        self.repeats = QCheckBox("&again at the next crossing", self)
        self.hint = plain_label(QLabel(self))
        self._form = QFormLayout()
        self._set_up()
        self._lay_out()
        self._show_condition()
        self._show_symbol()
        self._connect()
        self._begin()

    def alert(self) -> Alert:
        """What is in the fields."""
        condition = Condition(self.condition.currentData())
        numbers: dict[str, Any] = {"level": None, "percent": None, "window_s": None}
        if condition.has_level:
            numbers["level"] = self.level.value()
        else:
            numbers.update(percent=self.percent.value(), window_s=float(self.window_s.value()))
        return replace(
            self._alert,
            symbol=self.symbol.currentData(),
            condition=condition,
            note=self.note.text().strip(),
            sound=self.sound.isChecked(),
            repeats=self.repeats.isChecked(),
            enabled=True,
            **numbers,
        )

    def _set_up(self) -> None:
        alert = self._alert
        for symbol in dict.fromkeys([*self._session.symbols, alert.symbol]):
            self.symbol.addItem(symbol, symbol)
        self.symbol.setCurrentIndex(self.symbol.findData(alert.symbol))
        for condition, text in CONDITIONS.items():
            self.condition.addItem(text, condition.value)
        self.condition.setCurrentIndex(self.condition.findData(alert.condition.value))
        self.level.setRange(-_LARGEST_PRICE, _LARGEST_PRICE)
        self.percent.setDecimals(2)
        self.percent.setRange(0.01, MOST_PERCENT)
        self.percent.setSingleStep(0.1)
        self.percent.setSuffix(f"{NARROW}%")
        self.percent.setValue(alert.percent or _USUAL_PERCENT)
        self.window_s.setRange(1, int(LONGEST_WINDOW_S))
        self.window_s.setSuffix(f"{NARROW}s")
        self.window_s.setValue(round(alert.window_s or _USUAL_WINDOW_S))
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setPlaceholderText("what to do then")
        self.sound.setChecked(alert.sound)
        self.repeats.setChecked(alert.repeats)

    def _lay_out(self) -> None:
        form = self._form
        form.setSpacing(2 * theme.UNIT)
        form.addRow("&Symbol", self.symbol)
        form.addRow("&When its price", self.condition)
        form.addRow("&Price", self.level)
        form.addRow("P&ercent", self.percent)
        form.addRow("W&ithin", self.window_s)
        form.addRow("&Note", self.note)
        form.addRow("Tell me", self.sound)
        form.addRow("", self.repeats)
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        # Two lines are kept free, so that another price moves nothing.
        self.hint.setFixedHeight(2 * self.hint.fontMetrics().lineSpacing())
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons = QDialogButtonBox(self)
        self.save = self.buttons.addButton(
            "Save" if self._alert.id else "Add alert", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[5 * theme.UNIT] * 4)
        layout.setSpacing(3 * theme.UNIT)
        layout.addLayout(form)
        layout.addWidget(self.hint)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.symbol.currentIndexChanged.connect(self._on_symbol_changed)
        self.condition.currentIndexChanged.connect(self._on_condition_changed)
        self.level.valueChanged.connect(self._on_level_changed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        if self._alert.id:
            delete = self.buttons.addButton("Delete", QDialogButtonBox.ButtonRole.DestructiveRole)
            delete.clicked.connect(self._on_delete)

    def _begin(self) -> None:
        """One has only to type the price."""
        if self._alert.level is not None:
            self.level.setValue(self._alert.level)
        has_level = self._alert.condition.has_level
        first: QAbstractSpinBox = self.level if has_level else self.percent
        first.setFocus()
        first.selectAll()
        self.save.setDefault(True)
        self._show_hint()

    def _show_symbol(self) -> None:
        symbol = self.symbol.currentData()
        decimals = decimals_of(self._session, symbol)
        self.level.setDecimals(decimals)
        self.level.setSingleStep(10.0**-decimals)
        last = self._last()
        if last is not None:
            self.level.setValue(last)

    def _show_condition(self) -> None:
        has_level = Condition(self.condition.currentData()).has_level
        self._form.setRowVisible(self.level, has_level)
        for field in (self.percent, self.window_s):
            self._form.setRowVisible(field, not has_level)
        self.adjustSize()

    def _show_hint(self) -> None:
        self.hint.setText(self._hint())

    def _hint(self) -> str:
        symbol, last = self.symbol.currentData(), self._last()
        if last is None:
            return f"There is no price of {symbol} yet."
        now = f"{symbol} is at {wording.price(last, self.level.decimals())} now"
        condition, level = Condition(self.condition.currentData()), self.level.value()
        if condition is Condition.ABOVE and last >= level:
            return f"{now}: there already. Fires once it was below and comes back."
        if condition is Condition.BELOW and last <= level:
            return f"{now}: there already. Fires once it was above and comes back."
        if condition is Condition.CROSSING and last == level:
            return f"{now}: right there. Fires once it was away and comes back."
        return f"{now}."

    def _last(self) -> float | None:
        quote = self._session.quotes.get(self.symbol.currentData())
        return None if quote is None else quote.tick.price

    def _on_symbol_changed(self, _index: int) -> None:
        self._show_symbol()
        self._show_hint()

    def _on_condition_changed(self, _index: int) -> None:
        self._show_condition()
        self._show_hint()

    def _on_level_changed(self, _level: float) -> None:
        self._show_hint()

    def _on_accepted(self) -> None:
        self.made.emit(self.alert())
        self.accept()

    def _on_delete(self) -> None:
        self.removed.emit(self._alert.id)
        self.reject()


def _number(box: Any, name: str) -> Any:
    """A box for numbers as the rest of the window writes them."""
    box.setLocale(QLocale.c())
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setAccessibleName(name)
    return box
