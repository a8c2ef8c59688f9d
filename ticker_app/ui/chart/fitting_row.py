"""A row of controls that leaves out the less important ones where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override


class FittingRow(QWidget):
    """Shows the first of several selections of its widgets that fits into its width.

    Args:
        left, right: all widgets, from left to right, with free room between the two.
        spacing_px: between two widgets.
    """

    def __init__(
        self, left: Sequence[QWidget], right: Sequence[QWidget], spacing_px: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._widgets = [*left, *right]
        self._selections: Sequence[Sequence[QWidget]] = [self._widgets]
        self._spacing_px = spacing_px
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing_px)
        for widget in left:
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in right:
            layout.addWidget(widget)

    def offer(self, selections: Sequence[Sequence[QWidget]]) -> None:
        """Show one of these, the first one that fits or else the last."""
        self._selections = selections
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(self._selections[-1]), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        fitting = (one for one in self._selections if self._width_of(one) <= self.width())
        chosen = next(fitting, self._selections[-1])
        for widget in self._widgets:
            if widget.isHidden() is (widget in chosen):
                widget.setVisible(widget in chosen)

    def _width_of(self, widgets: Sequence[QWidget]) -> int:
        gaps = self._spacing_px * max(len(widgets) - 1, 0)
        return sum(widget.sizeHint().width() for widget in widgets) + gaps
