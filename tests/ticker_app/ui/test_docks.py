from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QTextEdit
from pytestqt.qtbot import QtBot

from ticker_app.ui.docks import BOTTOM_PX, Docks, Title, geometry_of, restore_geometry

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


def window_with_panels(qtbot: QtBot) -> tuple[QMainWindow, Docks]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QLabel("middle", window))
    docks = Docks(window)
    docks.add("list", "List", QLabel("list"), LEFT)
    docks.add("log", "Log", QLabel("log"), RIGHT, shown=False)
    window.show()
    return window, docks


def has_title(docks: Docks, name: str) -> bool:
    return isinstance(docks[name].titleBarWidget(), Title)


def test_panels_have_no_titles_until_they_shall_be_moved(qtbot: QtBot) -> None:
    _, docks = window_with_panels(qtbot)
    assert not has_title(docks, "list")
    docks.set_moving(True)
    assert docks.moving
    assert has_title(docks, "list")
    docks.set_moving(False)
    assert not has_title(docks, "list")


def test_a_panel_of_its_own_window_has_its_title(qtbot: QtBot) -> None:
    _, docks = window_with_panels(qtbot)
    docks["list"].setFloating(True)
    assert has_title(docks, "list")
    title = docks["list"].titleBarWidget()
    assert isinstance(title, Title)
    title.float.click()
    assert not docks["list"].isFloating()
    assert not has_title(docks, "list")


def test_a_title_closes_its_panel(qtbot: QtBot) -> None:
    _, docks = window_with_panels(qtbot)
    docks.set_moving(True)
    title = docks["list"].titleBarWidget()
    assert isinstance(title, Title)
    title.close_.click()
    assert docks["list"].isHidden()


def test_where_panels_were_comes_back_in_the_next_window(qtbot: QtBot) -> None:
    window, docks = window_with_panels(qtbot)
    docks["log"].show()
    window.addDockWidget(RIGHT, docks["list"])
    state = docks.state()
    other, later = window_with_panels(qtbot)
    assert later["log"].isHidden()
    assert later.restore(state)
    assert later["log"].isVisible()
    assert other.dockWidgetArea(later["list"]) == RIGHT


@pytest.mark.parametrize("state", ["", "not base64!", "AAAA", "ÄÖ"])
def test_a_state_that_does_not_fit_moves_nothing(qtbot: QtBot, state: str) -> None:
    window, docks = window_with_panels(qtbot)
    assert not docks.restore(state)
    assert not restore_geometry(window, state)
    assert docks["list"].isVisible()


def test_a_windows_size_comes_back(qtbot: QtBot) -> None:
    window, _ = window_with_panels(qtbot)
    window.resize(500, 400)
    geometry = geometry_of(window)
    other, _ = window_with_panels(qtbot)
    assert restore_geometry(other, geometry)
    assert other.size() == window.size()


def test_panels_below_share_one_place_and_leave_the_middle_most_of_it(qtbot: QtBot) -> None:
    window, docks = window_with_panels(qtbot)
    window.resize(800, 700)
    below = Qt.DockWidgetArea.BottomDockWidgetArea
    tall = [QTextEdit() for _ in range(2)]
    for number, panel in enumerate(tall):
        docks.add(f"below-{number}", f"Below {number}", panel, below, shown=False)
    docks["below-1"].show()
    qtbot.waitUntil(lambda: 0 < docks["below-1"].height() <= BOTTOM_PX)
    docks["below-0"].show()
    assert window.tabifiedDockWidgets(docks["below-0"]) == [docks["below-1"]]
