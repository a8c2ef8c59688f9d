from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.standin import StandInSession
from tests.ticker_app.ui.watchlist.hands import shown
from ticker_app.ui.palette import DARK
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.watchlist import ORDER_US, Watchlist


def pass_time(session: StandInSession, watchlist: Watchlist, us: int = ORDER_US) -> None:
    session.now_us += us
    watchlist.refresh(session, session.now_us)
    watchlist.refresh_ages(session.now_us)


def point(watchlist: Watchlist, row: int) -> None:
    """Move the pointer over a row."""
    viewport = watchlist.table.viewport()
    place = QPointF(watchlist.table.visualRect(watchlist.model.index(row, 0)).center())
    kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    modifier = Qt.KeyboardModifier.NoModifier
    there = viewport.mapToGlobal(place)
    QApplication.sendEvent(viewport, QMouseEvent(kind, place, there, none, none, modifier))


def leave(watchlist: Watchlist) -> None:
    """Move the pointer away."""
    QApplication.sendEvent(watchlist.table.viewport(), QEvent(QEvent.Type.Leave))


def sort_by(watchlist: Watchlist, column: Column, *, descending: bool = False) -> None:
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    watchlist.table.sortByColumn(column, order)


def test_choosing_a_row_asks_for_its_symbol(watchlist: Watchlist, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watchlist.symbol_chosen) as chosen:
        watchlist.table.selectRow(2)
    assert chosen.args == ["CCC"]


def test_a_step_chooses_the_next_symbol_and_stops_at_the_end(watchlist: Watchlist) -> None:
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


def test_the_focus_alone_chooses_nothing(session: StandInSession, qtbot: QtBot) -> None:
    session.selected = None
    watchlist = Watchlist(DARK)
    qtbot.addWidget(watchlist)
    watchlist.refresh(session, session.now_us)
    with qtbot.waitActive(watchlist):
        watchlist.show()
    with qtbot.assertNotEmitted(watchlist.symbol_chosen):
        watchlist.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert watchlist.table.chosen_symbol() is None


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
    sort_by(watchlist, Column.LAST, descending=True)
    assert shown(watchlist) == "BBB CCC AAA"


def test_a_heading_sorts_one_way_then_the_other_then_not_at_all(
    session: StandInSession, watchlist: Watchlist
) -> None:
    for symbol, price in (("AAA", 9.0), ("BBB", 1000.0), ("CCC", 80.0)):
        session.tick(symbol, price)
    watchlist.refresh(session, session.now_us)
    header = watchlist.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(Column.LAST) + 20, 5)
    orders = []
    for _ in range(3):
        left = Qt.MouseButton.LeftButton
        QTest.mouseClick(header.viewport(), left, Qt.KeyboardModifier.NoModifier, place)
        orders.append(shown(watchlist))
    assert orders == ["BBB CCC AAA", "AAA CCC BBB", "AAA BBB CCC"]


def test_the_selection_stays_with_its_symbol_when_the_order_changes(
    session: StandInSession, watchlist: Watchlist
) -> None:
    sort_by(watchlist, Column.SYMBOL, descending=True)
    watchlist.refresh(session, session.now_us)
    assert watchlist.table.currentIndex().data() == "AAA"
    assert watchlist.table.currentIndex().row() == 2


def overtake(session: StandInSession, watchlist: Watchlist) -> None:
    """Sorted by price, AAA is first, and BBB has just become more expensive."""
    sort_by(watchlist, Column.LAST, descending=True)
    for symbol, price in (("AAA", 3.0), ("BBB", 2.0), ("CCC", 1.0)):
        session.tick(symbol, price)
    pass_time(session, watchlist)
    assert shown(watchlist) == "AAA BBB CCC"
    session.tick("BBB", 4.0)


def test_the_order_follows_the_prices(session: StandInSession, watchlist: Watchlist) -> None:
    overtake(session, watchlist)
    pass_time(session, watchlist)
    assert shown(watchlist) == "BBB AAA CCC"


def test_the_order_changes_at_most_once_a_second(
    session: StandInSession, watchlist: Watchlist
) -> None:
    overtake(session, watchlist)
    pass_time(session, watchlist, ORDER_US - 1)
    assert shown(watchlist) == "AAA BBB CCC"
    pass_time(session, watchlist, 1)
    assert shown(watchlist) == "BBB AAA CCC"


def test_under_the_pointer_no_row_changes_its_place(
    session: StandInSession, watchlist: Watchlist
) -> None:
    overtake(session, watchlist)
    point(watchlist, 0)
    pass_time(session, watchlist)
    assert shown(watchlist) == "AAA BBB CCC"
    leave(watchlist)
    pass_time(session, watchlist)
    assert shown(watchlist) == "BBB AAA CCC"


def test_while_a_row_is_pressed_none_changes_its_place(
    session: StandInSession, watchlist: Watchlist
) -> None:
    overtake(session, watchlist)
    viewport = watchlist.table.viewport()
    place = watchlist.table.visualRect(watchlist.model.index(2, 0)).center()
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(viewport, left, no, place)
    leave(watchlist)
    pass_time(session, watchlist, 60_000_000)
    assert shown(watchlist) == "AAA BBB CCC"
    QTest.mouseRelease(viewport, left, no, place)
    leave(watchlist)
    pass_time(session, watchlist)
    assert shown(watchlist) == "BBB AAA CCC"


def test_stepping_through_the_list_keeps_it_still_for_a_moment(
    session: StandInSession, watchlist: Watchlist
) -> None:
    overtake(session, watchlist)
    watchlist.step(1)
    pass_time(session, watchlist)
    assert shown(watchlist) == "AAA BBB CCC"


def test_the_right_button_chooses_no_symbol(watchlist: Watchlist, qtbot: QtBot) -> None:
    place = watchlist.table.visualRect(watchlist.model.index(2, 0)).center()
    right, no = Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
    with qtbot.assertNotEmitted(watchlist.symbol_chosen):
        QTest.mouseClick(watchlist.table.viewport(), right, no, place)
