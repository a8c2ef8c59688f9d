"""The chart moves through time: by itself, by the wheel, by dragging and by its buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from server.wire import Tick
from tests.ticker_app.ui.chart.conftest import MakeChart
from tests.ticker_app.ui.chart.three_ways import S, a_minute, paint
from tests.ticker_app.ui.standin import NOW_US
from ticker_app.series import Kind, SymbolSeries
from ticker_app.ui.chart.chart import Chart

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def chart(make_chart: MakeChart) -> Chart:
    return make_chart()


def test_the_chart_scrolls_with_time(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    before = chart.panes.price.time_in_view
    paint(chart, session, NOW_US + 10 * S)
    after = chart.panes.price.time_in_view
    assert after[1] - before[1] == pytest.approx(10, abs=0.2)
    assert chart.panes.age.time_in_view == after


def test_less_than_a_pixel_of_time_paints_nothing(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    before = chart.panes.price.prices[Kind.POLLED].curve
    steps = [NOW_US + step * 1000 for step in range(20)]
    drawn = set()
    for now_us in steps:
        chart.refresh(session, now_us)
        drawn.add(id(chart.panes.price.prices[Kind.POLLED].curve))
    assert len(drawn | {id(before)}) <= 2


def checked(chart: Chart) -> list[str]:
    return [button.text() for button in chart.header.spans if button.isChecked()]


def wheel(chart: Chart) -> None:
    viewport = chart.panes.view.viewport()
    at = QPointF(viewport.rect().center())
    event = QWheelEvent(
        at,
        viewport.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_the_wheel_zooms_and_holds_the_chart(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    before = chart.panes.price.time_in_view
    wheel(chart)
    assert not chart.following
    assert not chart.header.follow.isChecked()
    paint(chart, session, NOW_US + 10 * S)
    after = chart.panes.price.time_in_view
    assert after[1] - after[0] < before[1] - before[0]
    assert chart.panes.age.time_in_view == after


def test_dragging_goes_back_in_time_and_follow_returns(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    before = chart.panes.price.time_in_view
    viewport = chart.panes.view.viewport()
    middle = viewport.rect().center()
    QTest.mousePress(viewport, LEFT, NO_KEY, middle)
    for step in range(1, 12):
        QTest.mouseMove(viewport, middle + QPoint(20 * step, 0))
    QTest.mouseRelease(viewport, LEFT, NO_KEY, middle + QPoint(220, 0))
    assert not chart.following
    paint(chart, session)
    assert chart.panes.price.time_in_view[0] < before[0]
    QTest.mouseClick(chart.header.follow, LEFT)
    assert chart.following
    assert chart.header.follow.isChecked()
    paint(chart, session)
    assert chart.panes.price.time_in_view == pytest.approx(before)


def test_a_last_price_out_of_view_has_no_tag(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    far = Tick("AAA", 999, 999, 0, None, 250.0)
    session.series["AAA"].see(far, NOW_US + 60 * S, NOW_US + 60 * S, Kind.POLLED)
    wheel(chart)
    paint(chart, session, NOW_US + 60 * S)
    assert chart.panes.price.scale.tag is None
    assert not chart.panes.price.last_price.isVisible()


def test_a_span_button_sets_the_span(chart: Chart) -> None:
    QTest.mouseClick(chart.header.spans[1], LEFT)
    assert chart.span_s == 300
    assert checked(chart) == ["5 m"]


def test_setting_the_span_checks_its_button(chart: Chart) -> None:
    chart.set_span_s(900)
    assert checked(chart) == ["15 m"]
    chart.set_span_s(77)
    assert checked(chart) == []


def test_the_chart_tells_which_time_it_shows(chart: Chart) -> None:
    paint(chart, a_minute())
    left_s, right_s = chart.time_in_view
    assert right_s - left_s == pytest.approx(60)
    assert left_s < NOW_US / S < right_s


def test_another_symbol_is_followed_and_scaled_anew(chart: Chart) -> None:
    session = a_minute()
    paint(chart, session)
    wheel(chart)
    other = session.series["BBB"] = SymbolSeries()
    other.see(Tick("BBB", 1, 1, 0, None, 5.25), NOW_US - S, NOW_US - S, Kind.PUSHED)
    session.select("BBB")
    paint(chart, session)
    assert chart.following
    assert chart.accessibleName() == "Price chart of BBB"
    bottom, top = chart.panes.price.values
    assert 5 < bottom < 5.25 < top < 6
