"""Alerts in the window: keys, panel, chart, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.alerts.stage import Stage
from tests.ticker_app.ui.conftest import ShowWindow
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.book import NO_ALERTS, AlertSettings
from ticker_app.settings import Settings
from ticker_app.ui.alerts.dialog import AlertDialog
from ticker_app.ui.palette import LIGHT
from ticker_app.ui.window import MainWindow
from ticker_app.ui.window_alerts import SECTION

Open = Callable[..., MainWindow]


@pytest.fixture
def stage(session: StandInSession) -> Stage:
    return Stage(session)


@pytest.fixture
def open_window(stage: Stage, show_window: ShowWindow) -> Open:
    def make(settings: Settings | None = None) -> MainWindow:
        return show_window(stage.session, settings=settings, alerts=stage.desk)

    return make


def dialogs(window: MainWindow) -> list[AlertDialog]:
    return window.findChildren(AlertDialog)


def test_a_asks_for_an_alert_of_the_selected_symbol(open_window: Open, stage: Stage) -> None:
    window = open_window()
    stage.bring("AAA", 97.31)
    QTest.keyClick(window, Qt.Key.Key_A)
    (dialog,) = dialogs(window)
    assert dialog.alert() == Alert("AAA", Condition.CROSSING, 97.31)
    dialog.save.click()
    assert len(stage.desk.book.alerts) == 1


def test_a_place_on_the_chart_asks_for_an_alert_there(open_window: Open) -> None:
    window = open_window()
    window.grid.alert_asked.emit("BBB", 12.34)
    (dialog,) = dialogs(window)
    assert dialog.alert() == Alert("BBB", Condition.CROSSING, 12.34)


def test_the_line_of_an_alert_is_dragged_changed_and_deleted(
    open_window: Open, stage: Stage
) -> None:
    window = open_window()
    for symbol in ("AAA", "BBB"):
        stage.bring(symbol, 99.99)
        stage.above(100.0, symbol)
    window.bridge.look()
    window.bridge.look()
    lines = window.grid.active.alert_lines
    assert lines.texts == ["alert at 100.00 or above"]
    lines.moved.emit(1, 100.01)
    window.bridge.look()
    assert lines.texts == ["alert at 100.01 or above"]
    lines.asked.emit(1)
    (dialog,) = dialogs(window)
    assert dialog.alert().level == 100.01
    dialog.close()
    lines.removed.emit(1)
    window.bridge.look()
    assert lines.texts == []
    assert [alert.symbol for alert in stage.desk.book.alerts] == ["BBB"]


def test_behind_the_compared_lanes_no_lines_are_drawn(open_window: Open, stage: Stage) -> None:
    window = open_window()
    stage.bring("AAA", 99.99)
    window.toggle_compare()
    stage.above(100.0)
    window.bridge.look()
    assert window.grid.active.alert_lines.texts == []
    window.toggle_compare()


def test_the_panel_comes_and_goes_by_its_key(open_window: Open, stage: Stage) -> None:
    window = open_window()
    stage.above(100.0)
    panel = window.alerting.panel
    assert not panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert panel.isVisible()
    window.bridge.look_again()
    window.bridge.look()
    assert len(panel.alerts.model.rows) == 1
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert not panel.isVisible()


def test_a_notice_leads_to_its_symbol(open_window: Open, stage: Stage, qtbot: QtBot) -> None:
    window = open_window()
    stage.above(100.0, "BBB")
    stage.bring("BBB", 99.0)
    stage.bring("BBB", 101.0)
    banners = window.alerting.telling.banners
    qtbot.waitUntil(lambda: len(banners.shown) == 1)
    assert window.rect().contains(banners.shown[0].geometry())
    banners.shown[0].show_.click()
    assert stage.session.selected == "BBB"


def test_other_colours_reach_the_panel(open_window: Open, stage: Stage) -> None:
    window = open_window()
    window.dressing.palette_changed.emit(LIGHT)
    stage.above(100.0)
    stage.bring("AAA", 99.0)
    stage.bring("AAA", 101.0)
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    window.alerting.panel.tabs.setCurrentIndex(1)
    window.bridge.look_again()
    window.bridge.look()
    assert LIGHT.pushed in window.alerting.panel.log.summary.text()


def test_a_sentence_of_the_alerts_is_shown(open_window: Open) -> None:
    window = open_window()
    window.alerting.failed.emit("log.csv cannot be written: No space left on device")
    window.bridge.look()
    assert "No space left" in window.notice.text


def test_alerts_are_remembered_with_where_they_stand(
    open_window: Open, stage: Stage, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    window = open_window(Settings(file))
    stage.above(100.0)
    stage.bring("AAA", 99.0)
    stage.bring("AAA", 101.0)
    stage.bring("AAA", 99.5)
    window.close()
    kept = Settings(file).read(SECTION, AlertSettings, NO_ALERTS)
    assert kept == stage.desk.book.kept()
    assert [mark.side for mark in kept.marks] == [-1]
