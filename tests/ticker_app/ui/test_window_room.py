"""What has its place in the window, how it looks, and what gives way where room is scarce."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.look_settings import Directions, Theme
from ticker_app.settings import Settings
from ticker_app.ui.palette import DARK, LIGHT, with_directions
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.window import MainWindow


def place(widget: QWidget, window: MainWindow) -> QRect:
    """Where a widget is in its window, px."""
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def test_a_narrow_window_keeps_to_its_least_size(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1, 1)
    qtbot.waitUntil(lambda: window.watchlist.table.isColumnHidden(4))
    assert window.width() >= 1024
    assert window.height() >= 640
    assert place(window.grid, window).right() < place(window.figures, window).left()
    assert place(window.figures, window).right() < window.width()


def test_in_a_narrow_window_the_list_makes_room_and_takes_it_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.watchlist.width()
    window.resize(1100, 800)
    qtbot.waitUntil(lambda: window.watchlist.width() < before)
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: window.watchlist.width() == before)


def test_beside_lanes_the_list_shows_prices_and_takes_its_room_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.watchlist.width()
    window.toggle_compare()
    qtbot.waitUntil(lambda: window.watchlist.table.isColumnHidden(Column.CHANGE))
    assert not window.watchlist.table.isColumnHidden(Column.PERCENT)
    window.toggle_compare()
    qtbot.waitUntil(lambda: window.watchlist.width() == before)


def test_it_follows_the_systems_colours_only_if_told_so(
    session: StandInSession, qtbot: QtBot
) -> None:
    hints = QApplication.styleHints()
    for which, colours in ((Theme.SYSTEM, LIGHT), (Theme.DARK, DARK)):
        window = MainWindow(session, which, comparing=StandInComparing(), bundled=False)
        qtbot.addWidget(window)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
        assert colours.surface in window.styleSheet()


def test_c_shows_lanes_side_by_side_and_back(
    session: StandInSession, window: MainWindow, comparing: StandInComparing
) -> None:
    QTest.keyClick(window, Qt.Key.Key_C)
    window.bridge.look()
    assert window.compare.isVisible()
    assert not window.grid.active.isVisible()
    assert len(window.compare.table.columns) == 4
    QTest.keyClick(window, Qt.Key.Key_C)
    assert window.grid.active.isVisible()
    assert not window.compare.isVisible()
    assert comparing.asked == ["open", "AAA", "close"]
    assert session.asked == [("see charts", False), ("see charts", True)]


def test_the_chart_has_a_button_for_it(window: MainWindow) -> None:
    window.grid.active.header.compare.click()
    assert window.compare.isVisible()


def test_keys_of_the_chart_are_those_of_the_lanes_side_by_side(window: MainWindow) -> None:
    window.toggle_compare()
    QTest.keyClick(window, Qt.Key.Key_1)
    assert window.compare.chart.window_of_time.span_s == 15
    window.compare.chart.window_of_time.hold(0, 1)
    QTest.keyClick(window, Qt.Key.Key_F)
    assert window.compare.chart.window_of_time.following


def test_four_lanes_fit_into_the_least_window(window: MainWindow, qtbot: QtBot) -> None:
    window.toggle_compare()
    window.bridge.look()
    qtbot.waitUntil(lambda: window.minimumWidth() == 1024)
    window.resize(1024, 640)
    assert not window.watchlist.isVisible()
    assert place(window.compare, window).right() < window.width()
    QTest.keyClick(window, Qt.Key.Key_Down)
    assert window.compare.table.columns[0].cells[-1].height() > 0


def test_f11_fills_the_screen_and_esc_leaves_it(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert window.action_table["view.full-screen"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert not window.action_table["view.full-screen"].isChecked()


def test_charts_are_arranged_and_linked_by_actions(window: MainWindow) -> None:
    window.action_table["charts.2x2"].trigger()
    assert len(window.grid.shown) == 4
    assert window.action_table["charts.2x2"].isChecked()
    window.action_table["charts.link-symbol"].trigger()
    assert not window.grid.settings.links_symbol
    window.action_table["charts.link-crosshair"].trigger()
    assert not window.grid.settings.links_crosshair


def test_a_chart_of_its_own_symbol_is_what_the_list_changes(
    session: StandInSession, window: MainWindow
) -> None:
    window.action_table["charts.1x2"].trigger()
    window.bridge.look()
    window.action_table["charts.link-symbol"].trigger()
    window.action_table["charts.next"].trigger()
    window.watchlist.step(1)
    assert window.grid.symbols_in(session) == ("AAA", "BBB")
    window.action_table["charts.next"].trigger()
    assert session.selected == "AAA"


def test_panels_are_hidden_shown_and_put_back(window: MainWindow) -> None:
    window.action_table["panels.figures"].trigger()
    assert window.docks["figures"].isHidden()
    assert not window.action_table["panels.figures"].isChecked()
    window.action_table["panels.move"].trigger()
    assert window.docks.moving
    window.action_table["panels.reset"].trigger()
    assert window.docks["figures"].isVisible()
    assert window.action_table["panels.figures"].isChecked()


def test_everything_is_forgotten_after_a_question(window: MainWindow) -> None:
    for button in (QMessageBox.ButtonRole.RejectRole, QMessageBox.ButtonRole.DestructiveRole):
        window.action_table["panels.forget"].trigger()
        box = window.findChild(QMessageBox)
        assert box is not None
        (asked,) = [one for one in box.buttons() if box.buttonRole(one) is button]
        told = window.notice.text
        asked.click()
        QApplication.sendPostedEvents(box, QEvent.Type.DeferredDelete)
        window.bridge.look()
        assert (window.notice.text != told) is (button is QMessageBox.ButtonRole.DestructiveRole)


def test_the_comparison_leaves_the_panels_as_they_were(window: MainWindow) -> None:
    window.docks["watchlist"].close()
    window.toggle_compare()
    assert window.docks["figures"].isHidden()
    window.toggle_compare()
    assert window.docks["figures"].isVisible()
    assert window.docks["watchlist"].isHidden()


def test_the_look_is_remembered(
    session: StandInSession, comparing: StandInComparing, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    first = MainWindow(session, None, comparing=comparing, bundled=False, settings=Settings(file))
    qtbot.addWidget(first)
    first.action_table["theme.light"].trigger()
    first.action_table["directions.green-red"].trigger()
    first.close()
    second = MainWindow(session, None, comparing=comparing, bundled=False, settings=Settings(file))
    qtbot.addWidget(second)
    assert second.dressing.palette == with_directions(LIGHT, Directions.GREEN_RED)
    assert LIGHT.surface in second.styleSheet()


def test_the_fault_desk_has_a_panel_and_a_key_that_ends_it(window: MainWindow) -> None:
    assert window.docks["faults"].isHidden()
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert window.docks["faults"].isVisible()
    window.faults.presets[2].click()
    window.bridge.quarter_passed.emit(0)
    assert window.faults.model.rowCount() >= 1
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not window.faults.through.isChecked()
