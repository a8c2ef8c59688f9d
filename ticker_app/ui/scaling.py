"""Larger or smaller text in a window that is open; nothing is made anew.

Fonts come from `theme.font` and lengths that belong to text from `theme.px`; both are as large
as the user wants them. When that changes, `rescale` walks a window. Every font of a widget
grows. A widget that has fixed its size by its text does so again when it hears of its font
(``QEvent.Type.FontChange``); any other fixed size grows in proportion. What paints with fonts
of its own reads them again when it is given the palette, which happens next.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QLayout, QMainWindow, QWidget

UNBOUND = 16_777_215
"""What Qt takes for no greatest size."""
_BESIDE = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
_USUAL, _SCALED = "usualSize", "scaledSize"


def rescale(window: QWidget, before: float, after: float) -> None:
    """Make everything in a window as large as it is at scale ``after``."""
    # Parts before the whole: that may measure them when it hears of its font.
    for widget in (*reversed(window.findChildren(QWidget)), window):
        bounds = _bounds(widget)
        _rescale_font(widget, before, after)
        if _bounds(widget) == bounds and widget is not window and not _is_bound_by_layout(widget):
            _rescale_bounds(widget, bounds, before, after)


def panel_widths(window: QWidget) -> dict[QDockWidget, int]:
    """How wide the panels beside the middle of a window are, px."""
    if not isinstance(window, QMainWindow):
        return {}
    return {
        panel: panel.width()
        for panel in window.findChildren(QDockWidget)
        if panel.isVisible() and not panel.isFloating() and window.dockWidgetArea(panel) in _BESIDE
    }


def settle(window: QWidget, widths: Mapping[QDockWidget, int]) -> None:
    """Lay a window out from its parts to the whole, with panels so wide as far as they can be.

    Panels keep a least size that was true only in between, if many parts change at once, and
    a width that only larger text needed.
    """
    for widget in (*reversed(window.findChildren(QWidget)), window):
        layout = widget.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
    if widths and isinstance(window, QMainWindow):
        horizontal = Qt.Orientation.Horizontal
        window.resizeDocks(list(widths), [max(px, 1) for px in widths.values()], horizontal)


def fitting_scale(wanted: float, room: QSize, least: QSize) -> float:
    """The scale at which a window still fits on its screen.

    A screen that has no room even at the usual scale is no reason: the user's wish goes first.

    Args:
        wanted: by the user.
        room: on the screen, px.
        least: what the window needs at scale 1, px.
    """
    most = min(room.width() / least.width(), room.height() / least.height())
    return min(wanted, most) if most >= 1 else wanted


def _rescale_font(widget: QWidget, before: float, after: float) -> None:
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
        font = widget.font()
        # Rounded, so that going there and back any number of times changes nothing.
        font.setPointSizeF(round(font.pointSizeF() / before, 1) * after)
        widget.setFont(font)


def _rescale_bounds(
    widget: QWidget, bounds: tuple[QSize, QSize], before: float, after: float
) -> None:
    usual = [_usual(widget, number, size, before) for number, size in enumerate(bounds)]
    scaled = [_times(size, after) for size in usual]
    widget.setMinimumSize(scaled[0])
    widget.setMaximumSize(scaled[1])
    for number, (size, made) in enumerate(zip(usual, scaled, strict=True)):
        widget.setProperty(f"{_USUAL}{number}", size)
        widget.setProperty(f"{_SCALED}{number}", made)


def _usual(widget: QWidget, number: int, size: QSize, before: float) -> QSize:
    """The size at scale 1: remembered, unless the widget has another one since."""
    if widget.property(f"{_SCALED}{number}") == size:
        remembered: QSize = widget.property(f"{_USUAL}{number}")
        return remembered
    return _times(size, 1 / before)


def _is_bound_by_layout(widget: QWidget) -> bool:
    layout = widget.layout()
    usual = QLayout.SizeConstraint.SetDefaultConstraint
    return layout is not None and layout.sizeConstraint() is not usual


def _bounds(widget: QWidget) -> tuple[QSize, QSize]:
    return widget.minimumSize(), widget.maximumSize()


def _times(size: QSize, factor: float) -> QSize:
    def times(length: int) -> int:
        return length if length in {0, UNBOUND} else round(length * factor)

    return QSize(times(size.width()), times(size.height()))
