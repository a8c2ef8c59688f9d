"""A chart is one of several in a window: it has its own symbol, settings and voice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings
from ticker_app.series import Published
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.palette import DARK


def chart_with(qtbot: QtBot, settings: ChartSettings) -> Chart:
    made = Chart(DARK, settings)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def refresh(chart: Chart, session: StandInSession) -> None:
    for _ in range(2):
        chart.refresh(session, session.now_us)
        QApplication.processEvents()


def test_a_chart_of_one_symbol_does_not_follow_the_selected_one(
    session: StandInSession, qtbot: QtBot
) -> None:
    session.tick("AAA", 10.0)
    session.tick("BBB", 20.0)
    fixed = chart_with(qtbot, ChartSettings(symbol="BBB"))
    refresh(fixed, session)
    bottom, top = fixed.panes.price.values
    assert bottom < 20 < top
    assert fixed.accessibleName() == "Price chart of BBB"


def test_the_reference_reading_of_another_symbol_is_not_taken_for_its_own(
    session: StandInSession, qtbot: QtBot
) -> None:
    session.tick("BBB", 20.0)
    session.now_us += 5_000_000
    unseen = replace(session.quotes["BBB"].tick, count=2, price=25.0)
    session.series["BBB"].publish([Published(unseen, session.now_us - 1_000_000)])
    fixed = chart_with(qtbot, ChartSettings(symbol="BBB"))
    session.through_us["AAA"] = session.now_us
    refresh(fixed, session)
    assert not len(fixed.panes.price.published.curve.x)
    session.through_us["BBB"] = session.now_us
    refresh(fixed, session)
    assert len(fixed.panes.price.published.curve.x)


def test_what_the_user_chooses_is_told_and_what_is_applied_is_not(qtbot: QtBot) -> None:
    chart = chart_with(qtbot, ChartSettings(span_s=60.0))
    told: list[ChartSettings] = []
    chart.settings_changed.connect(told.append)
    chart.apply(ChartSettings(span_s=900.0))
    assert chart.span_s == 900
    chart.set_span_s(900)
    assert told == []
    chart.set_span_s(300)
    assert told == [ChartSettings(span_s=300.0)] == [chart.settings]


def test_a_press_in_the_chart_turns_to_it(qtbot: QtBot) -> None:
    chart = chart_with(qtbot, ChartSettings())
    with qtbot.waitSignal(chart.activated):
        QTest.mouseClick(chart.panes.view.viewport(), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("span_s", [60.0, 900.0])
def test_it_begins_with_its_span(qtbot: QtBot, span_s: float) -> None:
    chart = chart_with(qtbot, ChartSettings(span_s=span_s))
    checked = [button.isChecked() for button in chart.header.spans]
    assert checked.index(True) == (60, 300, 900).index(span_s)
