"""What is painted of the watchlist, and what is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from server.wire import SymbolInfo
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.spark import SPAN_US, Spark
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.ui.watchlist.columns import Column
from ticker_app.ui.watchlist.delegate import LEAST_SPAN_US, WatchlistDelegate, spark_points
from ticker_app.ui.watchlist.watchlist import Watchlist


def test_a_flash_is_painted_with_an_arrow_in_its_colour(
    session: StandInSession, watchlist: Watchlist
) -> None:
    session.tick("BBB", 100.0)
    watchlist.refresh(session, session.now_us)
    calm = watchlist.grab().toImage()
    session.tick("BBB", 101.0)
    watchlist.refresh(session, session.now_us)
    assert watchlist.grab().toImage() != calm


def test_what_did_not_change_is_not_painted(
    session: StandInSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[int, int]] = []
    paint = WatchlistDelegate.paint

    def watched(
        self: WatchlistDelegate,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painted.append((index.row(), index.column()))
        paint(self, painter, option, index)

    monkeypatch.setattr(WatchlistDelegate, "paint", watched)
    more = {f"S{number}": SymbolInfo(f"S{number}", "", 2) for number in range(40)}
    session.symbols = {**session.symbols, **more}
    watchlist = Watchlist(DARK)
    qtbot.addWidget(watchlist)
    watchlist.resize(1200, 400)
    watchlist.refresh(session, session.now_us)
    watchlist.show()
    QApplication.processEvents()
    painted.clear()
    session.tick("BBB", 101.0)
    watchlist.refresh(session, session.now_us)
    QApplication.processEvents()
    assert painted == [(1, column) for column in range(Column.LAST, Column.SPARK)]
    painted.clear()
    session.tick("S39", 101.0)
    watchlist.refresh(session, session.now_us)
    QApplication.processEvents()
    assert painted == []


def test_who_listens_is_told_by_qt_itself(
    session: StandInSession, watchlist: Watchlist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    before = watchlist.grab().toImage()
    session.tick("BBB", 101.0)
    watchlist.refresh(session, session.now_us)
    assert watchlist.grab().toImage() != before


def test_a_spark_line_is_painted_once_there_is_a_price(
    session: StandInSession, watchlist: Watchlist
) -> None:
    def picture() -> object:
        cell = watchlist.table.visualRect(watchlist.model.index(1, Column.SPARK))
        return watchlist.table.viewport().grab(cell).toImage()

    empty = picture()
    for price in (100.0, 101.0):
        session.now_us += 5_000_000
        session.tick("BBB", price)
        watchlist.refresh(session, session.now_us)
        watchlist.refresh_ages(session.now_us)
    assert picture() != empty


def test_the_chosen_row_shows_that_keys_go_to_the_list(watchlist: Watchlist, qtbot: QtBot) -> None:
    with qtbot.waitActive(watchlist):
        watchlist.activateWindow()
    watchlist.table.setFocus()
    focused = watchlist.grab().toImage()
    watchlist.table.clearFocus()
    assert watchlist.grab().toImage() != focused


def test_other_colours_are_painted_at_once(watchlist: Watchlist) -> None:
    dark = watchlist.grab().toImage()
    watchlist.set_palette(LIGHT)
    assert watchlist.grab().toImage() != dark


def test_a_spark_line_spans_its_cell_from_lowest_to_highest() -> None:
    spark, inner = Spark(), QRect(10, 20, 100, 16)
    assert spark_points(spark, 0, inner) == []
    for at_s, price in ((0, 5.0), (10, 7.0), (20, 6.0)):
        spark.add(at_s * 1_000_000, price)
    points = spark_points(spark, LEAST_SPAN_US, inner)
    assert [(round(point.x()), round(point.y())) for point in points] == [
        (inner.right() - 100, inner.bottom()),
        (inner.right() - 50, inner.bottom() - 16),
        (inner.right(), inner.bottom() - 8),
        (inner.right(), inner.bottom() - 8),
    ]


def test_a_price_that_stands_still_is_a_line_in_the_middle() -> None:
    spark, inner = Spark(), QRect(0, 0, 100, 16)
    spark.add(0, 5.0)
    spark.add(5_000_000, 5.0)
    heights = {point.y() for point in spark_points(spark, 6_000_000, inner)}
    assert heights == {inner.center().y()}


def test_a_price_of_long_ago_is_no_line(session: StandInSession, watchlist: Watchlist) -> None:
    session.tick("AAA", 1.0)
    watchlist.refresh(session, session.now_us)
    cell = watchlist.table.visualRect(watchlist.model.index(1, Column.SPARK))
    empty = watchlist.table.viewport().grab(cell).toImage()
    session.tick("BBB", 1.0, age_us=2 * SPAN_US)
    watchlist.refresh(session, session.now_us)
    assert watchlist.table.viewport().grab(cell).toImage() == empty
