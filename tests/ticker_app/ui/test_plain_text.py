"""What a server says is shown as it is, wherever a window shows it."""

from __future__ import annotations

from html import escape
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from server.wire import SourceInfo, SymbolInfo
from tests.ticker_app.ui.alerts.stage import Stage
from tests.ticker_app.ui.conftest import ShowWindow
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.health import Health, State
from ticker_app.ui.alerts.dialog import AlertDialog
from ticker_app.ui.alerts.log_tab import LogTab
from ticker_app.ui.chart.compare_menu import fill_compare_menu
from ticker_app.ui.palette import DARK
from ticker_app.ui.plain_text import plain_notice, plain_tip
from ticker_app.ui.window import MainWindow

EVILS = ("<b>evil</b>", '<img src="evil">', "&lt;evil<br>&amp;", "<!--evil-->", "evil</p><p>")


@pytest.fixture(params=EVILS)
def evil(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def window(evil: str, session: StandInSession, show_window: ShowWindow) -> MainWindow:
    """It says evil wherever it says what a server says, in an alert and its log as well."""
    session.symbols = {
        symbol: SymbolInfo(symbol, evil, 2, 100.0) for symbol in (evil, f"{evil}2", "AAA")
    }
    session.source = SourceInfo(evil, evil)
    session.selected, session.notice = evil, evil
    session.state = Health(State.LIVE, evil, evil)
    stage = Stage(session)
    window = show_window(alerts=stage.desk)
    stage.bring(evil, 99.0)
    stage.above(100.0, evil, note=evil)
    stage.bring(evil, 101.0)
    window.bridge.look()
    QTest.keyClick(window, Qt.Key.Key_A)
    return window


def test_no_label_takes_a_name_for_html(window: MainWindow, evil: str) -> None:
    assert window.findChildren(AlertDialog)
    labels = window.findChildren(QLabel)
    assert sum(evil in label.text() for label in labels) >= 4
    for label in labels:
        if evil in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.parent()


def tips_of(model: QAbstractItemModel) -> list[str]:
    """All tooltips of a list or a table."""
    places = product(range(model.rowCount()), range(model.columnCount()))
    said = (model.index(*place).data(Qt.ItemDataRole.ToolTipRole) for place in places)
    return [tip for tip in said if tip]


def test_no_tooltip_takes_a_name_for_html(window: MainWindow, evil: str) -> None:
    parts: list[QWidget | QAction] = [
        *window.findChildren(QWidget),
        *window.findChildren(QAction),
    ]
    said = [text for part in parts for text in (part.toolTip(), part.whatsThis(), part.statusTip())]
    for view in window.findChildren(QAbstractItemView):
        if view.model() is not None:
            said += tips_of(view.model())
    tips = [text for text in said if "evil" in text]
    assert len(tips) >= 3
    for tip in tips:
        assert tip == plain_tip(evil) or not QtGui.Qt.mightBeRichText(tip) or escape(evil) in tip


def test_the_summary_of_the_log_holds_no_name(qtbot: QtBot, session: StandInSession) -> None:
    stage = Stage(session)
    tab = LogTab(stage.desk, DARK)
    qtbot.addWidget(tab)
    stage.bring(EVILS[0], 99.0)
    stage.above(100.0, EVILS[0])
    stage.bring(EVILS[0], 101.0)
    tab.refresh(session)
    assert "median" in tab.summary.text()
    assert "evil" not in tab.summary.text()


@given(st.text())
def test_a_notice_of_the_desktop_has_no_markup_and_nothing_hidden(text: str) -> None:
    shown = plain_notice(text)
    assert not {*"<>&"} & {*shown}
    assert all(line.isprintable() for line in shown.split("\n"))
    assert len(shown) == len(text)


def test_a_notice_that_needs_nothing_is_left_as_it_is() -> None:
    assert plain_notice("ACME ▲ reached 97.35\nand 2 more") == "ACME ▲ reached 97.35\nand 2 more"


def test_a_menu_shows_every_sign_of_a_name(qtbot: QtBot) -> None:
    parent, menu = QWidget(), QMenu()
    qtbot.addWidget(parent)
    qtbot.addWidget(menu)
    fill_compare_menu(menu, ("A&B", "<b>"), (), lambda _: None, parent)
    assert [action.text() for action in menu.actions()] == ["A&&B", "<b>"]
    assert [action.toolTip() for action in menu.actions()] == ["A&B", "<p>&lt;b&gt;</p>"]


def test_the_menu_of_a_row_takes_no_name_for_html(window: MainWindow, evil: str) -> None:
    window.watchlist.desk.new_list("mine", [evil])
    entries = window.watchlist.menus.row(evil).actions()
    tips = [entry.toolTip() for entry in entries if "evil" in entry.text()]
    assert len(tips) == 1
    assert escape(evil) in tips[0] or not QtGui.Qt.mightBeRichText(tips[0])


@pytest.mark.parametrize("text", ["AT&T Inc.", "a < b", "two words", ""])
def test_a_tooltip_that_looks_like_no_html_is_left_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


def test_one_that_does_is_escaped() -> None:
    assert plain_tip("<img src=x>") == "<p>&lt;img src=x&gt;</p>"
