"""The tour: walked by keys, skipped, called again, and offered only once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ticker_app.ui.conftest import ShowWindow
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.choice import LaneChoice, Mode
from ticker_app.look_settings import Theme
from ticker_app.settings import Settings
from ticker_app.ui.tour.tour import Tour
from ticker_app.ui.window import MainWindow


@pytest.fixture
def window(show_window: ShowWindow) -> MainWindow:
    made = show_window()
    made.bridge.look()
    return made


@pytest.fixture
def tour(window: MainWindow) -> Tour:
    window.action_table["help.tour"].trigger()
    assert window.touring.tour is not None
    return window.touring.tour


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_every_step_points_at_a_part_that_is_there(window: MainWindow, tour: Tour) -> None:
    titles = []
    for _ in range(6):
        titles.append(tour.step.title)
        target = tour.target()
        assert target is not None
        assert window.rect().contains(target)
        assert window.rect().contains(tour.bubble.geometry())
        if tour.number < 5:
            press(Qt.Key.Key_Right)
    assert len(set(titles)) == 6
    assert tour.bubble.next.text() == "Done"


def test_enter_goes_on_and_arrows_go_back(window: MainWindow, tour: Tour) -> None:
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert tour.number == 2
    press(Qt.Key.Key_Left)
    assert tour.number == 1
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert tour.number == 0
    assert not tour.bubble.back.isEnabled()


def test_the_last_step_ends_it_and_gives_the_focus_back(window: MainWindow) -> None:
    window.watchlist.table.setFocus()
    window.touring.start()
    for _ in range(6):
        press(Qt.Key.Key_Return)
    assert window.touring.tour is None
    assert QApplication.focusWidget() is window.watchlist.table


def test_esc_skips_it(window: MainWindow, tour: Tour) -> None:
    press(Qt.Key.Key_Escape)
    assert window.touring.tour is None
    assert not tour.isVisible()


def test_the_windows_keys_and_the_mouse_go_on(
    session: StandInSession, window: MainWindow, tour: Tour
) -> None:
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_P)
    assert [choice.mode for choice in session.asked if isinstance(choice, LaneChoice)] == [
        Mode.PULL
    ]
    assert window.bridge.is_paused
    assert tour.number == 0
    push = window.top.controls.switch.sides[Mode.PUSH]
    assert window.childAt(push.mapTo(window, push.rect().center())) is push


def test_a_focus_that_moved_on_is_left_where_it_is(window: MainWindow, tour: Tour) -> None:
    window.watchlist.bar.search.setFocus()
    tour.end()
    assert QApplication.focusWidget() is window.watchlist.bar.search


def test_tab_stays_in_the_bubble(window: MainWindow, tour: Tour) -> None:
    tour.move_by(1)
    focused = [QApplication.focusWidget()]
    for _ in range(3):
        press(Qt.Key.Key_Tab)
        focused.append(QApplication.focusWidget())
    bubble = tour.bubble
    assert focused == [bubble.next, bubble.skip, bubble.back, bubble.next]
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is bubble.back
    press(Qt.Key.Key_Return)
    assert tour.number == 0


def test_a_part_that_is_hidden_is_not_pointed_at(window: MainWindow, tour: Tour) -> None:
    window.docks["figures"].hide()
    tour.move_by(3)
    assert tour.target() is None
    assert abs(tour.bubble.geometry().center().x() - window.rect().center().x()) <= 1


def test_it_follows_the_window(window: MainWindow, tour: Tour) -> None:
    window.resize(1700, 1000)
    QApplication.sendPostedEvents()
    assert tour.geometry() == window.rect()
    tour.move_by(5)
    target = tour.target()
    assert target is not None
    assert target.left() > 1500
    assert window.rect().contains(tour.bubble.geometry())


def test_it_takes_other_colours(window: MainWindow, tour: Tour) -> None:
    before = tour.grab().toImage()
    window.dressing.choose_theme(Theme.LIGHT)
    assert tour.grab().toImage() != before


def test_each_step_is_heard(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append(event.message())
    )
    window.touring.start()
    press(Qt.Key.Key_Right)
    assert [sentence.partition(".")[0] for sentence in heard] == [
        "One switch",
        "The price, and how old it is",
    ]


def test_it_is_offered_once_and_can_be_called_again(
    show_window: ShowWindow, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    window = show_window(settings=Settings(file))
    window.touring.offer()
    assert window.touring.tour is not None
    press(Qt.Key.Key_Escape)
    window.close()
    again = show_window(settings=Settings(file))
    again.touring.offer()
    assert again.touring.tour is None
    again.touring.start()
    assert again.touring.tour is not None


def test_one_that_was_not_ended_is_offered_again(show_window: ShowWindow, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    window = show_window(settings=Settings(file))
    window.touring.offer()
    window.close()
    again = show_window(settings=Settings(file))
    again.touring.offer()
    assert again.touring.tour is not None


def test_it_is_shown_one_at_a_time(window: MainWindow, tour: Tour) -> None:
    window.touring.start()
    assert window.touring.tour is tour
    assert len(window.findChildren(Tour)) == 1
    tour.end()
    QApplication.sendPostedEvents(tour, QEvent.Type.DeferredDelete)
    assert window.findChildren(Tour) == []
