"""The borders between panes under the mouse, and the menu that does the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.ticker_app.ui.chart.conftest import MakeChart, Refresh
from tests.ticker_app.ui.chart.some_candles import a_walk
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.indicators.specs import Rsi
from ticker_app.ui.chart.chart import Chart

SETTINGS = ChartSettings(timeframe=Timeframe.S1, indicators=(Rsi(14),))
NO_KEY, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def chart(session: StandInSession, make_chart: MakeChart, refresh: Refresh) -> Chart:
    session.tick("AAA", 98.0)
    session.hold("1s", a_walk(range(61)))
    made = make_chart(SETTINGS)
    refresh(made, session)
    return made


def heights(chart: Chart) -> list[float]:
    return [pane.size.height() for pane in chart.panes.shown]


def border(chart: Chart, number: int) -> QPoint:
    upper, lower = chart.panes.shown[number : number + 2]
    y = (upper.box.geometry().bottom() + lower.box.geometry().top()) / 2
    return QPoint(300, round(y))


def drag(chart: Chart, number: int, by_px: int) -> None:
    viewport, begin = chart.panes.view.viewport(), border(chart, number)
    QTest.mousePress(viewport, LEFT, NO_KEY, begin)
    QTest.mouseMove(viewport, begin + QPoint(0, by_px // 2))
    QTest.mouseMove(viewport, begin + QPoint(0, by_px))
    QTest.mouseRelease(viewport, LEFT, NO_KEY, begin + QPoint(0, by_px))
    QTest.mouseMove(viewport, begin)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_dragged_border_gives_to_one_pane_what_the_other_loses(chart: Chart, number: int) -> None:
    before = heights(chart)
    by_px = -20 if number == 0 else 12
    drag(chart, number, by_px)
    wanted = list(before)
    wanted[number] += by_px
    wanted[number + 1] -= by_px
    assert heights(chart) == pytest.approx(wanted, abs=2)
    assert chart.following


def test_what_was_dragged_is_told_and_comes_back(
    chart: Chart, session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    told: list[ChartSettings] = []
    chart.settings_changed.connect(told.append)
    drag(chart, 0, -40)
    again = make_chart(told[-1])
    refresh(again, session)
    assert heights(again) == heights(chart)


def test_a_dragged_border_leaves_the_picture_as_it_is(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    refresh(chart, session)
    held = chart.panes.price.values
    drag(chart, 0, -40)
    refresh(chart, session)
    assert chart.panes.price.values == held


def test_a_double_click_on_a_border_gives_all_their_usual_height(chart: Chart) -> None:
    before = heights(chart)
    drag(chart, 0, -40)
    assert heights(chart) != before
    QTest.mouseDClick(chart.panes.view.viewport(), LEFT, NO_KEY, border(chart, 0))
    assert heights(chart) == before
    assert chart.settings.shares == ()


def test_other_clicks_beside_a_border_mean_nothing_to_it(chart: Chart) -> None:
    before, viewport = heights(chart), chart.panes.view.viewport()
    for button, at in (
        (Qt.MouseButton.RightButton, border(chart, 0)),
        (LEFT, border(chart, 0) - QPoint(0, 30)),
    ):
        QTest.mousePress(viewport, button, NO_KEY, at)
        QTest.mouseMove(viewport, at + QPoint(0, 30))
        QTest.mouseRelease(viewport, button, NO_KEY, at + QPoint(0, 30))
        QTest.mouseDClick(viewport, button, NO_KEY, at - QPoint(0, 30))
        QTest.mouseRelease(viewport, button, NO_KEY, at)
    assert heights(chart) == before


def test_the_pointer_tells_that_a_border_can_be_dragged(chart: Chart) -> None:
    view = chart.panes.view
    QTest.mouseMove(view.viewport(), border(chart, 1))
    assert view.cursor().shape() is Qt.CursorShape.SplitVCursor
    QTest.mouseMove(view.viewport(), QPoint(300, 100))
    assert view.cursor().shape() is Qt.CursorShape.CrossCursor


def pane_menu(chart: Chart) -> dict[str, QAction]:
    button = chart.header.more
    button.choices.aboutToShow.emit()
    menus = [
        menu for action in button.choices.actions() if isinstance(menu := action.menu(), QMenu)
    ]
    menu = next(menu for menu in menus if menu.title() == "Pane &heights")
    return {action.text(): action for action in menu.actions()}


def test_the_menu_does_what_the_mouse_does(chart: Chart) -> None:
    before = heights(chart)
    assert len(pane_menu(chart)) == 2 * len(chart.settings.lower_panes) + 1
    pane_menu(chart)["RSI 14: higher"].trigger()
    assert heights(chart)[2] > before[2]
    pane_menu(chart)["All as &usual"].trigger()
    assert heights(chart) == before
