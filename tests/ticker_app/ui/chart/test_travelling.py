"""Travelling through time by mouse, wheel and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ticker_app.ui.chart.conftest import Refresh
from tests.ticker_app.ui.chart.some_candles import BEGIN_US, S, a_walk
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, Timeframe
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart.words import NO_OLDER, READING_OLDER

CANDLES = ChartSettings(timeframe=Timeframe.S1)
Key = Qt.Key
SHIFT, NO_KEY = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def wheel(chart: Chart, *, x: int, y: int = 0, at_px: float = 300, shift: bool = False) -> None:
    viewport = chart.panes.view.viewport()
    at = QPointF(at_px, 100)
    event = QWheelEvent(
        at,
        viewport.mapToGlobal(at),
        QPoint(),
        QPoint(x, y),
        Qt.MouseButton.NoButton,
        SHIFT if shift else NO_KEY,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_the_other_buttons_do_not_drag(chart: Chart) -> None:
    viewport = chart.panes.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.MiddleButton, NO_KEY, QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(400, 200))
    QTest.mouseRelease(viewport, Qt.MouseButton.MiddleButton, NO_KEY, QPoint(400, 200))
    assert chart.following


def test_arrows_pan_and_end_comes_back(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    left_s = chart.time_in_view[0]
    QTest.keyClick(chart, Key.Key_Left)
    refresh(chart, session)
    assert chart.time_in_view[0] == pytest.approx(left_s - 6, abs=0.2)
    assert chart.back.isVisible()
    assert chart.panes.price_rect.translated(chart.panes.view.pos()).contains(
        chart.back.geometry().toRectF()
    )
    QTest.keyClick(chart, Key.Key_End)
    assert chart.following
    assert not chart.back.isVisible()


def test_home_shows_the_oldest(chart: Chart, session: StandInSession, refresh: Refresh) -> None:
    chart.apply(ChartSettings(timeframe=Timeframe.S1, span_s=20.0))
    QTest.keyClick(chart, Key.Key_Home)
    refresh(chart, session)
    assert chart.time_in_view[0] == pytest.approx(BEGIN_US / S, abs=1)


def test_plus_and_minus_zoom_and_are_kept(chart: Chart) -> None:
    told: list[ChartSettings] = []
    chart.settings_changed.connect(told.append)
    QTest.keyClick(chart, Key.Key_Plus)
    assert chart.span_s < 60
    QTest.keyClick(chart, Key.Key_Minus)
    assert chart.span_s == pytest.approx(60)
    assert chart.following
    assert [settings.span_s for settings in told] == pytest.approx([48, 60])


def test_back_to_now_is_a_click_away(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    QTest.keyClick(chart, Key.Key_Left)
    refresh(chart, session)
    QTest.mouseClick(chart.back, Qt.MouseButton.LeftButton)
    assert chart.following


def test_following_never_moves_a_view_that_was_dragged(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    viewport = chart.panes.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NO_KEY, QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(360, 200))
    refresh(chart, session)
    held = chart.time_in_view
    session.now_us += 30 * S
    refresh(chart, session)
    assert chart.time_in_view == held
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NO_KEY, QPoint(360, 200))
    QTest.mouseMove(viewport, QPoint(400, 200))
    refresh(chart, session)
    assert chart.time_in_view == held


def test_a_click_does_not_drag(chart: Chart) -> None:
    viewport = chart.panes.view.viewport()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(viewport, Qt.MouseButton.LeftButton, NO_KEY, QPoint(300, 200))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NO_KEY, QPoint(300, 200))
        QTest.mouseMove(viewport, QPoint(3, 3))
    assert chart.following


def test_the_wheel_zooms_at_the_pointer(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    at_s = chart.time_in_view[0] + 300 * chart.steering.frame.column_s
    wheel(chart, x=0, y=120)
    refresh(chart, session)
    left_s, right_s = chart.time_in_view
    assert right_s - left_s == pytest.approx(48, abs=0.1)
    assert left_s + 300 * chart.steering.frame.column_s == pytest.approx(at_s, abs=0.2)
    assert chart.span_s == pytest.approx(48, abs=0.1)


@pytest.mark.parametrize(("x", "y", "shift"), [(120, 0, False), (0, 120, True)])
def test_a_wheel_to_the_side_pans(chart: Chart, x: int, y: int, shift: bool) -> None:
    width_s = chart.time_in_view[1] - chart.time_in_view[0]
    left_s = chart.time_in_view[0]
    wheel(chart, x=x, y=y, shift=shift)
    assert chart.time_in_view[0] < left_s
    assert chart.time_in_view[1] - chart.time_in_view[0] == pytest.approx(width_s)


def test_other_keys_are_left_to_the_window(chart: Chart) -> None:
    with_chart = chart.steering.travel.following
    for key in (Key.Key_Q, Key.Key_Escape):
        QTest.keyClick(chart, key)
    assert chart.following is with_chart


def test_older_candles_are_read_before_the_view_reaches_their_end(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    session.hold("1s", a_walk(range(-300, 61)), more=True)
    session.asked.clear()
    refresh(chart, session)
    assert session.asked == []
    chart.steering.pan(-5.5)
    refresh(chart, session)
    assert ("older", "AAA", "1s") in session.asked
    assert chart.panes.price.below.text == READING_OLDER
    assert chart.panes.price.below.isVisible()
    session.hold("1s", a_walk(range(-300, 61)))
    refresh(chart, session)
    assert chart.panes.price.below.text == NO_OLDER
    chart.follow()
    refresh(chart, session)
    assert not chart.panes.price.below.isVisible()
