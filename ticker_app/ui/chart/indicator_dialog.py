"""Asks what an indicator shall be set to."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QWidget,
)

from ticker_app.indicators import IndicatorSpec
from ticker_app.indicators.specs import Parameter, SpecError
from ticker_app.ui import theme


class IndicatorDialog(QDialog):
    """One field for each parameter; what cannot be is said, and cannot be confirmed.

    It stops nothing: the chart goes on behind it.

    Signals:
        chosen (IndicatorSpec): the user confirmed this.
    """

    chosen = Signal(object)

    def __init__(self, spec: IndicatorSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self.setWindowTitle(spec.title)
        self.setFont(theme.font())
        self.inputs = {parameter.name: self._input(parameter) for parameter in spec.parameters}
        self.problem = QLabel(self)
        self.problem.setObjectName("muted")
        self.problem.setWordWrap(True)
        explained = QLabel(spec.explained, self)
        explained.setWordWrap(True)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self.buttons = QDialogButtonBox(ok | cancel, self)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        layout = QFormLayout(self)
        layout.addRow(explained)
        for parameter in spec.parameters:
            layout.addRow(f"&{parameter.title}", self.inputs[parameter.name])
        layout.addRow(self.problem)
        layout.addRow(self.buttons)
        self._check()

    @property
    def spec(self) -> IndicatorSpec:
        """What the fields say.

        Raises:
            SpecError: the numbers do not go together.
        """
        values = {one.name: self._value(one) for one in self._spec.parameters}
        made: IndicatorSpec = replace(self._spec, **values)
        return made

    def _value(self, parameter: Parameter) -> float:
        value = self.inputs[parameter.name].value()
        return value if parameter.decimals else round(value)

    def _input(self, parameter: Parameter) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setDecimals(parameter.decimals)
        box.setSingleStep(10.0**-parameter.decimals)
        box.setRange(parameter.least, parameter.most)
        box.setValue(getattr(self._spec, parameter.name))
        box.setAccessibleName(parameter.title)
        box.valueChanged.connect(self._check)
        return box

    def _check(self) -> None:
        problem = ""
        try:
            _ = self.spec
        except SpecError as error:
            problem = str(error)
        self.problem.setText(problem)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def _on_accepted(self) -> None:
        self.chosen.emit(self.spec)
        self.accept()
