"""The button that is there only while the chart does not follow the newest price."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ticker_app.ui import theme
from ticker_app.ui.palette import Palette, blend

_MARGIN_PX = 2 * theme.UNIT


class BackButton(QPushButton):
    """Lies over the lower right corner of the price pane."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Back to now ▸", parent)
        tip = "Scroll with time again (F, End)"
        self.setToolTip(tip)
        self.setAccessibleName(f"Back to now: {tip.lower()}")
        self.setFont(theme.font())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def set_palette(self, palette: Palette) -> None:
        """Take the colours."""
        hover = blend(palette.text, palette.raised, 0.08)
        self.setStyleSheet(f"""
            QPushButton {{ background: {palette.raised}; color: {palette.text};
                border: 1px solid {palette.muted}; border-radius: 6px; padding: 3px 9px; }}
            QPushButton:hover {{ background: {hover}; }}
            QPushButton:focus {{ border-color: {palette.text}; }}""")

    def lie_in(self, pane: QRectF) -> None:
        """Stay in the corner of the price pane, which lies here in the chart, px."""
        size = self.sizeHint()
        self.setGeometry(
            round(pane.right()) - size.width() - _MARGIN_PX,
            round(pane.bottom()) - size.height() - _MARGIN_PX,
            size.width(),
            size.height(),
        )
