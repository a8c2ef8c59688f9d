"""The marks where the user switched, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsItem

from ticker_app.choice import LaneChoice, Switch, Transport
from ticker_app.ui.chart.items import Mark, Words
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import polling

MOST = 30
"""Marks in view; beyond it the picture would be all marks."""
_ROWS = 3
_GAP = 8.0

_SWITCHED_TO = {
    Transport.WEBSOCKET: "WebSocket",
    Transport.SSE: "Server-Sent Events",
    Transport.LONG_POLL: "long polling",
}


def switch_words(choice: LaneChoice) -> str:
    """``switched to WebSocket``, ``switched to polling every 1 s``."""
    to = _SWITCHED_TO.get(choice.transport) or f"polling {polling(choice)}"
    return f"switched to {to}"


def place_words(
    marks: Sequence[float], widths: Sequence[float], right: float
) -> list[tuple[float, int] | None]:
    """Where words stand beside their marks without covering each other.

    Args:
        marks: px from the left, increasing.
        widths: of the words, px.
        right: where the pane ends, px.

    Returns:
        The left end and the row of each, or None if there is no room. Words stand right of
        their mark, or left of it where they would leave the pane; the newest come first.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_ROWS)]
    placed: list[tuple[float, int] | None] = [None] * len(marks)
    for index in reversed(range(len(marks))):
        mark, width = marks[index], widths[index]
        left = mark + _GAP if mark + _GAP + width <= right else mark - _GAP - width
        for row, others in enumerate(taken):
            if left >= 0 and all(
                left + width + _GAP <= begin or left >= end for begin, end in others
            ):
                others.append((left, left + width + _GAP))
                placed[index] = left, row
                break
    return placed


class SwitchMarks:
    """Broken verticals across all panes and words in the first one; items are used again."""

    def __init__(self, first: QGraphicsItem, font: QFont, palette: Palette) -> None:
        self._first = first
        self._font = font
        self._palette = palette
        self._lines: dict[QGraphicsItem, list[Mark]] = {}
        self._words: list[Words] = []

    @property
    def texts(self) -> list[str]:
        """The words on the screen, from left to right."""
        return [words.text for words in self._words if words.isVisible()]

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._palette = palette
        for lines in self._lines.values():
            for line in lines:
                line.set_colour(palette.muted)
        for words in self._words:
            words.set_palette(palette)

    def show(
        self,
        marks: Sequence[tuple[float, Switch]],
        width: float,
        panes: Sequence[tuple[QGraphicsItem, float]],
        top: float = 0.0,
    ) -> None:
        """Mark switches.

        Args:
            marks: at their pixels, oldest first.
            width: of the panes, px.
            panes: those in view, the first one first, and how high each is, px.
            top: words stand below this, px.
        """
        xs = [x for x, _ in marks]
        for pane, height in panes:
            self._show_lines(pane, xs, height)
        while len(self._words) < len(marks):
            self._words.append(Words(self._font, self._first))
            self._words[-1].set_palette(self._palette)
        for words, (_, switch) in zip(self._words, marks, strict=False):
            words.say(switch_words(switch.choice))
        widths = [words.rect().width() for words in self._words[: len(marks)]]
        places = [*place_words(xs, widths, width), *[None] * len(self._words)]
        for words, place in zip(self._words, places, strict=False):
            words.setVisible(place is not None)
            if place is not None:
                row_px = place[1] * (words.rect().height() + 2)
                words.setPos(place[0], top + _GAP / 2 + row_px)

    def _show_lines(self, pane: QGraphicsItem, xs: Sequence[float], height: float) -> None:
        lines = self._lines.setdefault(pane, [])
        while len(lines) < len(xs):
            lines.append(Mark(Qt.PenStyle.DashLine, pane))
            lines[-1].set_colour(self._palette.muted)
        for number, line in enumerate(lines):
            line.setVisible(number < len(xs))
            if number < len(xs):
                line.setLine(xs[number], 0, xs[number], height)
