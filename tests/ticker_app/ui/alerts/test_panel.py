from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.alerts.stage import POLL, Stage
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.book import AlertSettings
from ticker_app.ui import theme
from ticker_app.ui.alerts.alerting import Alerting
from ticker_app.ui.alerts.dialog import AlertDialog
from ticker_app.ui.alerts.log_tab import NOTHING_YET
from ticker_app.ui.alerts.panel import SETTLE_US, AlertsPanel
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.ui.scaling import rescale

N = "\u202f"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 500)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def alerting(stage: Stage, window: QWidget) -> Alerting:
    made = Alerting(stage.desk, DARK, window)
    made.panel.resize(880, 400)
    made.panel.show()
    return made


@pytest.fixture
def panel(alerting: Alerting) -> AlertsPanel:
    return alerting.panel


def refresh(alerting: Alerting, stage: Stage) -> None:
    alerting.refresh()


def crossed(stage: Stage) -> None:
    stage.bring("AAA", 99.0)
    stage.bring("AAA", 101.0)


def test_an_empty_list_says_how_an_alert_is_made(alerting: Alerting, stage: Stage) -> None:
    refresh(alerting, stage)
    tab = alerting.panel.alerts
    assert tab.empty.isVisible()
    assert not tab.delete.isEnabled()
    stage.above(100.0)
    refresh(alerting, stage)
    assert not tab.empty.isVisible()
    assert alerting.panel.tabs.tabText(0) == "&Alerts (1)"


def test_space_switches_an_alert_and_delete_deletes_it(alerting: Alerting, stage: Stage) -> None:
    stage.above(100.0)
    stage.above(101.0)
    refresh(alerting, stage)
    table = alerting.panel.alerts.table
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert [alert.enabled for alert in stage.desk.book.alerts] == [False, True]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [alert.level for alert in stage.desk.book.alerts] == [101.0]
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Delete)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert stage.desk.book.alerts == ()


def test_enter_and_the_buttons_ask_for_the_alert(
    panel: AlertsPanel, alerting: Alerting, stage: Stage
) -> None:
    alert = stage.above(100.0)
    refresh(alerting, stage)
    asked: list[Alert | None] = []
    panel.alert_asked.disconnect(alerting.ask)
    panel.alert_asked.connect(asked.append)
    panel.alerts.table.selectRow(0)
    QTest.keyClick(panel.alerts.table, Qt.Key.Key_Return)
    panel.alerts.change.click()
    panel.alerts.table.doubleClicked.emit(panel.alerts.model.index(0, 2))
    panel.alerts.new.click()
    assert asked == [alert, alert, alert, None]
    panel.alerts.delete.click()
    assert stage.desk.book.alerts == ()


def test_the_chosen_alert_stays_chosen_when_others_come(alerting: Alerting, stage: Stage) -> None:
    stage.above(100.0)
    stage.above(101.0)
    refresh(alerting, stage)
    table = alerting.panel.alerts.table
    table.selectRow(1)
    stage.above(102.0)
    refresh(alerting, stage)
    assert table.currentIndex().row() == 1


def test_keys_that_mean_nothing_here_are_left_to_the_window(
    alerting: Alerting, stage: Stage
) -> None:
    refresh(alerting, stage)
    table = alerting.panel.alerts.table
    asked: list[object] = []
    alerting.panel.alert_asked.connect(asked.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_X):
        QTest.keyClick(table, key)
    assert asked == []


def test_the_log_says_what_polling_costs(alerting: Alerting, stage: Stage) -> None:
    stage.above(100.0)
    refresh(alerting, stage)
    tab = alerting.panel.log
    alerting.panel.tabs.setCurrentWidget(tab)
    assert tab.summary.text() == NOTHING_YET
    assert not tab.save.isEnabled()
    crossed(stage)
    stage.bring("AAA", 99.0, choice=POLL)
    stage.bring("AAA", 101.0, choice=POLL, late_us=512_000)
    refresh(alerting, stage)
    pushed, polled = tab.summary.text().split("<br>")
    assert f"pushed by WebSocket: median 2.0{N}ms after the tick" in pushed
    assert DARK.pushed in pushed
    assert f"polled every 1{N}s: median 512{N}ms after the tick" in polled
    assert DARK.polled in polled
    assert "0 requests so far" in tab.summary.toolTip()
    alerting.set_palette(LIGHT)
    refresh(alerting, stage)
    assert LIGHT.polled in tab.summary.text()
    tab.clear.click()
    refresh(alerting, stage)
    assert tab.summary.text() == NOTHING_YET


def test_a_row_of_the_log_leads_to_its_symbol(
    alerting: Alerting, stage: Stage, qtbot: QtBot
) -> None:
    stage.above(100.0)
    crossed(stage)
    refresh(alerting, stage)
    with qtbot.waitSignal(alerting.symbol_wanted) as wanted:
        alerting.panel.log.table.opened.emit(0)
    assert wanted.args == ["AAA"]


def test_the_log_is_saved_as_a_table(alerting: Alerting, stage: Stage, tmp_path: Path) -> None:
    stage.above(100.0)
    crossed(stage)
    refresh(alerting, stage)
    alerting.panel.log.save.click()
    (dialog,) = alerting.panel.window().findChildren(QFileDialog)
    file = tmp_path / "log.csv"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    (line,) = csv.DictReader(file.read_text().splitlines())
    assert (line["symbol"], line["outcome"], line["delay_us"]) == ("AAA", "fired", "2000")


def test_a_log_that_cannot_be_saved_is_told(
    alerting: Alerting, stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(alerting.failed) as failed:
        alerting.panel.log.write(str(tmp_path / "no" / "log.csv"))
    assert failed.args is not None
    assert "log.csv cannot be written: No such file" in failed.args[0]


def test_what_should_be_kept_is_told_but_not_with_every_tick(
    alerting: Alerting, stage: Stage
) -> None:
    kept: list[AlertSettings] = []
    alerting.alerts_changed.connect(kept.append)
    refresh(alerting, stage)
    assert kept == []
    stage.above(100.0)
    stage.bring("AAA", 101.0)
    refresh(alerting, stage)
    assert kept == [stage.desk.book.kept()]
    stage.bring("AAA", 99.0)
    refresh(alerting, stage)
    assert len(kept) == 1
    stage.session.now_us += SETTLE_US
    refresh(alerting, stage)
    assert kept[1:] == [stage.desk.book.kept()]


def test_a_firing_is_kept_at_once(alerting: Alerting, stage: Stage) -> None:
    kept: list[AlertSettings] = []
    alerting.alerts_changed.connect(kept.append)
    stage.above(100.0)
    crossed(stage)
    assert [mark.side for mark in kept[-1].marks] == [1]


def test_while_nobody_sees_the_panel_changes_are_kept_all_the_same(
    alerting: Alerting, stage: Stage
) -> None:
    alerting.panel.hide()
    kept: list[AlertSettings] = []
    alerting.alerts_changed.connect(kept.append)
    stage.above(100.0)
    refresh(alerting, stage)
    assert len(kept) == 1
    assert alerting.panel.alerts.model.rows == []


def test_rows_grow_with_the_text(alerting: Alerting, stage: Stage, window: QWidget) -> None:
    stage.above(100.0)
    refresh(alerting, stage)
    table = alerting.panel.alerts.table
    usual = table.rowHeight(0), table.columnWidth(1)
    theme.set_scale(1.5)
    rescale(window, 1.0, 1.5)
    assert table.rowHeight(0) == round(usual[0] * 1.5)
    assert table.columnWidth(1) > usual[1]


def dialog_in(window: QWidget) -> AlertDialog:
    (dialog,) = window.findChildren(AlertDialog)
    return dialog


def test_a_new_alert_begins_with_the_last_price_of_the_selected_symbol(
    alerting: Alerting, stage: Stage, window: QWidget
) -> None:
    stage.bring("AAA", 97.31)
    alerting.ask()
    dialog = dialog_in(window)
    assert dialog.alert() == Alert("AAA", Condition.CROSSING, 97.31)
    dialog.save.click()
    assert stage.desk.book.alerts == (Alert("AAA", Condition.CROSSING, 97.31, id=1),)


def test_an_alert_at_a_place_of_the_chart_has_its_price(
    alerting: Alerting, window: QWidget
) -> None:
    alerting.ask_at("BBB", 12.3456)
    assert dialog_in(window).alert() == Alert("BBB", Condition.CROSSING, 12.35)


def test_without_a_symbol_there_is_nothing_to_ask(
    alerting: Alerting, stage: Stage, window: QWidget
) -> None:
    stage.session.selected = None
    alerting.ask()
    assert window.findChildren(AlertDialog) == []


def test_an_alert_without_a_price_yet_can_be_made(alerting: Alerting, window: QWidget) -> None:
    alerting.ask()
    assert dialog_in(window).alert().level == 0.0


def test_an_alert_is_changed_or_deleted_in_the_dialog(
    alerting: Alerting, stage: Stage, window: QWidget
) -> None:
    alert = stage.above(100.0)
    alerting.change(77)
    alerting.change(alert.id)
    dialog = dialog_in(window)
    dialog.level.setValue(105.0)
    dialog.made.emit(dialog.alert())
    assert [each.level for each in stage.desk.book.alerts] == [105.0]
    dialog.removed.emit(alert.id)
    assert stage.desk.book.alerts == ()


def test_what_fires_is_told_in_the_window(alerting: Alerting, stage: Stage, qtbot: QtBot) -> None:
    stage.above(100.0)
    crossed(stage)
    qtbot.waitUntil(lambda: len(alerting.telling.banners.shown) == 1)
    with qtbot.waitSignal(alerting.symbol_wanted) as wanted:
        alerting.telling.banners.shown[0].show_.click()
    assert wanted.args == ["AAA"]
