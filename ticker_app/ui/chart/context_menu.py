"""The menu under the pointer: what can be done with the chart there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from ticker_app.ui.wording import price


def context_menu(
    parent: QWidget,
    *,
    wanted: float | None,
    decimals: int,
    ask_alert: Callable[[float], None],
    follow: Callable[[], None] | None,
    to_oldest: Callable[[], None],
) -> QMenu:
    """A menu that goes when it is closed.

    Args:
        wanted: the price to be alerted at, None without any.
        follow: None while the chart follows.
    """
    menu = QMenu(parent)
    if wanted is not None:
        rounded = round(wanted, decimals)
        action = menu.addAction(f"&Alert at {price(rounded, decimals)}…")
        action.triggered.connect(lambda: ask_alert(rounded))
    back = menu.addAction("&Back to now")
    back.setEnabled(follow is not None)
    if follow is not None:
        back.triggered.connect(follow)
    menu.addAction("To the &oldest price").triggered.connect(to_oldest)
    return menu
