"""The table of values as a Qt model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtCore import QPersistentModelIndex as Persistent
from pytestqt.modeltest import ModelTester

from tests.ticker_app.ui.values.tables import NOON_US, S, table
from ticker_app.shown.table import NO_TABLE, Table
from ticker_app.ui.values.model import ValuesModel

DAY_US = 86_400 * S
LOOKS = [
    NO_TABLE,
    table(1, 2, 3),
    table(1, 2, 3.5, 4),
    table(2, 3.5, 4, 5, first=1),
    table(1, 2, 3.5),
    table(),
    table(7, 8, first=50),
]


@pytest.fixture
def model() -> ValuesModel:
    return ValuesModel(QLocale.c())


def prices(model: ValuesModel) -> list[str]:
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(model: ValuesModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt has no types here
    for look in LOOKS:
        model.show(look, NOON_US)
    assert prices(model) == ["8.00", "7.00"]


@pytest.mark.parametrize("before", LOOKS)
@pytest.mark.parametrize("after", LOOKS)
def test_any_look_may_follow_any_other(model: ValuesModel, before: Table, after: Table) -> None:
    model.show(before, NOON_US)
    model.show(after, NOON_US)
    newest_first: list[float] = after.columns[1].values[::-1].tolist() if after.columns else []
    assert [float(text) for text in prices(model)] == newest_first


def test_the_newest_is_on_top(model: ValuesModel) -> None:
    model.show(table(1, 2, 3), NOON_US)
    assert prices(model) == ["3.00", "2.00", "1.00"]


def test_a_place_in_the_table_stays_with_its_row(model: ValuesModel) -> None:
    model.show(table(1, 2, 3), NOON_US)
    place = Persistent(model.index(1, 1))
    model.show(table(2, 3, 4, 5, first=1), NOON_US)
    assert (place.row(), place.data()) == (3, "2.00")
    model.show(table(3, 4, first=2), NOON_US)
    assert not place.isValid()


def test_only_rows_that_changed_are_told(model: ValuesModel) -> None:
    model.show(table(1, 2, 3), NOON_US)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.show(table(1, 2, 3), NOON_US)
    model.show(table(1, 2, 3.5, 4), NOON_US)
    assert told == [(1, 1)]


def test_a_day_is_told_if_it_is_not_today(model: ValuesModel) -> None:
    model.show(table(1, 2), NOON_US)
    today = model.index(0, 0).data()
    model.show(table(1, 2), NOON_US + DAY_US)
    assert model.index(0, 0).data().endswith(today)
    assert len(model.index(0, 0).data()) > len(today)


def test_a_time_tells_its_exact_moment_and_a_heading_its_meaning(model: ValuesModel) -> None:
    model.show(table(1), NOON_US)
    tip, horizontal = Qt.ItemDataRole.ToolTipRole, Qt.Orientation.Horizontal
    assert "2024-11-2" in model.index(0, 0).data(tip)
    assert model.index(0, 1).data(tip) is None
    assert model.headerData(1, horizontal) == "Price"
    assert model.headerData(1, horizontal, tip) == "What"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert model.headerData(9, horizontal) is None


def test_no_cell_has_children_and_no_index_no_data(model: ValuesModel) -> None:
    model.show(table(1), NOON_US)
    cell = model.index(0, 0)
    assert (model.rowCount(cell), model.columnCount(cell)) == (0, 0)
    assert model.data(QModelIndex()) is None
    assert model.data(cell, Qt.ItemDataRole.DecorationRole) is None


def test_rows_are_copied_with_their_headings(model: ValuesModel) -> None:
    model.show(table(1, 2), NOON_US)
    assert [line.split("\t")[1] for line in model.text().splitlines()] == ["Price", "2.00", "1.00"]
    assert [line.split("\t")[1] for line in model.text([1]).splitlines()] == ["Price", "1.00"]
