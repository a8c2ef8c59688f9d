"""A user's path by keyboard alone, from the start of the app to its end."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from tests.whole.conftest import StartServer
from tests.whole.window.conftest import application, until
from tests.whole.window.test_window_life import shown
from ticker_app import desktop
from ticker_app.chart_settings import Timeframe
from ticker_app.choice import Mode
from ticker_app.options import AppOptions
from ticker_app.ui.window import MainWindow

Key = Qt.Key


def press(widget: QWidget | None, *keys: Qt.Key | str) -> None:
    """Press these keys one after the other; a word is typed."""
    assert widget is not None
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)


async def press_in_the_window(window: MainWindow, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """Press a key once the window has the keys again, as a desktop gives it them by itself."""
    window.activateWindow()
    await until(window, window.isActiveWindow)
    QTest.keyClick(window, key, held[0] if held else Qt.KeyboardModifier.NoModifier)


def in_focus() -> QWidget:
    """Where keys go now: an open menu or dialog, or the window."""
    found = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert found is not None
    return found


async def choose(window: MainWindow, text: str) -> None:
    """Choose an entry of the open menu by its arrows."""
    await until(window, lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = [action.text().replace("&", "").startswith(text) for action in menu.actions()]
    assert any(wanted), [action.text() for action in menu.actions()]
    while menu.activeAction() != menu.actions()[wanted.index(True)]:
        press(menu, Key.Key_Down)
    press(menu, Key.Key_Return)


async def type_into_the_line(window: MainWindow, *keys: Qt.Key | str) -> None:
    """Wait until there is a line for words, and type into it."""
    await until(window, lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    press(in_focus(), *keys)


async def find_and_keep(window: MainWindow, symbol: str) -> None:
    """Find a symbol, look at it, and put it into a list of one's own."""
    await press_in_the_window(window, Key.Key_Slash)
    await type_into_the_line(window, symbol[:3].lower(), Key.Key_Return)
    await until(window, lambda: window.top.header.symbol.text() == symbol)
    await press_in_the_window(window, Key.Key_W)
    await choose(window, "New list")
    await type_into_the_line(window, "Mine", Key.Key_Return)
    await until(window, lambda: window.watchlist.desk.settings.current == "Mine")
    press(window.watchlist.table, Key.Key_Insert)
    await type_into_the_line(window, symbol, Key.Key_Return, Key.Key_Escape)
    await until(window, lambda: [row.symbol for row in window.watchlist.model.rows] == [symbol])


async def test_everything_can_be_done_without_a_mouse(
    running_server: StartServer, tmp_path: Path
) -> None:
    options = AppOptions(
        server_url=running_server("--seed", "7", "--rate", "20").url,
        settings=tmp_path / "settings.json",
    )
    living = asyncio.create_task(desktop._live(application(), options))
    window = await shown()
    await until(window, lambda: window.watchlist.model.rowCount() > 3)
    press(in_focus(), Key.Key_Escape)  # the tour of a first start

    await find_and_keep(window, "BOLT")

    await press_in_the_window(window, Key.Key_T)
    await choose(window, "1 s")
    assert window.grid.active.settings.timeframe is Timeframe.S1

    await press_in_the_window(window, Key.Key_A)
    await until(window, lambda: QApplication.activeWindow() is not window)
    press(in_focus(), Key.Key_Return)
    await until(window, lambda: len(window.alerting.desk.book.alerts) == 1)

    await press_in_the_window(window, Key.Key_Space)
    await until(window, window.top.controls.switch.sides[Mode.PULL].isChecked)

    await press_in_the_window(window, Key.Key_C)
    await until(window, window.compare.isVisible)
    await press_in_the_window(window, Key.Key_C)
    await until(window, window.grid.isVisible)

    picture = tmp_path / "chart.png"
    await press_in_the_window(window, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(window, lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.selectAll()
    press(name, str(picture), Key.Key_Return)
    await until(window, picture.exists)
    assert QImage(str(picture)).width() > 400

    await press_in_the_window(window, Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    await living
