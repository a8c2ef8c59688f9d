"""The watchlist's model: Qt's rules, and what it says has changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from server.wire import SymbolInfo
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.model import MIME, WatchlistModel
from ticker_app.ui.wording import NARROW

Told = list[tuple[int, int, int, int]]


@pytest.fixture
def told(model: WatchlistModel) -> Told:
    """First and last row, first and last column of each change that was told."""
    changes: Told = []
    model.dataChanged.connect(
        lambda first, last: changes.append((first.row(), last.row(), first.column(), last.column()))
    )
    return changes


def texts(model: WatchlistModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in Column]


def symbols(model: WatchlistModel) -> str:
    return " ".join(row.symbol for row in model.rows)


def check(tester: ModelTester, model: WatchlistModel) -> None:
    tester.check(model)  # type: ignore[no-untyped-call] # pytest-qt has no types here


def test_the_model_keeps_qts_rules_in_every_state(
    session: StandInSession, qtmodeltester: ModelTester
) -> None:
    model = WatchlistModel()
    check(qtmodeltester, model)
    model.refresh(session, session.now_us)
    for symbol in ("BBB", "AAA", "AAA"):
        session.tick(symbol, 101.0 + session.revision)
        model.refresh(session, session.now_us)
    model.order_by(Column.LAST, descending=True)
    check(qtmodeltester, model)
    model.show(["CCC", "ZZZ", "AAA"])
    model.set_now(session.now_us + 1)
    model.fade(session.now_us + 10_000_000)
    check(qtmodeltester, model)
    model.show(None, "incorp")
    model.order_by(None)
    check(qtmodeltester, model)
    model.show([])
    check(qtmodeltester, model)
    session.symbols = {}
    model.show(None)
    model.refresh(session, session.now_us)
    check(qtmodeltester, model)


def test_a_row_says_what_is_known_of_a_symbol(
    session: StandInSession, model: WatchlistModel
) -> None:
    session.tick("BBB", 100.42, age_us=600_000)
    model.refresh(session, session.now_us)
    model.set_now(session.now_us)
    assert texts(model, 1) == [
        "BBB", "100.42", "▲ +0.42", f"+0.42{NARROW}%", "100.41", "100.43", "0.02",
        "100", "100.42", "100.42", f"0.6{NARROW}s", "",
    ]  # fmt: skip


def test_a_price_that_moves_flashes_in_its_direction_and_fades(
    session: StandInSession, model: WatchlistModel
) -> None:
    session.tick("AAA", 101.0)
    model.refresh(session, session.now_us)
    assert model.strength("AAA") == 0
    session.tick("AAA", 100.5)
    model.refresh(session, session.now_us)
    assert model.strength("AAA") == -1
    model.fade(session.now_us + 10_000_000)
    assert model.strength("AAA") == 0


def test_a_flash_out_of_sight_is_none(session: StandInSession, model: WatchlistModel) -> None:
    model.seen = range(1, 3)
    for price in (101.0, 102.0):
        session.tick("AAA", price)
        session.tick("BBB", price)
        model.refresh(session, session.now_us)
    assert (model.strength("AAA"), model.strength("BBB")) == (0, 1)


def test_only_rows_that_changed_are_told(
    session: StandInSession, model: WatchlistModel, told: Told
) -> None:
    session.tick("CCC", 99.0)
    model.refresh(session, session.now_us)
    model.refresh(session, session.now_us)
    assert told == [(2, 2, Column.LAST, Column.AGE)]


def test_a_name_that_changed_is_told_with_its_symbol(
    session: StandInSession, model: WatchlistModel, told: Told
) -> None:
    session.symbols = {**session.symbols, "BBB": SymbolInfo("BBB", "Other", 2, 100.0)}
    model.refresh(session, session.now_us)
    assert told == [
        (1, 1, Column.SYMBOL, Column.SYMBOL),
        (1, 1, Column.LAST, Column.AGE),
    ]


def test_in_sight_neighbours_are_told_together_and_out_of_sight_roughly(
    session: StandInSession, told: Told
) -> None:
    names = [f"S{number}" for number in range(10)]
    session.symbols = {name: SymbolInfo(name, name, 2) for name in names}
    model = WatchlistModel()
    model.refresh(session, session.now_us)
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row(), 0, 0)))
    model.seen = range(3, 8)
    for number in (0, 2, 3, 4, 6, 9):
        session.tick(f"S{number}", 1.0)
    model.refresh(session, session.now_us)
    assert sorted(told) == [(0, 2, 0, 0), (3, 4, 0, 0), (6, 6, 0, 0), (9, 9, 0, 0)]


def test_time_changes_ages_and_the_spark_lines_that_went_on(
    session: StandInSession, model: WatchlistModel, told: Told
) -> None:
    session.tick("BBB", 1.0)
    model.refresh(session, session.now_us)
    told.clear()
    model.set_now(session.now_us)
    ages = (0, 2, Column.AGE, Column.AGE)
    assert told == [ages, (1, 1, Column.SPARK, Column.SPARK)]
    model.set_now(session.now_us)
    assert told[2:] == [ages]


def test_a_day_that_ends_is_told(session: StandInSession, model: WatchlistModel) -> None:
    session.tick("BBB", 1.0)
    model.refresh(session, session.now_us)
    model.set_now(session.now_us)
    model.set_now(session.now_us + 86_400_000_000)
    assert model.index(1, Column.HIGH).data() == "–"


def test_an_age_never_shows_a_price_older_than_it_is(
    session: StandInSession, model: WatchlistModel
) -> None:
    model.set_now(session.now_us)
    session.now_us += 5_000_000
    session.tick("AAA", 1.0)
    model.refresh(session, session.now_us)
    assert model.index(0, Column.AGE).data() == f"0.0{NARROW}s"


def test_rows_that_change_places_keep_what_points_at_them(
    session: StandInSession, model: WatchlistModel
) -> None:
    for symbol, price in (("AAA", 1.0), ("BBB", 3.0), ("CCC", 2.0)):
        session.tick(symbol, price)
    model.refresh(session, session.now_us)
    held = [QPersistentModelIndex(model.index(row, Column.LAST)) for row in range(3)]
    model.order_by(Column.LAST, descending=True)
    assert symbols(model) == "BBB CCC AAA"
    assert [index.data() for index in held] == ["1.00", "3.00", "2.00"]


def test_rows_that_stay_are_not_told_to_have_moved(
    session: StandInSession, model: WatchlistModel, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(model.layoutChanged):
        model.order_by(Column.SYMBOL)


def test_before_the_first_look_there_is_nothing_to_show() -> None:
    model = WatchlistModel()
    model.show(["AAA"])
    model.set_now(1)
    assert (model.rowCount(), model.spark("AAA")) == (0, None)


def test_other_symbols_begin_the_list_again(session: StandInSession, model: WatchlistModel) -> None:
    session.symbols = {"CCC": session.symbols["CCC"]}
    model.refresh(session, session.now_us)
    assert symbols(model) == "CCC"
    assert model.number_of("AAA") is None
    assert model.number_of(None) is None


def test_a_heading_says_what_its_column_means_and_where_sorting_begins(
    model: WatchlistModel,
) -> None:
    horizontal, role = Qt.Orientation.Horizontal, Qt.ItemDataRole
    assert model.headerData(Column.AGE, horizontal) == "Age"
    assert "published" in model.headerData(Column.AGE, horizontal, role.ToolTipRole)
    assert "Age: " in model.headerData(Column.AGE, horizontal, role.WhatsThisRole)
    assert model.headerData(Column.PERCENT, horizontal, role.AccessibleTextRole).startswith("Cha")
    first = [model.headerData(column, horizontal, role.InitialSortOrderRole) for column in Column]
    assert first.count(Qt.SortOrder.AscendingOrder) == 3


def test_the_sorted_column_has_an_arrow_beside_its_word(model: WatchlistModel) -> None:
    def headings() -> list[str]:
        horizontal = Qt.Orientation.Horizontal
        return [model.headerData(column, horizontal) for column in (Column.SYMBOL, Column.LAST)]

    model.order_by(Column.LAST, descending=True)
    assert headings() == ["Symbol", "↓ Last"]
    model.order_by(Column.SYMBOL)
    assert headings() == ["Symbol ↑", "Last"]


def test_a_row_is_called_by_its_symbol(model: WatchlistModel) -> None:
    assert model.headerData(1, Qt.Orientation.Vertical) == "BBB"
    assert model.headerData(1, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) is None


def test_a_cell_can_be_read_aloud(session: StandInSession, model: WatchlistModel) -> None:
    session.tick("AAA", 99.0)
    model.refresh(session, session.now_us)
    cell = model.index(0, Column.CHANGE)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Change: down −1.00"
    assert "first price" in cell.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "AAA Incorporated"


def test_no_cell_has_children_and_no_index_no_data(model: WatchlistModel) -> None:
    cell = model.index(0, 0)
    assert (model.rowCount(cell), model.columnCount(cell)) == (0, 0)
    assert model.data(QModelIndex()) is None
    assert model.data(cell, Qt.ItemDataRole.DecorationRole) is None


def test_a_row_is_dragged_as_its_symbol_and_dropped_between_rows(model: WatchlistModel) -> None:
    cell = model.index(1, Column.LAST)
    dragged = model.mimeData([cell])
    assert (bytes(dragged.data(MIME).data()), dragged.text()) == (b"BBB", "BBB")
    assert model.mimeTypes() == [MIME]
    assert model.supportedDropActions() is Qt.DropAction.MoveAction
    assert model.flags(cell) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(cell) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDropEnabled
