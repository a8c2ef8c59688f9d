"""The window with a session made by hand: what it shows, what it asks for, its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession, figures
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.health import Health, State
from ticker_app.ui.window import MainWindow


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


def test_a_closed_window_says_so(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()


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
