"""The whole window by keyboard and by ear: every part in its places, and every place named."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.conftest import ShowWindow
from tests.ticker_app.ui.standin import StandInSession, figures
from ticker_app.choice import LaneChoice, Mode, Transport
from ticker_app.grid_settings import Shape
from ticker_app.health import Health, State
from ticker_app.ui.compare.cell import CompareCell
from ticker_app.ui.figures.figure import Figure
from ticker_app.ui.fixed_label import FixedLabel
from ticker_app.ui.focus_order import neighbour, stops
from ticker_app.ui.window import MainWindow

VIEWS = ("one chart", "four charts", "comparing", "all panels")


@pytest.fixture
def window(show_window: ShowWindow) -> MainWindow:
    session = StandInSession(LaneChoice(Transport.POLL))
    for symbol in session.symbols:
        session.tick(symbol, 100.0)
    session.measured = {Mode.PULL: figures(), Mode.PUSH: figures()}
    made = show_window(session, size=QSize(1500, 1000))
    made.bridge.look()
    return made


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, window: MainWindow) -> MainWindow:
    """The window, showing something else each time."""
    if request.param == "four charts":
        window.grid.set_shape(Shape.FOUR)
    elif request.param == "comparing":
        window.toggle_compare()
    elif request.param == "all panels":
        for name in window.docks.titles():
            window.docks[name].show()
        window.docks.set_moving(True)
        window.bridge.toggle_pause()
        window.tell("Something broke.")
    window.bridge.look()
    QTest.qWait(0)
    return window


def name_of(widget: QWidget) -> str:
    """As a screen reader says it; of a row of tabs the one that is chosen."""
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.currentIndex())
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name)


def is_explained(widget: QWidget) -> bool:
    """By itself or by what it lies on: Qt asks that too."""
    above: QWidget | None = widget
    while above is not None and not above.isWindow():
        if above.whatsThis() or above.toolTip():
            return True
        above = above.parentWidget()
    return False


def test_everything_that_can_be_used_is_reached_by_tab(view: MainWindow) -> None:
    reached = set(stops(view))
    clickable = {
        widget
        for widget in view.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is view
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QTabBar) and not widget.count())
    }
    assert clickable == reached


def test_tab_goes_round_the_window_and_back(view: MainWindow) -> None:
    for stop in stops(view):
        # Of buttons of which one is chosen Qt lets only that one be reached by Tab.
        stop.setFocus()
    order = stops(view)
    order[0].setFocus()
    there = []
    for _ in order:
        there.append(QApplication.focusWidget())
        view.focusNextPrevChild(True)
    assert there == order
    assert QApplication.focusWidget() is order[0]
    view.focusNextPrevChild(False)
    assert QApplication.focusWidget() is order[-1]


def test_tab_goes_from_top_to_bottom(view: MainWindow) -> None:
    order = stops(view)
    parts = [view.top, view.watchlist, view.pages, view.status]
    places = [
        [index for index, stop in enumerate(order) if part.isAncestorOf(stop)] for part in parts
    ]
    assert all(places)
    assert all(one[-1] < other[0] for one, other in pairwise(places))


def test_everything_that_takes_the_focus_has_a_name(view: MainWindow) -> None:
    assert [stop for stop in stops(view) if not name_of(stop).strip()] == []


def test_a_button_whose_face_is_no_word_is_explained(view: MainWindow) -> None:
    signs = [
        button
        for button in view.findChildren(QAbstractButton)
        if button.isVisible() and button in stops(view) and len(button.text()) < 3
    ]
    assert [name_of(button) for button in signs if not is_explained(button)] == []


def test_every_figure_is_named_and_explained(view: MainWindow) -> None:
    shown = [
        widget
        for kind in (Figure, CompareCell)
        for widget in view.findChildren(kind)
        if widget.isVisible() and not (isinstance(widget, Figure) and not widget.quantity.number)
    ]
    assert shown or view.pages.isHidden()
    assert [one for one in shown if ":" not in name_of(one) or not is_explained(one)] == []


def test_every_word_beside_a_figure_is_explained(view: MainWindow) -> None:
    words = [
        label
        for panel in (view.top.header, view.figures, view.status)
        for label in panel.findChildren(QLabel)
        if label.isVisible() and isinstance(label, FixedLabel)
    ]
    assert [label.text() for label in words if not is_explained(label)] == []


def test_the_list_says_what_its_columns_mean(window: MainWindow) -> None:
    model = window.watchlist.table.model()
    tips = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        for column in range(model.columnCount())
    ]
    assert all(tips)
    assert isinstance(window.watchlist.table, QAbstractItemView)


def test_a_figure_says_its_name_before_its_value(window: MainWindow) -> None:
    assert name_of(window.figures.cards[0].figures[1]) == "Age of the price, mean: 0.72\u202fs"
    other = window.figures.cards[0].others[1]
    assert name_of(other) == "Age of the price, mean, the other way: 0.72\u202fs"


def test_changes_of_state_are_heard(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append(event.message())
    )
    window.announcer.gap.stop()
    session = window._session
    assert isinstance(session, StandInSession)

    def next_one() -> list[str]:
        window.bridge.look_again()
        window.bridge.look()
        window.announcer.gap.stop()
        return heard

    session.state = Health(State.RECONNECTING, "Reconnecting in 3 s")
    assert next_one() == ["Reconnecting in 3 s"]
    session.state = Health(State.RECONNECTING, "Reconnecting in 2 s")
    session.tick("AAA", 101.0)
    assert next_one() == ["Reconnecting in 3 s"]
    window.bridge.toggle_pause()
    assert "Paused at" in next_one()[-1]
    window.bridge.toggle_pause()
    assert next_one()[-1] == "The picture goes on"
    window.tell("Something broke.")
    assert next_one()[-1] == "Something broke."


def test_a_window_with_nothing_to_focus_leaves_tab_to_qt(qtbot: QtBot) -> None:
    empty = QWidget()
    qtbot.addWidget(empty)
    assert neighbour(empty, None, forward=True) is None


def test_what_the_window_does_not_know_is_left_to_qt(window: MainWindow, qtbot: QtBot) -> None:
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    assert neighbour(window, elsewhere, forward=True) is None
    assert neighbour(window, None, forward=False) is stops(window)[-1]
