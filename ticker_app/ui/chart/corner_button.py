"""A button over a corner of the price pane, there only while it has something to undo."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ticker_app.ui import theme
from ticker_app.ui.palette import Palette, blend

_MARGIN_PX = 2 * theme.UNIT


class CornerButton(QPushButton):
    """Lies over a right corner of the price pane.

    Args:
        text: on the button.
        tip: what it does, and by which keys as well.
        corner: one of those at the right.
    """

    def __init__(self, text: str, tip: str, corner: Qt.Corner, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._corner = corner
        self.setToolTip(tip)
        self.setAccessibleName(f"{text.strip(' ▸')}: {tip.lower()}")
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
        left = round(pane.right()) - size.width() - _MARGIN_PX
        top = round(pane.top()) + _MARGIN_PX
        if self._corner is Qt.Corner.BottomRightCorner:
            top = round(pane.bottom()) - size.height() - _MARGIN_PX
        self.setGeometry(left, top, size.width(), size.height())
