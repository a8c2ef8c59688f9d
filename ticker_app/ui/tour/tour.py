"""A tour of the window in a few steps: bubbles that point at its parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.ui import theme
from ticker_app.ui.palette import Palette
from ticker_app.ui.tour.bubble import Bubble
from ticker_app.ui.tour.place import place
from ticker_app.ui.tour.step import Step

_DIMMED = 150
_EDGE_PX = 4


class Tour(QWidget):
    """Lies over a window, dims all but one part, and says a few words about that.

    The window goes on below, and so do its keys and the mouse: nobody has to see a tour to its
    end before switching to polling.

    Signals:
        ended: it was seen to its end, or skipped.
    """

    ended = Signal()

    def __init__(self, steps: Sequence[Step], palette: Palette, window: QWidget) -> None:
        super().__init__(window)
        self._steps = steps
        self._palette = palette
        self._focused: QWidget | None = window.focusWidget()
        self.number = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.bubble = Bubble(window)
        self.bubble.moved.connect(self.move_by)
        self.bubble.skipped.connect(self.end)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.bubble.show()
        self.bubble.raise_()
        self._show_step()

    @property
    def step(self) -> Step:
        """What is shown now."""
        return self._steps[self.number]

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.update()

    def move_by(self, steps: int) -> None:
        """Go on or back; beyond the last step is the end."""
        self.number = max(self.number + steps, 0)
        if self.number >= len(self._steps):
            self.end()
        else:
            self._show_step()

    def end(self) -> None:
        """Give the window back."""
        self.window().removeEventFilter(self)
        focused: QWidget | None = self.window().focusWidget()
        has_keys = focused is not None and self.bubble.isAncestorOf(focused)
        if has_keys and self._focused is not None:
            self._focused.setFocus()
        self.bubble.hide()
        self.bubble.deleteLater()
        self.hide()
        self.deleteLater()
        self.ended.emit()

    def target(self) -> QRect | None:
        """Where the part lies that this step is about; None: it is hidden."""
        part = self.step.target()
        if not part.isVisible() or part.window() is not self.window():
            return None
        return QRect(part.mapTo(self.window(), part.rect().topLeft()), part.size())

    def _show_step(self) -> None:
        step = self.step
        self.bubble.show_step(step, self.number + 1, len(self._steps))
        self._place()
        said = QAccessibleAnnouncementEvent(self, f"{step.title}. {step.text}")
        QAccessible.updateAccessibility(said)

    def _place(self) -> None:
        edge = 3 * theme.UNIT
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        self.bubble.move(place(self.bubble.size(), self.target(), room))
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self.window().rect())
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dimmed, edge = QPainterPath(), QPainterPath()
        dimmed.addRect(QRectF(self.rect()))
        target = self.target()
        if target is not None:
            around = QRectF(target).adjusted(-_EDGE_PX, -_EDGE_PX, _EDGE_PX, _EDGE_PX)
            edge.addRoundedRect(around, theme.RADIUS, theme.RADIUS)
        shade = QColor(self._palette.background)
        shade.setAlpha(_DIMMED)
        painter.fillPath(dimmed.subtracted(edge), shade)
        painter.setPen(QPen(QColor(self._palette.accent), 2))
        painter.drawPath(edge)
