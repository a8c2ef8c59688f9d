"""What the tests of the chart share: charts on a screen that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.chart.some_candles import a_walk
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.palette import DARK

MakeChart = Callable[..., Chart]
Refresh = Callable[..., None]


@pytest.fixture
def make_chart(qtbot: QtBot) -> MakeChart:
    """A chart of 900×600 px with these settings."""

    def made(settings: ChartSettings = ChartSettings(), width: int = 900) -> Chart:  # noqa: B008
        chart = Chart(DARK, settings)
        qtbot.addWidget(chart)
        chart.resize(width, 600)
        with qtbot.waitExposed(chart):
            chart.show()
        return chart

    return made


@pytest.fixture
def refresh() -> Refresh:
    """Shows a session on a chart; twice, for the first price tells how wide the scale must be."""

    def refresh(chart: Chart, session: StandInSession) -> None:
        for _ in range(2):
            chart.refresh(session, session.now_us)
            QApplication.processEvents()

    return refresh


@pytest.fixture
def minute(session: StandInSession) -> StandInSession:
    """A minute of candles of a second, with a gap of three; and one tick."""
    session.tick("AAA", 98.0)
    session.hold("1s", a_walk(n for n in range(61) if n not in (20, 21, 22)))
    return session


@pytest.fixture
def chart(minute: StandInSession, make_chart: MakeChart, refresh: Refresh) -> Chart:
    """That minute, for tests that need no other chart."""
    made = make_chart(ChartSettings(timeframe=Timeframe.S1))
    refresh(made, minute)
    return made
