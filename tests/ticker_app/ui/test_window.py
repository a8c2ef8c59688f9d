"""The window with a session made by hand: what it shows, what it asks for, its keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.compare.standin_comparing import StandInComparing
from tests.ticker_app.ui.standin import StandInSession, figures
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.lane import Health, State
from ticker_app.look_settings import Directions, Theme
from ticker_app.measures.tick_path import DeliveredTick, Stage, TickPath
from ticker_app.settings import Settings
from ticker_app.ui.palette import DARK, LIGHT, with_directions
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.window import MainWindow


@pytest.fixture
def window(
    session: StandInSession, comparing: StandInComparing, qtbot: QtBot
) -> Iterator[MainWindow]:
    for symbol in session.symbols:
        session.tick(symbol, 100.0)
    made = MainWindow(session, Theme.DARK, comparing=comparing, bundled=True)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.bridge.stop()
    yield made
    made.close()


def place(widget: QWidget, window: MainWindow) -> QRect:
    """Where a widget is in its window, px."""
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def test_the_first_look_fills_every_part(session: StandInSession, window: MainWindow) -> None:
    assert window.top.header.symbol.text() == "AAA"
    assert window.top.pill.health == Health(State.LIVE, "Live")
    assert window.watchlist.model.rowCount() == 3
    assert window.status.server.text().startswith("127.0.0.1:49210")


def test_the_space_bar_switches_from_anywhere(session: StandInSession, window: MainWindow) -> None:
    for widget in (window.watchlist.table, window.top.controls.transport, window.status.reference):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Space)
    asked = [choice.mode for choice in session.asked if isinstance(choice, LaneChoice)]
    assert asked == [Mode.PULL, Mode.PUSH, Mode.PULL]


def test_a_paint_ends_the_way_of_what_the_last_look_saw(
    session: StandInSession, window: MainWindow
) -> None:
    path = session.path = TickPath()
    now_us = session.now_us
    path.take(DeliveredTick(now_us - 900, now_us - 800, now_us - 500, now_us))
    window.bridge.look()
    session.now_us += 7_000
    path.take(DeliveredTick(now_us, None, now_us + 5_000, now_us + 5_000))
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    stages = {part.stage: part.p99_us for part in path.parts()}
    assert stages[Stage.PAINTING] == 7_000
    assert Stage.COMING not in stages


def test_without_a_lane_a_paint_ends_no_way(session: StandInSession, window: MainWindow) -> None:
    session.path = None
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    assert window.lag.frame_us is not None


def test_what_came_while_the_window_was_hidden_is_on_no_way(
    session: StandInSession, window: MainWindow
) -> None:
    path = session.path = TickPath()
    path.take(DeliveredTick(0, None, 1, 2))
    window.hide()
    window.show()
    window.bridge.look()
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    assert path.parts() == ()


def test_a_switch_made_elsewhere_is_shown(session: StandInSession, window: MainWindow) -> None:
    session.choose(LaneChoice(Transport.POLL, 5.0))
    window.bridge.look()
    assert window.top.controls.switch.sides[Mode.PULL].isChecked()
    assert window.top.controls.interval.box.value() == 5.0


@pytest.mark.parametrize("focused", ["list", "nothing"])
def test_up_and_down_choose_a_symbol(
    session: StandInSession, window: MainWindow, focused: str
) -> None:
    widget = window.watchlist.table if focused == "list" else window
    widget.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(widget, key)
    assert session.asked == ["BBB", "CCC", "BBB"]
    assert window.top.header.symbol.text() == "AAA"
    window.bridge.look()
    assert window.top.header.symbol.text() == "BBB"


def test_the_chart_has_its_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3)
    assert window.grid.active.span_s == 900
    QTest.keyClick(window, Qt.Key.Key_F)
    assert window.grid.active.following


@pytest.mark.parametrize("focused", ["list", "nothing"])
def test_arrows_move_the_chart_wherever_nothing_else_wants_them(
    window: MainWindow, focused: str
) -> None:
    widget = window.watchlist.table if focused == "list" else window
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Left)
    assert not window.grid.active.following
    QTest.keyClick(widget, Qt.Key.Key_End)
    assert window.grid.active.following


def test_beside_lanes_the_chart_does_not_hear_its_keys(window: MainWindow) -> None:
    window.toggle_compare()
    QTest.keyClick(window, Qt.Key.Key_Left)
    assert window.grid.active.following


def test_a_key_that_means_nothing_does_nothing(session: StandInSession, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Q)
    assert session.asked == []


def test_the_reference_reading_has_a_key(session: StandInSession, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_R)
    window.bridge.look()
    assert session.asked == [False]
    assert window.status.reference.text() == "reference reading: off"


def test_f1_shows_the_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.keys.isVisible()


def test_a_notice_of_the_session_is_shown_and_dismissed(
    session: StandInSession, window: MainWindow
) -> None:
    session.notice = "There is no symbol 'XYZ' on this server."
    session.revision += 1
    window.bridge.look()
    assert window.notice.text == session.notice
    window.notice.button.click()
    window.bridge.look()
    assert session.asked == ["dismiss"]
    assert window.notice.isHidden()


def test_a_problem_of_the_window_goes_before_and_is_dismissed_first(
    session: StandInSession, window: MainWindow
) -> None:
    session.notice = "The server does not answer."
    window.tell("Something broke.")
    window.bridge.look()
    assert window.notice.text == "Something broke."
    window.notice.button.click()
    window.bridge.look()
    assert window.notice.text == "The server does not answer."
    assert session.asked == []


def test_time_alone_changes_state_and_figures(session: StandInSession, window: MainWindow) -> None:
    session.state = Health(State.STALE, "Stale")
    session.measured[Mode.PUSH] = figures()
    session.now_us += 300_000
    window.bridge.look()
    assert window.top.pill.health.state is State.STALE
    assert str(window.figures.cards[2].figures[0].quantity) == "214"


def test_a_hidden_window_does_not_look(window: MainWindow) -> None:
    window.hide()
    assert not window.bridge.is_running
    window.show()
    assert window.bridge.is_running
    window.showMinimized()
    assert not window.bridge.is_running


def test_a_frame_is_measured_when_it_is_painted(window: MainWindow, qtbot: QtBot) -> None:
    window.update()
    qtbot.waitUntil(lambda: window.lag.frame_us is not None)


def test_a_closed_window_says_so(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()


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


def test_f10_opens_the_menu(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert window.top.menu.menu_shown is not None
    window.top.menu.menu_shown.close()


def test_the_menu_shows_what_is_on(session: StandInSession, window: MainWindow) -> None:
    session.set_reference(False)
    window.toggle_compare()
    window.bridge.look()
    assert window.action_table["chart.compare"].isChecked()
    assert not window.action_table["prices.reference"].isChecked()


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


def test_a_pause_stops_the_picture_and_nothing_else(
    session: StandInSession, window: MainWindow
) -> None:
    window.bridge.look()
    QTest.keyClick(window, Qt.Key.Key_P)
    assert window.paused.isVisible()
    assert "data keep coming" in window.paused.words.text()
    session.now_us += 5_000_000
    session.tick("AAA", 150.0)
    session.state = Health(State.STALE, "Stale")
    window.bridge.look()
    assert window.top.header.last.text() == "100.00"
    assert window.top.pill.health.state is State.STALE
    window.paused.button.click()
    assert window.top.header.last.text() == "150.00"
    assert window.paused.isHidden()
    assert not window.action_table["prices.pause"].isChecked()


def test_what_came_during_a_pause_is_on_no_way(session: StandInSession, window: MainWindow) -> None:
    path = session.path = TickPath()
    window.bridge.toggle_pause()
    path.take(DeliveredTick(0, None, 1, 2))
    window.bridge.look()
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    assert path.parts() == ()
    window.bridge.toggle_pause()
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    assert path.parts() == ()


def test_a_paused_chart_keeps_its_scale(session: StandInSession, window: MainWindow) -> None:
    for number in range(30):
        session.now_us += 1_000_000
        session.tick("AAA", 100.0 + number % 7)
        window.bridge.look()
    before = window.grid.active.panes.price.values
    window.bridge.toggle_pause()
    assert window.grid.active.panes.price.values == before
    session.now_us += 1_000_000
    session.tick("AAA", 180.0)
    window.bridge.look()
    assert window.grid.active.panes.price.values == before


def test_comparing_ends_a_pause(window: MainWindow) -> None:
    window.bridge.toggle_pause()
    window.toggle_compare()
    assert not window.bridge.is_paused
    window.bridge.toggle_pause()
    window.bridge.look()
    window.toggle_compare()
    assert not window.bridge.is_paused


def test_a_key_ends_it(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.action_table["view.quit"].trigger()


def test_a_key_makes_the_connection_anew(window: MainWindow, session: StandInSession) -> None:
    window.action_table["prices.reconnect"].trigger()
    assert session.asked[-1] == "reconnect"
    assert window.action_table["prices.reconnect"].shortcut().toString() == "Ctrl+R"


@pytest.mark.parametrize("name", ["timeframe", "style", "indicators", "more"])
def test_the_active_charts_menus_have_keys(window: MainWindow, name: str) -> None:
    window.action_table[f"chart.{name}"].trigger()
    header = window.grid.active.header
    menus = {
        one.choices for one in (header.timeframe, header.style_, header.indicators, header.more)
    }
    (opened,) = [menu for menu in menus if menu.isVisible()]
    assert opened.actions()
    opened.close()


def test_the_fault_desk_has_a_panel_and_a_key_that_ends_it(window: MainWindow) -> None:
    assert window.docks["faults"].isHidden()
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert window.docks["faults"].isVisible()
    window.faults.presets[2].click()
    window.bridge.quarter_passed.emit(0)
    assert window.faults.model.rowCount() >= 1
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not window.faults.through.isChecked()
