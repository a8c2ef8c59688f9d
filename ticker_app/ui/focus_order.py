"""Where the Tab key goes: through a window as one reads it, whatever was added when."""

from __future__ import annotations

from functools import cmp_to_key

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QTabBar, QWidget


def stops(widget: QWidget) -> list[QWidget]:
    """All that takes the focus in a widget: each part with what is in it, line by line."""
    parts = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    found = [widget] if _is_stop(widget) else []
    for part in sorted(parts, key=cmp_to_key(_compare)):
        found += stops(part)
    return found


def neighbour(window: QWidget, focused: QWidget | None, *, forward: bool) -> QWidget | None:
    """What comes after or before the focused widget, round and round; None: the window has
    nothing that takes the focus, or does not know what is focused."""
    order = stops(window)
    if not order:
        return None
    if focused is None or focused is window:
        return order[0] if forward else order[-1]
    if focused not in order:
        return None
    return order[(order.index(focused) + (1 if forward else -1)) % len(order)]


def _is_stop(widget: QWidget) -> bool:
    if isinstance(widget, QTabBar) and not widget.count():
        # Qt keeps the bar of panels that were tabs, empty and far outside the window.
        return False
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and widget.isEnabled() and widget.focusProxy() is None


def _compare(one: QWidget, other: QWidget) -> int:
    """Side by side from left to right, otherwise from top to bottom."""
    first, second = one.geometry(), other.geometry()
    if _are_side_by_side(first, second):
        return first.left() - second.left()
    return first.top() - second.top()


def _are_side_by_side(first: QRect, second: QRect) -> bool:
    shared = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    return shared > min(first.height(), second.height()) / 2
