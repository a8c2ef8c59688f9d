"""The scale of prices taken in hand: by mouse, wheel and keys, and given back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ticker_app.ui.chart.conftest import MakeChart, Refresh
from tests.ticker_app.ui.chart.some_candles import S, a_walk
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, PriceScale, Timeframe
from ticker_app.ui.chart.chart import Chart

CANDLES = ChartSettings(timeframe=Timeframe.S1)
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_KEY, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def session(session: StandInSession) -> StandInSession:
    """A minute of candles of a second, and one tick."""
    session.tick("AAA", 98.0)
    session.hold("1s", a_walk(range(61)))
    return session


@pytest.fixture
def chart(session: StandInSession, make_chart: MakeChart, refresh: Refresh) -> Chart:
    made = make_chart(CANDLES)
    refresh(made, session)
    return made


def height(chart: Chart) -> float:
    bottom, top = chart.panes.price.values
    return top - bottom


def scale_of(chart: Chart) -> QRectF:
    scale = chart.panes.price.scale
    return scale.mapRectToScene(scale.boundingRect())


def drag(chart: Chart, begin: QPointF, end: QPointF) -> None:
    viewport = chart.panes.view.viewport()
    QTest.mousePress(viewport, LEFT, NO_KEY, begin.toPoint())
    QTest.mouseMove(viewport, ((begin + end) / 2).toPoint())
    QTest.mouseMove(viewport, end.toPoint())
    QTest.mouseRelease(viewport, LEFT, NO_KEY, end.toPoint())


def test_a_drag_on_the_scale_shows_more_prices_around_the_middle(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    fitting = chart.panes.price.values
    middle = scale_of(chart).center()
    drag(chart, middle, middle + QPointF(0, scale_of(chart).height() / 4))
    refresh(chart, session)
    assert height(chart) == pytest.approx(9**0.25 * (fitting[1] - fitting[0]), rel=0.02)
    assert sum(chart.panes.price.values) == pytest.approx(sum(fitting))
    assert chart.following
    assert chart.fit.isVisible()


def test_held_prices_stay_while_others_come(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    QTest.keyClick(chart, Key.Key_Up, CTRL)
    refresh(chart, session)
    held = chart.panes.price.values
    session.hold("1s", a_walk(range(300)))
    session.now_us += 200 * S
    refresh(chart, session)
    assert chart.panes.price.values == held


def test_the_button_lets_prices_fit_again(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    fitting = chart.panes.price.values
    QTest.keyClick(chart, Key.Key_Down, CTRL)
    refresh(chart, session)
    corner = chart.panes.price_rect.translated(QPointF(chart.panes.view.pos()))
    assert corner.contains(QRectF(chart.fit.geometry()))
    QTest.mouseClick(chart.fit, LEFT)
    refresh(chart, session)
    assert chart.panes.price.values == fitting
    assert not chart.fit.isVisible()


def test_a_double_click_on_the_scale_lets_prices_fit_again(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    fitting = chart.panes.price.values
    QTest.keyClick(chart, Key.Key_Up, SHIFT)
    refresh(chart, session)
    assert chart.panes.price.values[0] > fitting[0]
    QTest.mouseDClick(chart.panes.view.viewport(), LEFT, NO_KEY, scale_of(chart).center().toPoint())
    refresh(chart, session)
    assert chart.panes.price.values == fitting


def test_the_wheel_on_the_scale_keeps_the_price_under_the_pointer(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    pane, width_s = chart.panes.price, chart.time_in_view[1] - chart.time_in_view[0]
    at = QPointF(scale_of(chart).center().x(), scale_of(chart).top() + 50)
    meant, before = pane.value_at(50), height(chart)
    event = QWheelEvent(
        at,
        chart.panes.view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NO_KEY,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.panes.view.viewport(), event)
    refresh(chart, session)
    assert height(chart) == pytest.approx(before / 1.25)
    assert pane.value_at(50) == pytest.approx(meant)
    assert chart.time_in_view[1] - chart.time_in_view[0] == pytest.approx(width_s)


def test_a_drag_on_the_pane_moves_prices_only_once_they_are_held(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    begin = QPointF(300, 100)
    fitting = chart.panes.price.values
    drag(chart, begin, begin + QPointF(0, 50))
    refresh(chart, session)
    assert chart.panes.price.values == fitting
    QTest.keyClick(chart, Key.Key_Up, CTRL)
    refresh(chart, session)
    meant = chart.panes.price.value_at(100)
    drag(chart, begin, begin + QPointF(0, 50))
    refresh(chart, session)
    assert chart.panes.price.value_at(150) == pytest.approx(meant)


def test_another_time_span_keeps_the_prices_another_scale_does_not(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    QTest.keyClick(chart, Key.Key_Up, CTRL)
    refresh(chart, session)
    held = chart.panes.price.values
    chart.set_span_s(30.0)
    refresh(chart, session)
    assert chart.panes.price.values == held
    chart.apply(ChartSettings(timeframe=Timeframe.S1, scale=PriceScale.LOG))
    refresh(chart, session)
    assert not chart.fit.isVisible()
    assert height(chart) < 1


def test_another_symbol_fits_again(chart: Chart, session: StandInSession, refresh: Refresh) -> None:
    QTest.keyClick(chart, Key.Key_Up, CTRL)
    refresh(chart, session)
    chart.apply(ChartSettings(timeframe=Timeframe.S1, symbol="BBB"))
    refresh(chart, session)
    assert not chart.fit.isVisible()


def test_a_logarithm_is_never_stretched_beyond_numbers(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    chart.apply(ChartSettings(timeframe=Timeframe.S1, scale=PriceScale.LOG))
    refresh(chart, session)
    for _ in range(100):
        QTest.keyClick(chart, Key.Key_Down, CTRL)
        QTest.keyClick(chart, Key.Key_Up, SHIFT)
    refresh(chart, session)
    assert chart.panes.price.scale.labels


def test_up_and_down_alone_are_left_to_the_window(chart: Chart) -> None:
    QTest.keyClick(chart, Key.Key_Up)
    assert not chart.fit.isVisible()


def test_the_pointer_tells_that_the_scale_can_be_dragged(chart: Chart) -> None:
    view = chart.panes.view
    QTest.mouseMove(view.viewport(), scale_of(chart).center().toPoint())
    assert view.cursor().shape() is Qt.CursorShape.SizeVerCursor
    QTest.mouseMove(view.viewport(), QPoint(300, 100))
    assert view.cursor().shape() is Qt.CursorShape.CrossCursor
