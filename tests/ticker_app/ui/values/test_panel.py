"""The panel with the table of values."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.values.tables import NOON_US, table
from ticker_app.shown.table import NO_TABLE
from ticker_app.ui import theme
from ticker_app.ui.scaling import rescale
from ticker_app.ui.values.panel import NO_VALUES, ValuesPanel


@pytest.fixture
def panel(qtbot: QtBot) -> ValuesPanel:
    made = ValuesPanel(QLocale.c())
    qtbot.addWidget(made)
    made.resize(500, 160)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_heading_says_what_is_shown(panel: ValuesPanel) -> None:
    assert panel.heading.text() == NO_VALUES
    panel.show_table(table(1, 2), NOON_US)
    assert panel.heading.text() == "AAA ticks: 2 rows in view, newest first"
    panel.show_table(table(1), NOON_US)
    assert panel.heading.text() == "AAA ticks: 1 row in view, newest first"
    panel.show_table(NO_TABLE, NOON_US)
    assert panel.heading.text() == NO_VALUES


def test_the_newest_stays_in_sight(panel: ValuesPanel) -> None:
    panel.show_table(table(*range(30)), NOON_US)
    panel.show_table(table(*range(35)), NOON_US)
    assert panel.table.rowAt(0) == 0


def test_what_one_reads_further_down_stays_where_it_is(panel: ValuesPanel) -> None:
    panel.show_table(table(*range(30)), NOON_US)
    panel.table.verticalScrollBar().setValue(10)
    read = panel.model.index(panel.table.rowAt(0), 1).data()
    panel.show_table(table(*range(33)), NOON_US)
    assert panel.model.index(panel.table.rowAt(0), 1).data() == read


def test_another_table_begins_with_its_newest_row(panel: ValuesPanel) -> None:
    panel.show_table(table(*range(30)), NOON_US)
    panel.table.scrollToBottom()
    panel.show_table(table(*range(30), first=100), NOON_US)
    assert panel.table.rowAt(0) == 0


def test_columns_grow_for_longer_prices_and_never_shrink(panel: ValuesPanel) -> None:
    panel.show_table(table(1, 2), NOON_US)
    before = panel.table.columnWidth(0), panel.table.columnWidth(1)
    panel.show_table(table(1, 123_456_789_012_345), NOON_US)
    wide = panel.table.columnWidth(1)
    panel.show_table(table(1, 3), NOON_US)
    assert before[1] < wide == panel.table.columnWidth(1)
    assert panel.table.columnWidth(0) == before[0]


def test_the_selected_rows_are_copied_or_all(panel: ValuesPanel) -> None:
    panel.show_table(table(1, 2, 3), NOON_US)
    panel.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4
    panel.table.selectRow(1)
    panel.copy()
    assert QGuiApplication.clipboard().text().splitlines()[1].endswith("\t2.00\tpushed")


def test_rows_grow_with_the_text(panel: ValuesPanel) -> None:
    panel.show_table(table(1, 2), NOON_US)
    before = panel.table.rowHeight(0), panel.table.columnWidth(0)
    theme.set_scale(2.0)
    try:
        rescale(panel, 1.0, 2.0)
        panel.fit()
        panel.show_table(table(1, 2, 3), NOON_US)
        assert panel.table.rowHeight(0) == 2 * before[0]
        assert panel.table.columnWidth(0) > 1.5 * before[1]
    finally:
        theme.set_scale(1.0)
