"""The top of the window: what one looks at, how it comes, how far it can be trusted."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticker_app.choice import LaneChoice
from ticker_app.session import Session
from ticker_app.ui import theme
from ticker_app.ui.actions import ActionTable
from ticker_app.ui.menu import MenuButton
from ticker_app.ui.palette import Palette
from ticker_app.ui.top.lane_controls import LaneControls
from ticker_app.ui.top.state_pill import StatePill
from ticker_app.ui.top.symbol_header import SymbolHeader


class TopBar(QWidget):
    """Lays out its parts; their signals are the parts' own."""

    def __init__(
        self,
        choice: LaneChoice,
        palette: Palette,
        table: ActionTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.header = SymbolHeader(palette, self)
        self.controls = LaneControls(choice, self)
        self.pill = StatePill(palette, self)
        self.menu = MenuButton(table, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.header)
        layout.addStretch(1)
        layout.addWidget(self.controls)
        layout.addWidget(self.pill)
        layout.addWidget(self.menu)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.header.set_palette(palette)
        self.pill.set_palette(palette)

    def refresh(self, session: Session) -> None:
        """Read what may have changed."""
        self.header.refresh(session)
        self.controls.show_choice(session.choice)

    def refresh_health(self, session: Session, now_us: int) -> None:
        """The state changes with the mere passing of time."""
        self.pill.show_health(session.health(now_us))
