from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.palette import DARK
from ticker_app.ui.watchlist.column_fit import ColumnFit
from ticker_app.ui.watchlist.columns import NAMES, Column
from ticker_app.ui.watchlist.delegate import WatchlistDelegate
from ticker_app.ui.watchlist.model import WatchlistModel
from ticker_app.ui.watchlist.table import WatchTable
from ticker_app.watch_settings import ColumnChoice

AS_USUAL = tuple(ColumnChoice(NAMES[column]) for column in Column)


@pytest.fixture
def fit(model: WatchlistModel, qtbot: QtBot) -> ColumnFit:
    table = WatchTable(model, WatchlistDelegate(DARK, model))
    qtbot.addWidget(table)
    table.resize(1200, 300)
    table.show()
    made = ColumnFit(table, model)
    table.room_changed.connect(made.make_room)
    return made


@pytest.fixture
def table(fit: ColumnFit) -> WatchTable:
    parent = fit.parent()
    assert isinstance(parent, WatchTable)
    return parent


@pytest.fixture
def header(table: WatchTable) -> QHeaderView:
    return table.horizontalHeader()


def shown(table: WatchTable) -> set[Column]:
    return {column for column in Column if not table.isColumnHidden(column)}


def test_with_room_all_columns_are_shown_and_none_is_without(
    fit: ColumnFit, table: WatchTable
) -> None:
    assert shown(table) == set(Column)
    assert fit.without_room() == frozenset()
    assert fit.choices() == AS_USUAL


def test_in_a_narrow_table_columns_give_way_instead_of_being_cut(
    fit: ColumnFit, table: WatchTable, header: QHeaderView
) -> None:
    table.resize(300, 300)
    assert {Column.SYMBOL, Column.LAST} < shown(table) < set(Column)
    assert header.length() <= table.viewport().width()
    assert fit.without_room() == set(Column) - shown(table)
    table.resize(1200, 300)
    assert shown(table) == set(Column)


def test_columns_grow_for_longer_prices_and_never_shrink(
    session: StandInSession, model: WatchlistModel, fit: ColumnFit, header: QHeaderView
) -> None:
    before = header.sectionSize(Column.LAST)
    widths = []
    for price in (65_432.1, 1.0):
        session.tick("AAA", price)
        model.refresh(session, session.now_us)
        fit.fit(range(3))
        widths.append(header.sectionSize(Column.LAST))
    assert before < widths[0] == widths[1]


def test_other_rows_may_need_less(
    session: StandInSession, model: WatchlistModel, fit: ColumnFit, header: QHeaderView
) -> None:
    before = header.sectionSize(Column.LAST)
    session.tick("AAA", 65_432.1)
    model.refresh(session, session.now_us)
    fit.fit(range(3))
    model.show(["BBB"])
    fit.forget()
    fit.fit(range(1))
    assert header.sectionSize(Column.LAST) == before


def test_columns_stand_as_they_were_arranged(fit: ColumnFit, header: QHeaderView) -> None:
    fit.arrange(
        [
            ColumnChoice("age"),
            ColumnChoice("from another version"),
            ColumnChoice("symbol"),
            ColumnChoice("last", width_px=200),
            ColumnChoice("bid", shown=False),
        ]
    )
    names = [choice.name for choice in fit.choices()]
    assert names[:4] == ["age", "symbol", "last", "bid"]
    assert header.logicalIndex(0) == Column.AGE
    assert header.sectionSize(Column.LAST) == 200
    assert header.isSectionHidden(Column.BID)


def test_the_symbol_cannot_be_hidden(fit: ColumnFit, header: QHeaderView) -> None:
    fit.arrange([ColumnChoice("symbol", shown=False), ColumnChoice("last")])
    assert not header.isSectionHidden(Column.SYMBOL)


def test_a_column_that_is_dragged_is_told(
    fit: ColumnFit, header: QHeaderView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(fit.arranged):
        header.moveSection(Column.AGE, 1)
    assert [choice.name for choice in fit.choices()][:3] == ["symbol", "age", "last"]


def test_what_was_remembered_is_not_told_again(fit: ColumnFit, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(fit.arranged):
        fit.arrange([ColumnChoice("age", width_px=90), ColumnChoice("symbol")])


def test_a_width_that_is_dragged_is_remembered_but_cuts_nothing(
    fit: ColumnFit, header: QHeaderView, qtbot: QtBot
) -> None:
    needed = header.sectionSize(Column.LAST)
    with qtbot.waitSignal(fit.arranged):
        header.resizeSection(Column.LAST, needed + 30)
    assert fit.choices()[Column.LAST].width_px == needed + 30
    header.resizeSection(Column.LAST, 5)
    assert header.sectionSize(Column.LAST) == needed


def test_no_width_pushes_its_column_out(fit: ColumnFit, header: QHeaderView) -> None:
    for column in Column:
        header.resizeSection(column, 5000)
        assert not header.isSectionHidden(column)
        header.resizeSection(column, 5)


def test_a_double_click_gives_a_column_the_width_it_needs(
    fit: ColumnFit, header: QHeaderView, qtbot: QtBot
) -> None:
    needed = header.sectionSize(Column.LAST)
    header.resizeSection(Column.LAST, needed + 30)
    with qtbot.waitSignal(fit.arranged):
        header.sectionHandleDoubleClicked.emit(Column.LAST)
    assert header.sectionSize(Column.LAST) == needed


def test_what_room_is_left_goes_to_the_spark_line(
    fit: ColumnFit, table: WatchTable, header: QHeaderView
) -> None:
    fit.arrange([ColumnChoice("symbol"), ColumnChoice("last"), ColumnChoice("spark")])
    sizes = []
    for width_px in (240, 280, 1000):
        table.resize(width_px, 300)
        sizes.append(header.sectionSize(Column.SPARK))
        assert header.length() == table.viewport().width()
    assert sizes[0] < sizes[1] < sizes[2]


def test_it_likes_some_columns_and_needs_two(fit: ColumnFit) -> None:
    assert 0 < fit.least_px() < fit.preferred_px() <= 480
