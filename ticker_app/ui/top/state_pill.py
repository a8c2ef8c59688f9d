"""How far the prices can be trusted: a dot and words, in the colour of the state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ticker_app.health import Health, State
from ticker_app.ui import theme
from ticker_app.ui.palette import Palette
from ticker_app.ui.plain_text import plain_tip

_HEIGHT = 38
_DOT_RADIUS = 4.5
_DOT_CENTRE_X = 18
_TEXT_LEFT = 30
_WORDS = ("Reconnecting in 30 s", "Polling every 0.25 s", "Server back in about 8 s")
_MEANING = (
    "How far the prices can be trusted: a full dot while they come, a ring while they do not. "
    "The tooltip says more."
)
_WAITING = {State.CONNECTING, State.RECONNECTING, State.OFFLINE}


def state_colour(state: State, palette: Palette) -> str:
    """Good, polled as usual, not known yet, or in trouble."""
    usual = {
        State.LIVE: palette.good,
        State.POLLING: palette.polled,
        State.CONNECTING: palette.muted,
    }
    return usual.get(state, palette.trouble)


class StatePill(QWidget):
    """Shows the health of the running lane.

    Signals:
        state_changed (str): to another state, in words; a countdown is none.
    """

    state_changed = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.health = Health(State.CONNECTING, State.CONNECTING.value)
        self.setFont(theme.font(bold=True))
        self._fit()
        self.setWhatsThis(_MEANING)
        self.setAccessibleName(self.health.text)

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        words_px = max(map(metrics.horizontalAdvance, _WORDS))
        width = words_px + theme.px(_TEXT_LEFT) + 4 * theme.UNIT
        self.setFixedSize(width, theme.px(_HEIGHT))

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.update()

    def show_health(self, health: Health) -> None:
        """Show a state; the same again changes nothing."""
        if health == self.health:
            return
        before, self.health = self.health, health
        self.setToolTip(plain_tip(health.detail or health.text))
        self.setAccessibleName(health.text)
        self.setAccessibleDescription(health.detail)
        if health.state is not before.state:
            self.state_changed.emit(health.text)
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._palette.line))
        painter.setBrush(QColor(self._palette.raised))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        colour = QColor(state_colour(self.health.state, self._palette))
        # A ring while nothing comes, a full dot while something does: not colour alone.
        painter.setBrush(Qt.BrushStyle.NoBrush if self.health.state in _WAITING else colour)
        painter.setPen(QPen(colour, 2))
        radius = _DOT_RADIUS * theme.scale()
        painter.drawEllipse(QPointF(theme.px(_DOT_CENTRE_X), frame.center().y()), radius, radius)
        room = self.rect().adjusted(theme.px(_TEXT_LEFT), 0, -3 * theme.UNIT, 0)
        words = painter.fontMetrics().elidedText(
            self.health.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
