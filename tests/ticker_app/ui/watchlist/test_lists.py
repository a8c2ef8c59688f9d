"""The watchlist with lists of one's own: searching, adding, removing, ordering."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QTableView, QWidget
from typing_extensions import override

from server.wire import SymbolInfo
from tests.ticker_app.ui.standin import StandInSession
from tests.ticker_app.ui.watchlist.conftest import Make
from tests.ticker_app.ui.watchlist.hands import action, opened, press, said, shown, words
from ticker_app.ui.watchlist.add_dialog import AddDialog
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.model import MIME
from ticker_app.ui.watchlist.note_line import SHOWN_US
from ticker_app.ui.watchlist.watchlist import Watchlist
from ticker_app.watch_settings import SymbolList, WatchSettings


@pytest.fixture
def chosen(mine: Watchlist) -> list[str]:
    symbols: list[str] = []
    mine.symbol_chosen.connect(symbols.append)
    return symbols


def drop(watchlist: Watchlist, symbol: str, y: int, source: QWidget | None = None) -> QDropEvent:
    data = QMimeData()
    data.setData(MIME, symbol.encode())
    table = watchlist.table
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    class Dropped(QDropEvent):
        @override
        def source(self) -> QWidget:
            return source or table

    event = Dropped(QPointF(5, y), Qt.DropAction.MoveAction, data, left, no)
    table.dropEvent(event)
    return event


# --- what is shown ---


def test_a_remembered_list_is_shown_and_loses_no_symbol(mine: Watchlist) -> None:
    assert shown(mine) == "CCC ZZZ AAA"
    assert mine.bar.lists.text() == "Mine ▾"
    missing = mine.model.index(1, Column.SYMBOL)
    assert "not on this server" in missing.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_missing_symbol_is_painted_otherwise(mine: Watchlist, session: StandInSession) -> None:
    row = mine.table.visualRect(mine.model.index(1, 0)).united(
        mine.table.visualRect(mine.model.index(1, Column.AGE))
    )
    greyed = mine.table.viewport().grab(row).toImage()
    session.symbols = {**session.symbols, "ZZZ": SymbolInfo("ZZZ", "Z", 2)}
    mine.refresh(session, session.now_us)
    assert mine.table.viewport().grab(row).toImage() != greyed


def test_the_chosen_symbol_is_selected_in_every_list_that_has_it(
    session: StandInSession, mine: Watchlist
) -> None:
    assert mine.table.chosen_symbol() == "AAA"
    mine.desk.choose("Other")
    assert mine.table.chosen_symbol() is None
    mine.desk.choose(None)
    assert mine.table.chosen_symbol() == "AAA"


def test_another_list_asks_for_no_other_symbol(mine: Watchlist, chosen: list[str]) -> None:
    mine.desk.choose("Other")
    mine.desk.choose(None)
    assert chosen == []


def test_a_list_without_symbols_says_what_to_do(make: Make) -> None:
    watchlist = make(WatchSettings((SymbolList("Empty"),), current="Empty"))
    assert "Insert adds a symbol" in watchlist.table.empty_text
    blank = watchlist.table.viewport().grab().toImage()
    watchlist.table.empty_text = ""
    assert watchlist.table.viewport().grab().toImage() != blank


def test_a_long_name_leaves_room_for_the_search(make: Make) -> None:
    watchlist = make(WatchSettings((SymbolList("W" * 40),), current="W" * 40))
    assert "…" in watchlist.bar.lists.text()
    assert "W" * 40 in watchlist.bar.lists.toolTip()


# --- searching ---


def test_rows_are_found_while_one_types(all_symbols: Watchlist) -> None:
    all_symbols.start_search()
    QTest.keyClicks(all_symbols.bar.search, "b")
    assert shown(all_symbols) == "BBB"
    QTest.keyClicks(all_symbols.bar.search, "x")
    assert shown(all_symbols) == ""
    assert "Nothing in “All symbols” fits “bx”" in all_symbols.table.empty_text


def test_names_are_found_too(all_symbols: Watchlist) -> None:
    QTest.keyClicks(all_symbols.bar.search, "ccc incorp")
    assert shown(all_symbols) == "CCC"


def test_enter_puts_the_first_find_on_the_chart(all_symbols: Watchlist) -> None:
    chosen: list[str] = []
    all_symbols.symbol_chosen.connect(chosen.append)
    all_symbols.start_search()
    QTest.keyClicks(all_symbols.bar.search, "b")
    press(all_symbols.bar.search, Qt.Key.Key_Return)
    assert chosen == ["BBB"]
    assert all_symbols.table.hasFocus()


def test_enter_without_a_find_does_nothing(all_symbols: Watchlist) -> None:
    all_symbols.start_search()
    QTest.keyClicks(all_symbols.bar.search, "xyz")
    press(all_symbols.bar.search, Qt.Key.Key_Return)
    assert all_symbols.bar.search.hasFocus()


def test_esc_shows_all_rows_again(all_symbols: Watchlist) -> None:
    all_symbols.start_search()
    QTest.keyClicks(all_symbols.bar.search, "b")
    press(all_symbols.bar.search, Qt.Key.Key_Escape)
    assert (shown(all_symbols), all_symbols.table.hasFocus()) == ("AAA BBB CCC", True)


def test_esc_in_the_rows_shows_all_again_too(all_symbols: Watchlist) -> None:
    all_symbols.start_search()
    QTest.keyClicks(all_symbols.bar.search, "b")
    press(all_symbols.bar.search, Qt.Key.Key_Down)
    assert all_symbols.table.hasFocus()
    press(all_symbols.table, Qt.Key.Key_Escape)
    assert shown(all_symbols) == "AAA BBB CCC"


# --- adding, removing, ordering ---


def test_delete_takes_the_chosen_symbol_out_and_undo_puts_it_back(mine: Watchlist) -> None:
    mine.table.selectRow(0)
    press(mine.table, Qt.Key.Key_Delete)
    assert (shown(mine), said(mine)) == ("ZZZ AAA", "CCC is out of “Mine”.")
    mine.note.undo.click()
    assert (shown(mine), said(mine)) == ("CCC ZZZ AAA", "")


def test_after_a_removal_the_arrows_go_on_from_there(mine: Watchlist, chosen: list[str]) -> None:
    mine.table.selectRow(1)
    press(mine.table, Qt.Key.Key_Delete)
    assert (shown(mine), mine.table.chosen_symbol()) == ("CCC AAA", "AAA")
    mine.desk.choose("Other")
    mine.desk.add_typed("ccc")
    mine.table.selectRow(0)
    chosen.clear()
    press(mine.table, Qt.Key.Key_Delete)
    assert chosen == []
    press(mine.table, Qt.Key.Key_Down)
    assert chosen == ["CCC"]


def test_without_a_chosen_symbol_keys_do_nothing(mine: Watchlist) -> None:
    mine.table.clearSelection()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Down):
        press(mine.table, key, alt=key is Qt.Key.Key_Down)
    assert (shown(mine), said(mine)) == ("CCC ZZZ AAA", "")


def test_all_symbols_cannot_lose_one_and_say_why(all_symbols: Watchlist) -> None:
    press(all_symbols.table, Qt.Key.Key_Delete)
    assert shown(all_symbols) == "AAA BBB CCC"
    assert "Make a list of your own" in said(all_symbols)
    assert all_symbols.note.undo.isHidden()


def test_a_sentence_goes_after_a_while_or_when_put_away(
    session: StandInSession, all_symbols: Watchlist
) -> None:
    press(all_symbols.table, Qt.Key.Key_Delete)
    all_symbols.refresh_ages(session.now_us)
    all_symbols.refresh_ages(session.now_us + SHOWN_US - 1)
    assert said(all_symbols)
    all_symbols.refresh_ages(session.now_us + SHOWN_US)
    assert not said(all_symbols)
    press(all_symbols.table, Qt.Key.Key_Delete)
    all_symbols.note.close_.click()
    assert not said(all_symbols)


def test_insert_adds_before_the_chosen_symbol(mine: Watchlist) -> None:
    mine.table.selectRow(2)
    press(mine.table, Qt.Key.Key_Insert)
    dialog = opened(mine, AddDialog)
    assert isinstance(dialog, AddDialog)
    QTest.keyClicks(dialog.line, "bbb")
    press(dialog.line, Qt.Key.Key_Return)
    assert shown(mine) == "CCC ZZZ BBB AAA"


def test_insert_in_all_symbols_offers_the_lists(all_symbols: Watchlist) -> None:
    press(all_symbols.table, Qt.Key.Key_Insert)
    (menu,) = all_symbols.findChildren(QMenu)
    assert words(menu)[0] == "Add to Other"
    action(menu, "Add to Other").trigger()
    menu.close()
    assert said(all_symbols) == "AAA is in “Other”."


def test_insert_without_a_symbol_offers_nothing(all_symbols: Watchlist) -> None:
    all_symbols.table.clearSelection()
    press(all_symbols.table, Qt.Key.Key_Insert)
    assert all_symbols.findChildren(QMenu) == []


def test_alt_and_arrows_move_the_chosen_symbol_and_it_stays_chosen(
    session: StandInSession, mine: Watchlist, chosen: list[str]
) -> None:
    for key, expected in (
        (Qt.Key.Key_Up, "CCC AAA ZZZ"),
        (Qt.Key.Key_Up, "AAA CCC ZZZ"),
        (Qt.Key.Key_Up, "AAA CCC ZZZ"),
        (Qt.Key.Key_Down, "CCC AAA ZZZ"),
        (Qt.Key.Key_Down, "CCC ZZZ AAA"),
        (Qt.Key.Key_Down, "CCC ZZZ AAA"),
    ):
        press(mine.table, key, alt=True)
        assert (shown(mine), mine.table.chosen_symbol()) == (expected, "AAA")
    assert chosen == []


@pytest.mark.parametrize(
    ("symbol", "row", "below", "expected"),
    [
        ("AAA", 0, False, "AAA CCC ZZZ"),
        ("AAA", 0, True, "CCC AAA ZZZ"),
        ("CCC", 2, True, "ZZZ AAA CCC"),
        ("CCC", 0, True, "CCC ZZZ AAA"),
        ("CCC", 0, False, "CCC ZZZ AAA"),
    ],
)
def test_a_row_is_dropped_into_the_nearest_gap(
    mine: Watchlist, symbol: str, row: int, below: bool, expected: str
) -> None:
    rect = mine.table.visualRect(mine.model.index(row, 0))
    drop(mine, symbol, rect.bottom() - 2 if below else rect.top() + 2)
    assert shown(mine) == expected


def test_a_row_dropped_below_all_goes_to_the_end(mine: Watchlist) -> None:
    drop(mine, "CCC", mine.table.viewport().height() - 2)
    assert shown(mine) == "ZZZ AAA CCC"


def test_what_comes_from_elsewhere_is_not_taken(mine: Watchlist) -> None:
    event = drop(mine, "BBB", 5, source=QWidget(mine))
    assert not event.isAccepted()
    assert shown(mine) == "CCC ZZZ AAA"


def test_rows_ordered_by_a_column_are_not_ordered_by_hand(mine: Watchlist) -> None:
    mine.desk.order_by(Column.SYMBOL)
    press(mine.table, Qt.Key.Key_Down, alt=True)
    assert "ordered by a column" in said(mine)


def test_after_a_drag_nothing_is_pressed_any_more(
    session: StandInSession, mine: Watchlist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QTableView, "startDrag", lambda _view, _actions: None)
    mine.table.hold.press()
    mine.table.startDrag(Qt.DropAction.MoveAction)
    assert not mine.table.hold.holds(session.now_us)
