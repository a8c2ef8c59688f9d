"""The menus of the watchlist, and what it remembers of what is chosen there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from tests.ticker_app.ui.watchlist.conftest import MINE, Make
from tests.ticker_app.ui.watchlist.hands import action, press, shown, words
from ticker_app.ui.watchlist.ask_line import AskLine
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.columns_dialog import ColumnsDialog
from ticker_app.ui.watchlist.watchlist import Watchlist
from ticker_app.watch_settings import ColumnChoice, WatchSettings


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


def test_a_name_has_other_room_in_another_font(mine: Watchlist) -> None:
    mine.bar.lists.setText("")
    font = mine.bar.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    mine.bar.setFont(font)
    assert mine.bar.lists.text() == "Mine ▾"


def test_larger_text_gets_larger_rows(mine: Watchlist) -> None:
    before = mine.table.columnWidth(Column.LAST)
    font = mine.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    mine.table.setFont(font)
    mine.setFont(font)
    assert mine.table.columnWidth(Column.LAST) > before
