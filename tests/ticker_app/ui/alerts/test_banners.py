from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ticker_app.ui.alerts.banners import MOST, Banners


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def banners(window: QWidget) -> Banners:
    return Banners(window)


def test_a_notice_is_in_the_window_and_takes_no_focus(
    window: QWidget, banners: Banners, qtbot: QtBot
) -> None:
    field = QLineEdit(window)
    field.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    banners.tell("AAA", "reached", "AAA")
    (banner,) = banners.shown
    assert field.hasFocus()
    assert banner.isVisible()
    assert window.rect().contains(banner.geometry())


def test_notices_stack_without_covering_each_other(window: QWidget, banners: Banners) -> None:
    for number in range(MOST):
        banners.tell(f"alert {number}", "reached\nand again", "AAA")
    frames = [banner.geometry() for banner in banners.shown]
    for upper, lower in pairwise(frames):
        assert upper.bottom() < lower.top()
    window.resize(700, 500)
    assert all(window.rect().contains(banner.geometry()) for banner in banners.shown)


def test_of_many_only_the_newest_stay(banners: Banners) -> None:
    for number in range(MOST + 2):
        banners.tell(f"alert {number}", "", "AAA")
    assert [banner.title.text() for banner in banners.shown] == ["alert 2", "alert 3", "alert 4"]


def test_a_notice_goes_away_by_itself(banners: Banners) -> None:
    banners.tell("AAA", "reached", "AAA")
    (banner,) = banners.shown
    assert banner.timer.isActive()
    banner.timer.timeout.emit()
    assert banners.shown == ()


def test_it_stays_while_the_pointer_is_on_it(banners: Banners) -> None:
    banners.tell("AAA", "reached", "AAA")
    (banner,) = banners.shown
    banner.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not banner.timer.isActive()
    banner.leaveEvent(QEvent(QEvent.Type.Leave))
    assert banner.timer.isActive()


def test_its_buttons_show_the_symbol_or_close_it(banners: Banners, qtbot: QtBot) -> None:
    banners.tell("AAA", "reached", "AAA")
    banners.tell("BBB", "reached", "BBB")
    with qtbot.waitSignal(banners.opened) as opened:
        banners.shown[1].show_.click()
    assert opened.args == ["BBB"]
    banners.shown[0].close_.click()
    assert banners.shown == ()


def test_a_screen_reader_says_it(banners: Banners, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(event.message())
    )
    banners.tell("AAA ▲ reached 97.35", "Now 97.40", "AAA")
    assert "AAA ▲ reached 97.35. Now 97.40" in said
