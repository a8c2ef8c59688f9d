"""The break-even: in what and along which axis is chosen, and the chart below shows it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ticker_app.compare.argument import Argument
from ticker_app.measures.break_even import Axis, BreakEven, What
from ticker_app.measures.cross_over import break_even_words
from ticker_app.measures.verdict import lane_words
from ticker_app.ui import theme
from ticker_app.ui.chip import chip, chip_sheet
from ticker_app.ui.compare.break_even import SMALL_PT, BreakEvenChart
from ticker_app.ui.palette import Palette

_COSTS = {
    What.BYTES: "Bytes in both directions, headers included",
    What.MESSAGES: "What is sent in one piece: a pushed message is one, a poll is two, the "
    "request and its answer",
    What.CPU: "CPU time of the server, by its own account of what pushing and answering polls "
    "takes; the more connections share a pushed message, the less it takes each of them",
}
_AXES = {
    Axis.INTERVAL: "If it were polled more often or more seldom",
    Axis.RATE: "If there were more ticks or fewer",
}
_UNKNOWN = "The server has not told yet what a message and a poll cost it."
_Option = TypeVar("_Option", bound=Enum)


class BreakEvenPanel(QWidget):
    """Two rows of buttons in one, and the chart. Hidden while nothing can be compared."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.argument = Argument()
        self.what, self.axis = What.BYTES, Axis.INTERVAL
        self.whats = self._group(_COSTS)
        self.axes = self._group(_AXES)
        self.chart = BreakEvenChart(palette, self)
        self._lay_out()
        self.whats.idClicked.connect(self._on_what_chosen)
        self.axes.idClicked.connect(self._on_axis_chosen)
        self.set_palette(palette)
        self.hide()

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.chart.set_palette(palette)
        self.setStyleSheet(chip_sheet(palette, padding="1px 6px"))

    def show_argument(self, argument: Argument) -> None:
        """Show where its lanes cross over."""
        self.argument = argument
        self._show()

    @property
    def buttons(self) -> list[QAbstractButton]:
        """All of them, from left to right."""
        return [*self.whats.buttons(), *self.axes.buttons()]

    def point(self) -> BreakEven | None:
        """What was chosen; None: not known."""
        return self.argument.points.get(self.what, {}).get(self.axis)

    def _show(self) -> None:
        rivals, point = self.argument.rivals, self.point()
        self.setVisible(rivals is not None and bool(self.argument.points))
        if rivals is None:
            return
        self.chart.show_point(self.what, point, _UNKNOWN)
        push, poll = map(lane_words, rivals)
        told = _UNKNOWN if point is None else break_even_words(self.what, point)
        self.chart.setAccessibleName(f"Break-even of {push} and {poll}. {told}")
        self.chart.setToolTip(
            f"<p><b>Break-even</b> of {push} and {poll}: what each would take a second, from "
            "what a message and a poll were measured to take. Dots: now. Dashed: where both take "
            "the same.</p>"
        )

    def _group(self, options: dict[_Option, str]) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, (option, tip) in enumerate(options.items()):
            button = chip(option.value, tip, self, checkable=True, points=SMALL_PT)
            button.setAccessibleName(f"{option.value}: {tip}")
            button.setChecked(number == 0)
            group.addButton(button, number)
        return group

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.UNIT)
        for word, group in (("Break-even in", self.whats), ("by", self.axes)):
            label = QLabel(word, self)
            label.setObjectName("muted")
            label.setFont(theme.font(SMALL_PT))
            row.addWidget(label)
            for button in group.buttons():
                row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.UNIT)
        layout.addLayout(row)
        layout.addWidget(self.chart)

    def _on_what_chosen(self, number: int) -> None:
        self.what = _nth(_COSTS, number)
        self._show()

    def _on_axis_chosen(self, number: int) -> None:
        self.axis = _nth(_AXES, number)
        self._show()


def _nth(options: Iterable[_Option], number: int) -> _Option:
    return list(options)[number]
