"""Small buttons that stand in a row: some are pressed, of others one is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ticker_app.ui import theme
from ticker_app.ui.palette import Palette, blend


def chip(
    text: str, tip: str, parent: QWidget, *, checkable: bool = False, points: float = theme.TEXT_PT
) -> QPushButton:
    """A button. Of several that exclude each other the arrow keys choose one."""
    button = QPushButton(text, parent)
    button.setCheckable(checkable)
    button.setFont(theme.font(points))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    # Space is the key of push and pull everywhere; a focused button would take it.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def chip_sheet(palette: Palette, *, padding: str = "3px 9px") -> str:
    """How the buttons of one row look; for the widget that they stand in."""
    hover = blend(palette.text, palette.raised, 0.08)
    chosen = blend(palette.text, palette.raised, 0.16)
    return f"""
        QPushButton {{ background: {palette.raised}; color: {palette.muted};
            border: 1px solid {palette.line}; border-radius: 6px; padding: {padding}; }}
        QPushButton:hover {{ background: {hover}; color: {palette.text}; }}
        QPushButton:checked {{ background: {chosen}; color: {palette.text};
            border-color: {palette.muted}; }}
        QPushButton:disabled {{ color: {blend(palette.muted, palette.raised, 0.5)}; }}
        QPushButton:focus {{ border-color: {palette.text}; }}"""
