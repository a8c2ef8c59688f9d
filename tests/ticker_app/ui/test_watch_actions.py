from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from ticker_app.ui.actions import ActionTable
from ticker_app.ui.docks import Docks
from ticker_app.ui.palette import DARK
from ticker_app.ui.watch_actions import add_watch_actions
from ticker_app.ui.watchlist.watchlist import Watchlist


def test_a_search_shows_a_panel_that_was_closed(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    watchlist = Watchlist(DARK, window)
    table, docks = ActionTable(window), Docks(window)
    dock = docks.add("watchlist", "Watchlist", watchlist, Qt.DockWidgetArea.LeftDockWidgetArea)
    add_watch_actions(table, watchlist, dock)
    with qtbot.waitActive(window):
        window.show()
    dock.close()
    table["watchlist.find"].trigger()
    assert dock.isVisible()
    assert watchlist.bar.search.hasFocus()
    table["watchlist.lists"].trigger()
    (menu,) = watchlist.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert menu.isVisible()
    menu.close()


def test_every_key_of_the_list_is_on_the_sheet_of_keys(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    watchlist = Watchlist(DARK, window)
    table, docks = ActionTable(window), Docks(window)
    dock = docks.add("watchlist", "Watchlist", watchlist, Qt.DockWidgetArea.LeftDockWidgetArea)
    add_watch_actions(table, watchlist, dock)
    keys = dict(table.keys())["Watchlist"]
    assert [key for key, _ in keys] == ["/  Ctrl+F", "W", "Ins", "Del", "Alt+↑  Alt+↓"]
