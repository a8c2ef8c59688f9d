"""The table, copies and files of the active chart of a window."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QLocale
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import NOW_US, StandInSession
from ticker_app.ui.actions import ActionSpec, ActionTable
from ticker_app.ui.bridge import Bridge
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.ui.values.chart_values import NO_CHART, ChartValues
from ticker_app.ui.values.files import CSV, PNG, SVG

S = 1_000_000


class Window(QWidget):
    """A chart above its values."""

    def __init__(self, session: StandInSession) -> None:
        super().__init__()
        self.session = session
        self.chart: Chart | None = Chart(DARK, parent=self)
        self.bridge = Bridge(session, self)
        self.values = ChartValues(self.bridge, lambda: self.chart, DARK, self, QLocale.c())
        self.actions_ = ActionTable(self)
        self.actions_.add(ActionSpec("panels.values", "Panels", "Values"), lambda: None)
        self.values.add_actions(self.actions_)
        layout = QVBoxLayout(self)
        layout.addWidget(self.chart)
        layout.addWidget(self.values.panel)

    def paint(self) -> None:
        assert self.chart is not None
        for _ in range(2):
            self.chart.refresh(self.session, self.session.now_us)
            QApplication.processEvents()


@pytest.fixture
def window(session: StandInSession, qtbot: QtBot) -> Iterator[Window]:
    for price in (97.25, 97.5, 97.75):
        session.now_us += S
        session.tick("AAA", price)
    made = Window(session)
    qtbot.addWidget(made)
    made.resize(700, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.paint()
    yield made
    QGuiApplication.clipboard().clear()


def test_the_table_shows_the_values_of_the_chart(window: Window) -> None:
    window.values.refresh(NOW_US)
    model = window.values.panel.model
    assert [model.index(row, 1).data() for row in range(3)] == ["97.75", "97.50", "97.25"]


def test_the_table_stands_still_with_the_picture(window: Window) -> None:
    window.bridge.look()
    window.bridge.toggle_pause()
    window.session.tick("AAA", 98.0)
    window.bridge.look()
    assert window.values.panel.model.rowCount() == 3
    window.bridge.toggle_pause()
    assert window.values.panel.model.rowCount() == 4


def test_a_table_that_nobody_sees_is_not_read(window: Window) -> None:
    window.values.panel.hide()
    window.values.refresh(NOW_US)
    assert window.values.panel.model.rowCount() == 0


def test_without_a_chart_there_are_no_values(window: Window) -> None:
    window.values.refresh(NOW_US)
    window.chart = None
    window.values.refresh(NOW_US)
    assert window.values.panel.model.rowCount() == 0


def test_a_copy_is_a_picture_of_the_chart(window: Window) -> None:
    window.actions_["chart.copy"].trigger()
    image = QGuiApplication.clipboard().image()
    assert window.chart is not None
    assert image.width() > 2 * window.chart.panes.view.width()


def test_a_copy_from_the_table_is_its_rows(window: Window) -> None:
    window.values.refresh(NOW_US)
    window.activateWindow()
    window.values.panel.table.setFocus()
    window.values.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4


@pytest.mark.parametrize("name", ["chart.copy", "chart.export"])
def test_without_a_chart_there_is_nothing_to_copy_or_export(
    window: Window, qtbot: QtBot, name: str
) -> None:
    window.chart = None
    with qtbot.waitSignal(window.values.failed) as told:
        window.actions_[name].trigger()
    assert told.args == [NO_CHART]


def test_export_asks_for_a_file_named_after_the_chart(window: Window) -> None:
    window.actions_["chart.export"].trigger()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert [Path(file).name for file in dialog.selectedFiles()] == ["AAA-ticks.png"]
    dialog.reject()


def test_a_file_that_cannot_be_written_is_told_of(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.chart is not None
    with qtbot.waitSignal(window.values.failed) as told:
        window.values.files.save(str(tmp_path / "no" / "a.csv"), window.values.makers(window.chart))
    assert "a.csv cannot be written" in told.args[0]


def test_values_are_written_oldest_first(window: Window) -> None:
    assert window.chart is not None
    text = window.values.makers(window.chart)[CSV]().decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["price"] for row in rows] == ["97.25", "97.5", "97.75"]
    assert {row["came"] for row in rows} == {"pushed"}


def test_a_picture_has_the_colours_of_the_chart_and_of_a_new_palette(window: Window) -> None:
    assert window.chart is not None
    make = window.values.makers(window.chart)[PNG]
    dark = QImage.fromData(QByteArray(make()))
    assert dark.pixelColor(1, 1).name() == DARK.surface
    for part in (window.values, window.chart):
        part.set_palette(LIGHT)
    window.paint()
    light = QImage.fromData(QByteArray(make()))
    assert light.pixelColor(1, 1).name() == LIGHT.surface
    assert light.size() == dark.size()


def test_a_drawing_says_what_it_shows_and_draws_the_price(window: Window) -> None:
    assert window.chart is not None
    svg = window.values.makers(window.chart)[SVG]()
    assert QSvgRenderer(QByteArray(svg)).isValid()
    assert b"AAA \xc2\xb7 ticks" in svg
    assert DARK.pushed.encode() in svg
