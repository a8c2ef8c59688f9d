"""A screen reader hears changes of state, and not more than it can say."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ticker_app.ui.announcer import GAP_MS, Announcer


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        assert event.politeness() is QAccessible.AnnouncementPoliteness.Polite
        heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return heard


@pytest.fixture
def announcer(qtbot: QtBot) -> Announcer:
    window = QWidget()
    qtbot.addWidget(window)
    made = Announcer(window)
    made.setParent(window)
    return made


def test_the_first_change_is_said_at_once(
    qtbot: QtBot, said: list[str], announcer: Announcer
) -> None:
    announcer.say("Live")
    assert said == ["Live"]


def test_of_what_follows_at_once_only_the_last_is_said_and_later(
    qtbot: QtBot, said: list[str], announcer: Announcer
) -> None:
    for state in ("Live", "Reconnecting", "Offline", "Polling every 1 s"):
        announcer.say(state)
    assert said == ["Live"]
    assert announcer.gap.interval() == GAP_MS
    announcer.gap.timeout.emit()
    assert said == ["Live", "Polling every 1 s"]


def test_what_has_become_again_as_it_was_said_is_not_said_twice(
    qtbot: QtBot, said: list[str], announcer: Announcer
) -> None:
    for state in ("Live", "Reconnecting", "Live"):
        announcer.say(state)
    announcer.gap.timeout.emit()
    assert said == ["Live"]


def test_after_a_pause_the_same_may_be_said_again(
    qtbot: QtBot, said: list[str], announcer: Announcer
) -> None:
    announcer.say("Live")
    announcer.gap.stop()
    announcer.gap.timeout.emit()
    announcer.say("Live")
    assert said == ["Live", "Live"]
