"""What one looks at: the symbol, its price, where it went, and where the prices come from."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from server.wire import SourceInfo
from ticker_app.session import Session
from ticker_app.ui import theme, wording
from ticker_app.ui.elided_label import ElidedLabel
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.local_text import general
from ticker_app.ui.palette import Palette
from ticker_app.ui.plain_text import plain_tip
from ticker_app.ui.watchlist.watch_row import WatchRow, watch_row

PRICE_PT = 18.0


class SymbolHeader(QWidget):
    """Shows the chosen symbol of a session."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._went = 0.0
        self.symbol = FixedLabel(theme.font(PRICE_PT, bold=True))
        self.last = FixedLabel(theme.font(PRICE_PT, bold=True), "000.00")
        self.change = FixedLabel(theme.font(), f"{wording.UP} +0.00  +0.00{wording.NARROW}%")
        self.source = ElidedLabel(theme.font())
        self.source.setObjectName("muted")
        for label, meaning in (
            (self.symbol, "The symbol that is on the chart"),
            (self.last, "The newest price of this symbol that has reached this screen"),
            (self.change, "How far that is from the first price that the server had"),
            (self.source, "Where the prices come from"),
        ):
            label.setToolTip(meaning)
            label.setWhatsThis(meaning)
        small = QVBoxLayout()
        small.setSpacing(0)
        small.addStretch()
        small.addWidget(self.change)
        small.addWidget(self.source)
        small.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * theme.UNIT)
        layout.addWidget(self.symbol)
        layout.addWidget(self.last)
        layout.addLayout(small)
        # In a narrow window the words about the source give way, never a price.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self._colour()

    def refresh(self, session: Session) -> None:
        """Read what may have changed."""
        self.source.show_text(source_words(session.source))
        info = session.symbols.get(session.selected or "")
        if info is None:
            self._show(WatchRow(session.selected or "", "", 2))
            return
        self._show(watch_row(info, session.quotes.get(info.symbol)))

    def _show(self, row: WatchRow) -> None:
        self.symbol.show_text(row.symbol or wording.NOTHING)
        self.symbol.setToolTip(plain_tip(row.name))
        self.last.show_text(wording.price(row.last, row.decimals))
        self.change.show_text(
            f"{wording.arrow(row.change)} {wording.change(row.change, row.decimals)}  "
            f"{wording.change_percent(row.change_share)}".strip()
        )
        self._went = row.change or 0.0
        self._colour()

    def _colour(self) -> None:
        if self._went:
            self.change.set_ink(self._palette.up if self._went > 0 else self._palette.down)
        else:
            self.change.set_ink(self._palette.text)
        for label in (self.symbol, self.last):
            label.set_ink(self._palette.text)


def source_words(source: SourceInfo | None) -> str:
    """Where the prices come from; whoever sees the window shall not take them for live ones."""
    if source is None:
        return ""
    if source.speed == 1:
        return source.label
    return f"{source.label} · ×{general(source.speed)}"
