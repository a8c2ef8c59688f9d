"""The table of values in the window, and the keys of copies and files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.values.chart_values import NO_CHART
from ticker_app.ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What was copied shall not outlive its test."""
    yield
    QGuiApplication.clipboard().clear()


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget(), key, CTRL)


def test_the_table_is_not_there_before_it_is_asked_for(window: MainWindow) -> None:
    assert window.docks["values"].isHidden()
    press(window, Qt.Key.Key_T)
    assert window.values.panel.isVisible()
    assert window.values.panel.table.hasFocus()
    press(window, Qt.Key.Key_T)
    assert window.docks["values"].isHidden()


def test_the_table_shows_the_chart_that_the_keys_are_for(
    session: StandInSession, window: MainWindow
) -> None:
    press(window, Qt.Key.Key_T)
    window.bridge.look()
    assert window.values.panel.heading.text() == "AAA ticks: 1 row in view, newest first"
    window.watchlist.step(1)
    session.now_us += 1_000_000
    window.bridge.look()
    assert window.values.panel.heading.text().startswith("BBB")


def test_ctrl_c_copies_a_picture_and_in_the_table_its_rows(window: MainWindow) -> None:
    press(window, Qt.Key.Key_C)
    assert not QGuiApplication.clipboard().image().isNull()
    press(window, Qt.Key.Key_T)
    window.bridge.look()
    press(window, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Time\tPrice")


def test_ctrl_s_asks_where_to(window: MainWindow) -> None:
    press(window, Qt.Key.Key_S)
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.reject()


def test_lanes_side_by_side_have_no_chart_and_leave_the_table_as_it_was(
    window: MainWindow,
) -> None:
    press(window, Qt.Key.Key_T)
    window.toggle_compare()
    assert window.docks["values"].isHidden()
    press(window, Qt.Key.Key_S)
    window.bridge.look()
    assert window.notice.text == NO_CHART
    window.toggle_compare()
    assert window.values.panel.isVisible()
