from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from ticker_app.ui.actions import ActionTable
from ticker_app.ui.docks import Docks
from ticker_app.ui.palette import DARK
from ticker_app.ui.watch_actions import add_watch_actions
from ticker_app.ui.watchlist.watchlist import Watchlist


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def watchlist(window: QMainWindow) -> Watchlist:
    return Watchlist(DARK, window)


@pytest.fixture
def dock(window: QMainWindow, watchlist: Watchlist) -> QDockWidget:
    area = Qt.DockWidgetArea.LeftDockWidgetArea
    return Docks(window).add("watchlist", "Watchlist", watchlist, area)


@pytest.fixture
def table(window: QMainWindow, watchlist: Watchlist, dock: QDockWidget) -> ActionTable:
    made = ActionTable(window)
    add_watch_actions(made, watchlist, dock)
    return made


def test_a_search_shows_a_panel_that_was_closed(
    window: QMainWindow, watchlist: Watchlist, dock: QDockWidget, table: ActionTable, qtbot: QtBot
) -> None:
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


def test_every_key_of_the_list_is_on_the_sheet_of_keys(table: ActionTable) -> None:
    keys = dict(table.keys())["Watchlist"]
    assert [key for key, _ in keys] == ["/  Ctrl+F", "W", "Ins", "Del", "Alt+↑  Alt+↓"]
