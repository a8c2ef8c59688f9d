"""The marks where the user switched, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsItem

from ticker_app.choice import LaneChoice, Transport
from ticker_app.session import Switch
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

    def __init__(self, panes: Sequence[QGraphicsItem], font: QFont, palette: Palette) -> None:
        self._panes = panes
        self._font = font
        self._palette = palette
        self._lines: list[list[Mark]] = []
        self._words: list[Words] = []

    @property
    def texts(self) -> list[str]:
        """The words on the screen, from left to right."""
        return [words.text for words in self._words if words.isVisible()]

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self._palette = palette
        for lines in self._lines:
            for line in lines:
                line.set_colour(palette.muted)
        for words in self._words:
            words.set_palette(palette)

    def show(
        self, marks: Sequence[tuple[float, Switch]], width: float, heights: Sequence[float]
    ) -> None:
        """Mark these switches at their pixels, oldest first. heights: of the panes, px."""
        while len(self._lines) < len(marks):
            self._add()
        xs = [x for x, _ in marks]
        for words, (_, switch) in zip(self._words, marks, strict=False):
            words.say(switch_words(switch.choice))
        widths = [words.rect().width() for words in self._words[: len(marks)]]
        places = place_words(xs, widths, width)
        for index, (lines, words) in enumerate(zip(self._lines, self._words, strict=True)):
            used = index < len(marks)
            place = places[index] if used else None
            for line, height in zip(lines, heights, strict=True):
                line.setVisible(used)
                if used:
                    line.setLine(xs[index], 0, xs[index], height)
            words.setVisible(place is not None)
            if place is not None:
                words.setPos(place[0], _GAP / 2 + place[1] * (words.rect().height() + 2))

    def _add(self) -> None:
        dashes = Qt.PenStyle.DashLine
        self._lines.append([Mark(dashes, pane) for pane in self._panes])
        self._words.append(Words(self._font, self._panes[0]))
        self.set_palette(self._palette)
