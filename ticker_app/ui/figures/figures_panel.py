"""The figures of the running lane, with those of the other mode beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ticker_app.choice import Mode
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.figures.figure_card import MARGIN, FigureCard
from ticker_app.ui.figures.figure_specs import CARDS
from ticker_app.ui.figures.tick_path_bar import TickPathBar
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.palette import Palette
from ticker_app.ui.wording import HOW_PRICES_CAME

_SPACING = 2 * theme.UNIT
_MEANING = (
    "What the way measures that brings the prices now; beside it, in its colour, what the other "
    "way measured when it last ran. Click a figure for its meaning."
)


class FiguresPanel(QWidget):
    """One card below the other; above them, whose figures stand in which column."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.setWhatsThis(_MEANING)
        self.cards = [FigureCard(spec, self) for spec in CARDS]
        self.way = TickPathBar(self)
        self._gives_way = False
        self.captions = [self._caption("now pushed"), self._caption("when pushed")]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_SPACING)
        layout.addLayout(self._heading())
        for card in self.cards:
            layout.addWidget(card)
        layout.addWidget(self.way)
        layout.addStretch(1)
        self._fit_captions()

    def _caption(self, sample: str) -> FixedLabel:
        caption = FixedLabel(theme.font(bold=True), sample, self)
        caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        return caption

    def _fit_captions(self) -> None:
        """As wide as the columns of figures below them."""
        for caption in self.captions:
            caption.setFixedWidth(max(caption.width(), self.cards[0].figures[0].width()))

    def _heading(self) -> QHBoxLayout:
        heading = QHBoxLayout()
        heading.setContentsMargins(0, 0, MARGIN, 0)
        heading.setSpacing(theme.UNIT)
        heading.addStretch(1)
        for caption in self.captions:
            heading.addWidget(caption)
        return heading

    def set_palette(self, palette: Palette) -> None:
        """Take other colours and sizes; they show at the next refresh."""
        self._palette = palette
        self._fit_captions()

    def refresh(self, session: Session, now_us: int) -> None:
        """Read what may have changed."""
        mode = session.choice.mode
        other_mode = Mode.PULL if mode is Mode.PUSH else Mode.PUSH
        running = session.figures(mode, now_us)
        other = session.figures(other_mode, now_us)
        for card in self.cards:
            card.show_running(running, self._palette.text)
            card.show_other(other, self._colour_of(other_mode))
        self.way.refresh(session.tick_path(), self._palette)
        self._show_caption(0, f"now {HOW_PRICES_CAME[mode]}", mode)
        self._show_caption(1, f"when {HOW_PRICES_CAME[other_mode]}" if other else "", other_mode)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window goes without the way of a tick; a little lower one only without a figure."""
        super().resizeEvent(event)
        spare_px = sum(card.spare_px for card in self.cards)
        way_px = _SPACING + self.way.sizeHint().height()
        missing_px = self._full_height_px(spare_px, way_px) - self.height()
        has_way = missing_px <= spare_px
        self.way.setVisible(has_way)
        self._gives_way = has_way and missing_px > 0
        for card in self.cards:
            card.give_way(gone=self._gives_way)

    def _full_height_px(self, spare_px: int, way_px: int) -> int:
        hidden_px = (way_px if self.way.isHidden() else 0) + (spare_px if self._gives_way else 0)
        return self.sizeHint().height() + hidden_px

    def _show_caption(self, column: int, text: str, mode: Mode) -> None:
        self.captions[column].setText(text)
        self.captions[column].set_ink(self._colour_of(mode))

    def _colour_of(self, mode: Mode) -> str:
        return self._palette.pushed if mode is Mode.PUSH else self._palette.polled
