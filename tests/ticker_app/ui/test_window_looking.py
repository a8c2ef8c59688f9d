"""When the window looks at the session, what a paint ends, and what a pause keeps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.health import Health, State
from ticker_app.measures.tick_path import DeliveredTick, Stage, TickPath
from ticker_app.ui.window import MainWindow


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
