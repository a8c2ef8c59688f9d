from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from pytestqt.modeltest import ModelTester

from tests.ticker_app.ui.alerts.stage import POLL, Stage
from ticker_app.alerts.alert import Alert, Condition
from ticker_app.alerts.log import AlertLog
from ticker_app.ui.alerts.alerts_model import AlertColumn, AlertsModel
from ticker_app.ui.alerts.log_model import LogColumn, LogModel
from ticker_app.ui.palette import DARK, LIGHT

N = "\u202f"
CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def alerts() -> AlertsModel:
    return AlertsModel()


@pytest.fixture
def log() -> LogModel:
    return LogModel(DARK)


def crossed(stage: Stage, *, missed: int = 0) -> None:
    """The price of AAA was below 100 and is above it now."""
    stage.bring("AAA", 99.0)
    stage.bring("AAA", 101.0, missed=missed)


def texts(model: AlertsModel | LogModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_both_models_keep_qts_rules(
    stage: Stage, alerts: AlertsModel, log: LogModel, qtmodeltester: ModelTester
) -> None:
    stage.above(100.0)
    crossed(stage)
    alerts.refresh(stage.desk, stage.session)
    log.refresh(stage.desk.log, stage.session)
    for model in (alerts, log):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt has no types here


def test_a_row_says_what_an_alert_waits_for(stage: Stage, alerts: AlertsModel) -> None:
    stage.bring("AAA", 99.0)
    stage.above(100.0, note="sell")
    stage.above(9.0, "ZZZ")
    alerts.refresh(stage.desk, stage.session)
    assert texts(alerts, 0) == [
        "AAA", "at 100.00 or above", "99.00", f"+1.01{N}%", "waiting", "sell",
    ]  # fmt: skip
    assert texts(alerts, 1)[2:5] == ["–", "–", "no price yet"]


def test_only_rows_that_changed_are_told(stage: Stage, alerts: AlertsModel) -> None:
    stage.above(100.0)
    stage.above(100.0, "BBB")
    alerts.refresh(stage.desk, stage.session)
    told: list[int] = []
    alerts.dataChanged.connect(lambda top, _bottom: told.append(top.row()))
    stage.bring("BBB", 99.0)
    alerts.refresh(stage.desk, stage.session)
    assert told == [1]


def test_a_mark_switches_an_alert(stage: Stage, alerts: AlertsModel) -> None:
    alert = stage.above(100.0)
    alerts.refresh(stage.desk, stage.session)
    switched: list[tuple[int, bool]] = []
    alerts.switched.connect(lambda *what: switched.append(what))
    first = alerts.index(0, AlertColumn.SYMBOL)
    assert first.data(CHECK) is Qt.CheckState.Checked
    assert alerts.setData(first, Qt.CheckState.Unchecked.value, CHECK)
    assert switched == [(alert.id, False)]
    assert not alerts.setData(first, "BBB")
    assert not alerts.setData(alerts.index(0, 1), Qt.CheckState.Checked.value, CHECK)
    stage.desk.enable(alert.id, on=False)
    alerts.refresh(stage.desk, stage.session)
    assert first.data(CHECK) is Qt.CheckState.Unchecked
    assert alerts.index(0, AlertColumn.STANDING).data() == "off"


@pytest.mark.parametrize("kind", [AlertsModel, LogModel])
def test_there_is_nothing_below_or_beside_the_table(
    kind: type[AlertsModel] | type[LogModel],
) -> None:
    model = LogModel(DARK) if kind is LogModel else AlertsModel()
    assert model.data(QModelIndex()) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert model.rowCount() == 0


def test_a_heading_stands_above_its_numbers(alerts: AlertsModel, log: LogModel) -> None:
    role = Qt.ItemDataRole.TextAlignmentRole
    for model, column in ((alerts, AlertColumn.LAST), (log, LogColumn.DELAY)):
        assert model.headerData(column, Qt.Orientation.Horizontal, role) == (
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )


def test_the_newest_firing_stands_on_top(stage: Stage, log: LogModel) -> None:
    stage.above(100.0)
    stage.above(100.5)
    crossed(stage)
    log.refresh(stage.desk.log, stage.session)
    assert texts(log, 0)[1:] == [
        "AAA", "▲ reached 100.50", "101.00", f"2.0{N}ms", "pushed by WebSocket", "",
    ]  # fmt: skip
    assert texts(log, 1)[2] == "▲ reached 100.00"


def test_what_came_is_inserted_and_what_was_learnt_is_told(stage: Stage, log: LogModel) -> None:
    stage.above(100.0)
    log.refresh(stage.desk.log, stage.session)
    inserted: list[tuple[int, int]] = []
    log.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    crossed(stage)
    log.refresh(stage.desk.log, stage.session)
    crossed(stage)
    log.refresh(stage.desk.log, stage.session)
    log.refresh(stage.desk.log, stage.session)
    assert inserted == [(0, 0), (0, 0)]
    stage.never_seen()
    log.refresh(stage.desk.log, stage.session)
    assert texts(log, 0)[LogColumn.DELAY] == "never"


def test_a_cleared_log_is_empty(stage: Stage, log: LogModel) -> None:
    stage.above(100.0)
    crossed(stage)
    log.refresh(stage.desk.log, stage.session)
    stage.desk.log.clear()
    crossed(stage)
    log.refresh(stage.desk.log, stage.session)
    assert log.rowCount() == 1
    stage.desk.log.clear()
    log.refresh(stage.desk.log, stage.session)
    assert log.rowCount() == 0


def test_what_the_log_forgets_leaves_the_table(stage: Stage, log: LogModel) -> None:
    short = AlertLog(capacity=3)
    stage.above(100.0)
    for _ in range(5):
        crossed(stage)
        short.add(stage.told[-1:])
        log.refresh(short, stage.session)
    assert log.rows == list(reversed(short.entries))
    crossed(stage)
    short.add(stage.told)
    log.refresh(short, stage.session)
    assert log.rows == list(reversed(short.entries))


def ink(log: LogModel, column: LogColumn) -> str:
    colour: QColor = log.index(0, column).data(Qt.ItemDataRole.ForegroundRole)
    return colour.name()


def test_colours_say_where_it_went_and_how_it_came(stage: Stage, log: LogModel) -> None:
    stage.above(100.0)
    crossed(stage)
    log.refresh(stage.desk.log, stage.session)
    assert ink(log, LogColumn.EVENT) == DARK.up
    assert ink(log, LogColumn.DELAY) == ink(log, LogColumn.LANE) == DARK.pushed
    assert ink(log, LogColumn.REMARK) == DARK.muted
    log.set_palette(LIGHT)
    assert ink(log, LogColumn.PRICE) == LIGHT.text
    stage.desk.put(Alert("AAA", Condition.BELOW, 100.0))
    stage.bring("AAA", 98.0, choice=POLL)
    log.refresh(stage.desk.log, stage.session)
    assert ink(log, LogColumn.EVENT) == LIGHT.down
    assert ink(log, LogColumn.LANE) == LIGHT.polled


def test_an_empty_log_takes_other_colours_too(log: LogModel) -> None:
    log.set_palette(LIGHT)
    assert log.rowCount() == 0
