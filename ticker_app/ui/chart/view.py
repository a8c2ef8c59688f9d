"""The view that the panes lie on, and what the pointer does there."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from typing_extensions import override


class ChartView(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A view on the panes that tells what the pointer does.

    Signals:
        pressed: a button of the mouse went down.
    """

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Price above, its age below")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        super().mousePressEvent(event)
