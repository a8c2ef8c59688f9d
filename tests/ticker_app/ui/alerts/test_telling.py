from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ticker_app.ui.alerts.stage import Stage
from ticker_app.ui.alerts.telling import Telling
from ticker_app.ui.alerts.tray import Tray


class FakeIcon(QSystemTrayIcon):
    """Keeps what it was told to show."""

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        super().__init__(icon, parent)
        self.messages: list[tuple[str, str]] = []

    @override
    def showMessage(self, title: str, text: str, *_: object) -> None:
        self.messages.append((title, text))

    @override
    def show(self) -> None:
        """There is no tray here."""


class FakeTray(Tray):
    """A tray that is there, with icons that keep what they show."""

    def __init__(self, window: QWidget) -> None:
        self.icons: list[FakeIcon] = []
        super().__init__(window, self._make)

    def _make(self, icon: QIcon, parent: QObject) -> FakeIcon:
        self.icons.append(FakeIcon(icon, parent))
        return self.icons[-1]

    @staticmethod
    @override
    def is_there() -> bool:
        return True


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    heard: list[None] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(None))
    return heard


def telling_in(window: QWidget, stage: Stage, tray: Tray | None = None) -> Telling:
    telling = Telling(window, lambda _: 2, tray)
    stage.desk.fired.append(telling.hear)
    return telling


def fire(stage: Stage) -> None:
    stage.bring("AAA", 90.0)
    stage.bring("AAA", 110.0)


def test_without_a_tray_it_is_told_in_the_window(window: QWidget, stage: Stage) -> None:
    telling = telling_in(window, stage)
    stage.above(100.0)
    fire(stage)
    telling.tell()
    (banner,) = telling.banners.shown
    assert banner.title.text() == "AAA ▲ reached 100.00"
    assert banner.text.text().startswith("Now 110.00 · ")


def test_with_a_tray_it_is_told_there(window: QWidget, stage: Stage) -> None:
    tray = FakeTray(window)
    telling = telling_in(window, stage, tray)
    stage.above(100.0)
    for _ in range(2):
        fire(stage)
        telling.tell()
    (icon,) = tray.icons
    assert [title for title, _ in icon.messages] == ["AAA ▲ reached 100.00"] * 2
    assert telling.banners.shown == ()


def test_no_desktop_takes_a_name_or_a_note_for_html(window: QWidget, stage: Stage) -> None:
    tray = FakeTray(window)
    telling = telling_in(window, stage, tray)
    stage.above(100.0, "<b>A&B</b>", note="<i>sell</i>")
    for price in (99.0, 101.0):
        stage.bring("<b>A&B</b>", price)
    telling.tell()
    ((title, text),) = tray.icons[0].messages
    assert title == "‹b›A＆B‹/b› ▲ reached 100.00"
    assert text.endswith("‹i›sell‹/i›")


def test_it_is_told_at_the_end_of_the_turn(window: QWidget, stage: Stage, qtbot: QtBot) -> None:
    telling = telling_in(window, stage)
    stage.above(100.0)
    fire(stage)
    assert telling.banners.shown == ()
    qtbot.waitUntil(lambda: len(telling.banners.shown) == 1)


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (2, ["AAA ▲ reached 101.00", "AAA ▲ reached 102.00"]),
        (
            5,
            [
                "AAA ▲ reached 101.00",
                "AAA ▲ reached 102.00",
                "AAA ▲ reached 103.00",
                "and 2 more, in the log",
            ],
        ),
    ],
)
def test_what_fires_together_is_told_together(
    window: QWidget, stage: Stage, number: int, lines: list[str]
) -> None:
    telling = telling_in(window, stage)
    for level in range(101, 101 + number):
        stage.above(float(level))
    fire(stage)
    telling.tell()
    (banner,) = telling.banners.shown
    assert banner.title.text() == f"{number} alerts"
    assert banner.text.text().split("\n") == lines


def test_nothing_is_told_of_nothing(window: QWidget, stage: Stage) -> None:
    telling = telling_in(window, stage)
    telling.tell()
    assert telling.banners.shown == ()


def test_only_an_alert_that_shall_be_heard_beeps(
    window: QWidget, stage: Stage, beeps: list[None]
) -> None:
    telling = telling_in(window, stage)
    stage.above(100.0)
    fire(stage)
    telling.tell()
    assert beeps == []
    stage.above(100.0, sound=True)
    stage.above(100.5, sound=True)
    fire(stage)
    telling.tell()
    assert beeps == [None]


def act(window: QWidget, what: Callable[[], None]) -> bool:
    """Whether a minimised window came forward."""
    window.showMinimized()
    what()
    return not window.isMinimized()


def test_a_click_on_the_notice_brings_the_window_with_the_symbol(
    window: QWidget, stage: Stage, qtbot: QtBot
) -> None:
    tray = FakeTray(window)
    telling = telling_in(window, stage, tray)
    stage.above(100.0)
    fire(stage)
    telling.tell()
    (icon,) = tray.icons
    with qtbot.waitSignal(telling.symbol_wanted) as wanted:
        assert act(window, icon.messageClicked.emit)
    assert wanted.args == ["AAA"]
    reason = QSystemTrayIcon.ActivationReason.Trigger
    assert act(window, lambda: icon.activated.emit(reason))


def test_a_screen_without_a_tray_has_none() -> None:
    assert not Tray.is_there()
