from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.ui.watchlist.model import FLASH_ROLE, SORT_ROLE, WENT_ROLE, Column, WatchlistModel
from ticker_app.ui.watchlist.watchlist import Watchlist
from ticker_app.ui.wording import NARROW


@pytest.fixture
def model(session: StandInSession) -> WatchlistModel:
    made = WatchlistModel()
    made.refresh(session, session.now_us)
    return made


@pytest.fixture
def watchlist(session: StandInSession, qtbot: QtBot) -> Watchlist:
    made = Watchlist(DARK)
    qtbot.addWidget(made)
    made.refresh(session, session.now_us)
    return made


def texts(model: WatchlistModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in Column]


def shown(watchlist: Watchlist) -> list[str]:
    table = watchlist.table.model()
    return [table.index(row, Column.SYMBOL).data() for row in range(table.rowCount())]


def test_the_model_keeps_qts_rules(
    session: StandInSession, model: WatchlistModel, qtmodeltester: ModelTester
) -> None:
    session.tick("AAA", 101.0)
    model.refresh(session, session.now_us)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt has no types here


def test_a_row_says_what_is_known_of_a_symbol(
    session: StandInSession, model: WatchlistModel
) -> None:
    session.tick("BBB", 100.42, age_us=600_000)
    model.refresh(session, session.now_us)
    model.set_now(session.now_us)
    assert texts(model, 1) == [
        "BBB", "100.42", "▲ +0.42", f"+0.42{NARROW}%", "100.41", "100.43", f"0.6{NARROW}s",
    ]  # fmt: skip


def test_what_is_not_known_yet_is_a_dash_and_sorts_as_least(model: WatchlistModel) -> None:
    assert texts(model, 0) == ["AAA", "–", "–", "–", "–", "–", "–"]
    assert model.index(0, Column.LAST).data(SORT_ROLE) == float("-inf")


def test_a_price_that_moves_flashes_in_its_direction_and_fades(
    session: StandInSession, model: WatchlistModel
) -> None:
    session.tick("AAA", 101.0)
    model.refresh(session, session.now_us)
    assert model.index(0, Column.LAST).data(FLASH_ROLE) == 0
    session.tick("AAA", 100.5)
    model.refresh(session, session.now_us)
    assert model.index(0, Column.LAST).data(FLASH_ROLE) == -1
    assert model.index(0, Column.LAST).data(WENT_ROLE) == 0.5
    model.fade(session.now_us + 10_000_000)
    assert model.index(0, Column.LAST).data(FLASH_ROLE) == 0


def test_only_rows_that_changed_are_told(
    session: StandInSession, model: WatchlistModel, qtbot: QtBot
) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    session.tick("CCC", 99.0)
    model.refresh(session, session.now_us)
    model.refresh(session, session.now_us)
    assert told == [(2, 2)]


def test_other_symbols_begin_the_list_again(session: StandInSession, model: WatchlistModel) -> None:
    session.symbols = {"CCC": session.symbols["CCC"]}
    model.refresh(session, session.now_us)
    assert model.rowCount() == 1
    assert model.number_of("AAA") is None


def test_a_heading_says_what_its_column_means(model: WatchlistModel) -> None:
    horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(Column.AGE, horizontal) == "Age"
    meaning = model.headerData(Column.AGE, horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "published" in meaning
    assert model.headerData(0, vertical) is None


def test_no_cell_has_children_and_no_index_no_data(model: WatchlistModel) -> None:
    cell = model.index(0, 0)
    assert (model.rowCount(cell), model.columnCount(cell)) == (0, 0)
    assert model.data(QModelIndex()) is None
    assert model.data(cell, Qt.ItemDataRole.DecorationRole) is None


def test_choosing_a_row_asks_for_its_symbol(watchlist: Watchlist, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watchlist.symbol_chosen) as chosen:
        watchlist.table.selectRow(2)
    assert chosen.args == ["CCC"]


def test_a_step_chooses_the_next_symbol_and_stops_at_the_end(
    session: StandInSession, watchlist: Watchlist
) -> None:
    chosen: list[str] = []
    watchlist.symbol_chosen.connect(chosen.append)
    for _ in range(4):
        watchlist.step(1)
    assert chosen == ["BBB", "CCC"]


def test_showing_what_is_selected_asks_for_nothing(
    session: StandInSession, watchlist: Watchlist
) -> None:
    chosen: list[str] = []
    watchlist.symbol_chosen.connect(chosen.append)
    session.selected = "CCC"
    watchlist.refresh(session, session.now_us)
    assert watchlist.table.currentIndex().row() == 2
    assert chosen == []


def test_a_symbol_that_is_not_there_selects_nothing(
    session: StandInSession, watchlist: Watchlist
) -> None:
    session.selected = None
    watchlist.refresh(session, session.now_us)
    assert watchlist.table.currentIndex().row() == 0


def test_numbers_sort_as_numbers(session: StandInSession, watchlist: Watchlist) -> None:
    for symbol, price in (("AAA", 9.0), ("BBB", 1000.0), ("CCC", 80.0)):
        session.tick(symbol, price)
    watchlist.refresh(session, session.now_us)
    watchlist.table.sortByColumn(Column.LAST, Qt.SortOrder.DescendingOrder)
    assert shown(watchlist) == ["BBB", "CCC", "AAA"]


def test_the_selection_stays_with_its_symbol_when_the_order_changes(
    session: StandInSession, watchlist: Watchlist
) -> None:
    watchlist.table.sortByColumn(Column.SYMBOL, Qt.SortOrder.DescendingOrder)
    watchlist.refresh(session, session.now_us)
    assert watchlist.table.currentIndex().data() == "AAA"
    assert watchlist.table.currentIndex().row() == 2


def test_columns_grow_for_longer_prices_and_never_shrink(
    session: StandInSession, watchlist: Watchlist
) -> None:
    before = watchlist.table.columnWidth(Column.LAST)
    session.tick("AAA", 65_432.1)
    watchlist.refresh(session, session.now_us)
    watchlist.refresh_ages(session.now_us)
    wide = watchlist.table.columnWidth(Column.LAST)
    session.tick("AAA", 1.0)
    watchlist.refresh(session, session.now_us)
    watchlist.refresh_ages(session.now_us)
    assert before < wide == watchlist.table.columnWidth(Column.LAST)


def test_in_a_narrow_window_bid_and_ask_give_way(watchlist: Watchlist) -> None:
    full = watchlist.width()
    watchlist.set_narrow(True)
    assert watchlist.table.isColumnHidden(Column.BID)
    assert watchlist.width() < full
    watchlist.set_narrow(False)
    assert watchlist.width() == full


def test_a_flash_is_painted_with_an_arrow_in_its_colour(
    session: StandInSession, watchlist: Watchlist, qtbot: QtBot
) -> None:
    session.tick("BBB", 100.0)
    watchlist.refresh(session, session.now_us)
    calm = watchlist.grab().toImage()
    session.tick("BBB", 101.0)
    watchlist.refresh(session, session.now_us)
    assert watchlist.grab().toImage() != calm


def test_other_colours_are_painted_at_once(watchlist: Watchlist) -> None:
    dark = watchlist.grab().toImage()
    watchlist.set_palette(LIGHT)
    assert watchlist.grab().toImage() != dark
