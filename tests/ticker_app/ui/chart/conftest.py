"""What the tests of the chart share: charts on a screen that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings
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
