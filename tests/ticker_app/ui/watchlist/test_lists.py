"""The watchlist with lists of one's own: searching, adding, removing, ordering, remembering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from server.wire import SymbolInfo
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.ui.palette import DARK
from ticker_app.ui.watchlist.add_dialog import AddDialog
from ticker_app.ui.watchlist.ask_line import AskLine
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.columns_dialog import ColumnsDialog
from ticker_app.ui.watchlist.model import MIME
from ticker_app.ui.watchlist.note_line import SHOWN_US
from ticker_app.ui.watchlist.watchlist import Watchlist
from ticker_app.watch_settings import ColumnChoice, SymbolList, WatchSettings

MINE = WatchSettings(
    (SymbolList("Mine", ("CCC", "ZZZ", "AAA")), SymbolList("Other", ("BBB",))), current="Mine"
)
Make = Callable[[WatchSettings], Watchlist]


@pytest.fixture
def make(session: StandInSession, qtbot: QtBot) -> Make:
    def made(settings: WatchSettings) -> Watchlist:
        watchlist = Watchlist(DARK, settings=settings)
        qtbot.addWidget(watchlist)
        watchlist.resize(1200, 400)
        watchlist.refresh(session, session.now_us)
        with qtbot.waitActive(watchlist):
            watchlist.show()
        return watchlist

    return made


@pytest.fixture
def mine(make: Make) -> Watchlist:
    return make(MINE)


@pytest.fixture
def all_symbols(make: Make) -> Watchlist:
    return make(WatchSettings(MINE.lists))


@pytest.fixture
def chosen(mine: Watchlist) -> list[str]:
    symbols: list[str] = []
    mine.symbol_chosen.connect(symbols.append)
    return symbols


def shown(watchlist: Watchlist) -> str:
    return " ".join(row.symbol for row in watchlist.model.rows)


def said(watchlist: Watchlist) -> str:
    return "" if watchlist.note.isHidden() else watchlist.note.sentence.text()


def press(widget: QWidget, key: Qt.Key, *, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier
    QTest.keyClick(widget, key, modifier.AltModifier if alt else modifier.NoModifier)


def opened(watchlist: Watchlist, kind: type[QDialog]) -> QDialog:
    (dialog,) = watchlist.findChildren(kind)
    return dialog


def words(menu: QMenu) -> list[str]:
    """What a menu says; what cannot be chosen is in brackets."""
    texts = ((each.text().partition("\t")[0].replace("&", ""), each) for each in menu.actions())
    return [text if each.isEnabled() else f"({text})" for text, each in texts if text]


def action(menu: QMenu, words: str) -> QAction:
    return next(each for each in menu.actions() if words in each.text().replace("&", ""))


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


# --- menus ---


def test_the_lists_are_behind_their_name(mine: Watchlist) -> None:
    mine.bar.lists.click()
    (menu,) = mine.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert words(menu) == [
        "All symbols", "Mine", "Other", "New list…", "Rename…", "Delete this list",
        "Add symbols…", "Sort by", "(Keep this order)", "Columns…",
    ]  # fmt: skip
    assert [each.text() for each in menu.actions() if each.isChecked()] == ["Mine"]
    action(menu, "Other").trigger()
    menu.close()
    assert shown(mine) == "BBB"


def test_all_symbols_can_be_neither_renamed_nor_deleted(all_symbols: Watchlist) -> None:
    menu = all_symbols.menus.lists()
    assert {"(Rename…)", "(Delete this list)", "(Add symbols…)"} < {*words(menu)}
    menu.deleteLater()


def test_a_list_is_deleted_and_put_back(mine: Watchlist) -> None:
    action(mine.menus.lists(), "Delete").trigger()
    assert (shown(mine), mine.bar.lists.text()) == ("AAA BBB CCC", "All symbols ▾")
    mine.note.undo.click()
    assert shown(mine) == "CCC ZZZ AAA"


def test_rows_are_sorted_from_the_menu_too(session: StandInSession, mine: Watchlist) -> None:
    for symbol, price in (("AAA", 2.0), ("CCC", 1.0)):
        session.tick(symbol, price)
    mine.refresh(session, session.now_us)
    sorting = action(mine.menus.lists(), "Sort by").menu()
    assert isinstance(sorting, QMenu)
    action(sorting, "Last price").trigger()
    assert shown(mine) == "AAA CCC ZZZ"
    header = mine.table.horizontalHeader()
    assert header.sortIndicatorSection() == Column.LAST
    again = action(mine.menus.lists(), "Sort by").menu()
    assert isinstance(again, QMenu)
    action(again, "Greatest first").trigger()
    assert shown(mine) == "CCC AAA ZZZ"
    action(mine.menus.lists(), "Keep this order").trigger()
    assert (shown(mine), header.sortIndicatorSection()) == ("CCC AAA ZZZ", -1)


def test_a_row_has_a_menu_under_the_pointer(mine: Watchlist) -> None:
    place = mine.table.visualRect(mine.model.index(0, 0)).center()
    kind = QContextMenuEvent.Reason
    where = mine.table.viewport().mapToGlobal(place)
    QApplication.sendEvent(mine.table.viewport(), QContextMenuEvent(kind.Mouse, place, where))
    (menu,) = mine.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert words(menu) == [
        "Add to Other", "New list with it…", "Move up", "Move down", "Remove CCC", "Columns…",
    ]  # fmt: skip
    action(menu, "Move down").trigger()
    action(menu, "Add to Other").trigger()
    menu.close()
    assert shown(mine) == "ZZZ CCC AAA"
    assert mine.desk.settings.lists[1].symbols == ("BBB", "CCC")


def test_below_the_rows_the_menu_is_that_of_the_lists(mine: Watchlist) -> None:
    place = QPoint(5, mine.table.viewport().height() - 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place)
    QApplication.sendEvent(mine.table.viewport(), event)
    (menu,) = mine.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert "New list…" in words(menu)
    menu.close()


def test_by_key_the_menu_is_that_of_the_chosen_row(mine: Watchlist) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(mine.table.viewport(), event)
    (menu,) = mine.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert "Remove AAA" in words(menu)
    menu.close()


def test_the_heading_offers_its_columns(mine: Watchlist) -> None:
    mine.table.horizontalHeader().customContextMenuRequested.emit(QPoint(1, 1))
    (menu,) = mine.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert words(menu)[:2] == ["(Symbol)", "Last price"]
    action(menu, "Bid").trigger()
    menu.close()
    assert mine.table.isColumnHidden(Column.BID)
    mine.resize(250, 400)
    assert "Spread — no room now" in words(mine.menus.heading())
    action(mine.menus.heading(), "As wide").trigger()


def test_a_new_list_is_asked_for_by_name(mine: Watchlist) -> None:
    dialog = mine.dialogs.new_list(["BBB"])
    assert isinstance(dialog, AskLine)
    QTest.keyClicks(dialog.line, "Third")
    press(dialog.line, Qt.Key.Key_Return)
    assert (shown(mine), mine.bar.lists.text()) == ("BBB", "Third ▾")


def test_a_list_is_renamed(mine: Watchlist) -> None:
    dialog = mine.dialogs.rename_list()
    assert isinstance(dialog, AskLine)
    QTest.keyClicks(dialog.line, "Ours")
    press(dialog.line, Qt.Key.Key_Return)
    assert mine.bar.lists.text() == "Ours ▾"


def test_columns_are_arranged_while_their_dialog_is_open(mine: Watchlist) -> None:
    dialog = mine.dialogs.columns()
    assert isinstance(dialog, ColumnsDialog)
    dialog.list.setCurrentRow(Column.LAST)
    dialog.move_current(1)
    assert mine.table.horizontalHeader().visualIndex(Column.LAST) == 2
    dialog.close()


# --- remembering ---


def test_what_was_remembered_is_there_again(session: StandInSession, make: Make) -> None:
    remembered = WatchSettings(
        MINE.lists,
        "Mine",
        (ColumnChoice("age"), ColumnChoice("symbol"), ColumnChoice("bid", shown=False)),
        "symbol",
        descending=True,
    )
    watchlist = make(remembered)
    header = watchlist.table.horizontalHeader()
    assert shown(watchlist) == "ZZZ CCC AAA"
    assert header.sortIndicatorSection() == Column.SYMBOL
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    assert header.visualIndex(Column.AGE) == 0
    assert header.isSectionHidden(Column.BID)


def test_what_is_remembered_is_told_only_when_the_user_changes_it(make: Make, qtbot: QtBot) -> None:
    watchlist = make(MINE)
    with qtbot.assertNotEmitted(watchlist.settings_changed):
        watchlist.resize(300, 300)
    with qtbot.waitSignal(watchlist.settings_changed) as changed:
        watchlist.table.sortByColumn(Column.LAST, Qt.SortOrder.DescendingOrder)
    assert changed.args is not None
    assert (changed.args[0].sort, changed.args[0].descending) == ("last", True)


def test_a_dragged_column_is_remembered(mine: Watchlist, qtbot: QtBot) -> None:
    with qtbot.waitSignal(mine.settings_changed) as changed:
        mine.table.horizontalHeader().moveSection(Column.AGE, 0)
    assert changed.args is not None
    assert changed.args[0].columns[0] == ColumnChoice("age")


def test_larger_text_gets_larger_rows(mine: Watchlist) -> None:
    before = mine.table.columnWidth(Column.LAST)
    font = mine.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    mine.table.setFont(font)
    mine.setFont(font)
    assert mine.table.columnWidth(Column.LAST) > before
