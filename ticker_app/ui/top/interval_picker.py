"""How often to poll: a slider in sensible steps and a box for any value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSizePolicy, QSlider, QWidget
from typing_extensions import override

from ticker_app.choice import LONGEST_INTERVAL_S, SHORTEST_INTERVAL_S
from ticker_app.ui import theme
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.wording import NARROW, interval

STEPS_S = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0)
_BUTTONS_PX = 24
"""Beside the number, for the buttons and the frame of the box."""
_MEANING = "Seconds from one poll to the next, 0.1 to 60"


def nearest_step(interval_s: float) -> int:
    """Which of ``STEPS_S`` is closest, by ratio: 0.3 s is closer to 0.2 s than to 0.5 s."""
    ratios = [max(step / interval_s, interval_s / step) for step in STEPS_S]
    return ratios.index(min(ratios))


class SecondsBox(QDoubleSpinBox):
    """Takes 0.1 to 60 s, shows no idle zeros, and leaves the space bar to the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(2)
        self.setRange(SHORTEST_INTERVAL_S, LONGEST_INTERVAL_S)
        self.setSuffix(f"{NARROW}s")
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        # Every digit typed would otherwise start another lane.
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName("Polling interval in seconds")
        self.setToolTip(_MEANING)
        self.setFont(theme.font())
        self._fit()

    def _fit(self) -> None:
        widest = QFontMetrics(self.font()).horizontalAdvance(f"00.00{NARROW}s")
        self.setFixedWidth(widest + theme.px(_BUTTONS_PX))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    @override
    def textFromValue(self, value: float) -> str:
        return interval(value).removesuffix(self.suffix())

    @override
    def event(self, event: QEvent) -> bool:
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if is_space and event.type() is QEvent.Type.ShortcutOverride:
            event.ignore()
            return True
        return super().event(event)


class IntervalPicker(QWidget):
    """Shows the polling interval, asks for another one.

    Signals:
        interval_chosen (float): the user chose another interval, s.
    """

    interval_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, len(STEPS_S) - 1)
        self.slider.setPageStep(1)
        # Dragging passes many steps; only the one where it ends starts another lane.
        self.slider.setTracking(False)
        self.slider.setAccessibleName("Polling interval")
        self.slider.setToolTip(_MEANING)
        self.slider.setMinimumWidth(theme.px(15 * theme.UNIT))
        self.box = SecondsBox(self)
        self.label = FixedLabel(theme.font(), "every")
        self.label.setText("every")
        self.label.setObjectName("muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        for widget in (self.label, self.slider, self.box):
            layout.addWidget(widget)
        self.setFont(theme.font())
        self._fit()
        keeps_its_place = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        keeps_its_place.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keeps_its_place)
        self.slider.valueChanged.connect(self._on_step_chosen)
        self.slider.sliderMoved.connect(self._on_slider_moved)
        self.box.valueChanged.connect(self.interval_chosen)

    def _fit(self) -> None:
        """At least the box, at most all and a longer slider."""
        label_px, slider_px = self.label.width(), self.slider.minimumWidth()
        self._full_width = label_px + slider_px + self.box.width() + 4 * theme.UNIT
        self.setMinimumWidth(self.box.width())
        self.setMaximumWidth(self._full_width + 20 * theme.UNIT)

    def show_interval(self, interval_s: float) -> None:
        """Show the interval in use, without asking for it."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.box):
            self.box.setValue(interval_s)
            self.slider.setValue(nearest_step(interval_s))

    def _on_step_chosen(self, step: int) -> None:
        self.interval_chosen.emit(STEPS_S[step])

    def _on_slider_moved(self, step: int) -> None:
        """While it is dragged, the box says where it stands."""
        with QSignalBlocker(self.box):
            self.box.setValue(STEPS_S[step])

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), self.box.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the box alone does."""
        super().resizeEvent(event)
        roomy = self.width() >= self._full_width
        self.label.setVisible(roomy)
        self.slider.setVisible(roomy)
