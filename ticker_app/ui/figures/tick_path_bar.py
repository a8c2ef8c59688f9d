"""The way of a tick as one bar: where the time goes from its source to the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from ticker_app.measures.tick_path import Part, Stage, TickPath
from ticker_app.ui import theme, wording
from ticker_app.ui.figures.stacked_bar import StackedBar
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.palette import Palette, blend

NAMES = {
    Stage.AT_SOURCE: "source, all symbols",
    Stage.AT_SERVER: "at the server",
    Stage.SENDING: "network",
    Stage.COMING: "server, network",
    Stage.DECODING: "decoding",
    Stage.PAINTING: "painting",
}
MEANING = (
    "<p><b>Way of a tick</b>: where the time goes from the source of a price of this symbol to "
    "the frame that shows it. Half of the ticks took at most the p50 of a part, 99 % at most "
    "its p99; the bar is made of the p50s.</p>"
    "<p><b>Source</b>: due to published, that is, how late the simulation or the recording "
    "brought it. No tick carries it, so it is what the server says of all symbols together, over "
    "its last half to whole minute. <b>At the server</b>: published to sent, a poll's wait above "
    "all. <b>Network</b>: sent to received, give or take what the clocks may be apart. "
    "Server-Sent Events do not say when they were sent, so there both are one part. "
    "<b>Decoding</b>: received to decoded. <b>Painting</b>: decoded to painted, the wait for the "
    "next frame included, but not what the screen itself takes.</p>"
    "<p>Only what came after this way of bringing prices began and was shown by a frame counts."
    "</p>"
)
_INKS = {
    Stage.AT_SOURCE: 0.58,
    Stage.AT_SERVER: 1.0,
    Stage.SENDING: 0.80,
    Stage.COMING: 1.0,
    Stage.DECODING: 0.63,
    Stage.PAINTING: 0.48,
}
"""How much of the text's colour each part has, over that of the card: the least can be seen
on it, and neighbours are as far apart as both palettes allow."""
_ROWS = 5
_BAR_PX = 2 * theme.UNIT
_MARGIN = 3 * theme.UNIT - 2
_WIDEST = "000\u202fms"
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


def shade(stage: Stage, palette: Palette) -> str:
    """The colour of a part, ``#rrggbb``: a grey, as colours mean mode and direction here."""
    return blend(palette.text, palette.surface, _INKS[stage])


class _Row:
    """One part: its shade, its name, p50 and p99."""

    def __init__(self, grid: QGridLayout, number: int, parent: QWidget) -> None:
        self.swatch = StackedBar(theme.px(_BAR_PX), parent)
        self.swatch.setFixedWidth(theme.px(_BAR_PX))
        self.name = _quiet(max(NAMES.values(), key=len), parent)
        self.p50, self.p99 = (FixedLabel(theme.font(), _WIDEST, parent) for _ in range(2))
        for label in (self.p50, self.p99):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.swatch, number, 0, _MIDDLE)
        grid.addWidget(self.name, number, 1, _LEFT)
        grid.addWidget(self.p50, number, 2, _RIGHT)
        grid.addWidget(self.p99, number, 3, _RIGHT)

    def show_part(self, part: Part | None, palette: Palette) -> None:
        """Show a part; None: an empty row."""
        self.swatch.show_pieces([(1, shade(part.stage, palette))] if part else [])
        self.name.setText(NAMES[part.stage] if part else "")
        self.p50.setText(str(wording.duration(part.p50_us)) if part else "")
        self.p99.setText(str(wording.duration(part.p99_us)) if part else "")


class TickPathBar(QFrame):
    """A card with the bar and, below it, p50 and p99 of each part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setToolTip(MEANING)
        self.setWhatsThis(MEANING)
        grid = QGridLayout(self)
        grid.setContentsMargins(_MARGIN, theme.UNIT, _MARGIN, theme.UNIT + 1)
        grid.setHorizontalSpacing(theme.UNIT)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_quiet("Way of a tick", self), 0, 0, 1, 2, _LEFT)
        grid.addWidget(_quiet("p50", self), 0, 2, _RIGHT)
        grid.addWidget(_quiet("p99", self), 0, 3, _RIGHT)
        self.bar = StackedBar(theme.px(_BAR_PX), self)
        grid.addWidget(self.bar, 1, 0, 1, 4)
        self.rows = [_Row(grid, 2 + number, self) for number in range(_ROWS)]

    @override
    def minimumSizeHint(self) -> QSize:
        """No height: a low window goes without it."""
        return QSize(super().minimumSizeHint().width(), 0)

    def refresh(self, path: TickPath | None, palette: Palette) -> None:
        """Read what may have changed; None: nothing runs."""
        parts = () if path is None else path.parts()
        self.bar.show_pieces([(part.p50_us, shade(part.stage, palette)) for part in parts])
        for number, row in enumerate(self.rows):
            row.show_part(parts[number] if number < len(parts) else None, palette)


def _quiet(text: str, parent: QWidget) -> FixedLabel:
    label = FixedLabel(theme.font(), text, parent)
    label.setObjectName("muted")
    label.setText(text)
    return label
