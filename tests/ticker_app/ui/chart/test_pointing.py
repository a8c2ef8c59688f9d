"""Pointer, wheel, keys and the menu on the chart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ticker_app.ui.chart.conftest import MakeChart, Refresh
from tests.ticker_app.ui.chart.some_candles import BEGIN_US, S, a_walk
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, Style, Timeframe
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart.readout import NO_TICKS, OPEN
from ticker_app.ui.chart.words import NO_OLDER, READING_OLDER
from ticker_app.ui.local_text import clock_text
from ticker_app.ui.palette import LIGHT

CANDLES = ChartSettings(timeframe=Timeframe.S1)
Key = Qt.Key
SHIFT, NO_KEY = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def session(session: StandInSession) -> StandInSession:
    """A minute of candles of a second, with a gap of three; and one tick."""
    session.tick("AAA", 98.0)
    session.hold("1s", a_walk(n for n in range(61) if n not in (20, 21, 22)))
    return session


@pytest.fixture
def chart(session: StandInSession, make_chart: MakeChart, refresh: Refresh) -> Chart:
    made = make_chart(CANDLES)
    refresh(made, session)
    return made


def point(chart: Chart, after_s: float, *, share: float = 0.5, age: bool = False) -> None:
    """Put the mouse over a moment after the first candle, in one of the panes."""
    pane = chart.panes.age if age else chart.panes.price
    box = pane.box.mapRectToScene(pane.box.boundingRect())
    at = QPointF(pane.x_px(BEGIN_US / S + after_s), box.top() + share * box.height())
    QTest.mouseMove(chart.panes.view.viewport(), at.toPoint())


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


def test_the_crosshair_stands_on_the_candle_under_the_pointer(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    point(chart, 30.9)
    refresh(chart, session)
    assert chart.pointer.crosshair.is_shown
    begin_s = BEGIN_US / S + 30
    tag = chart.panes.time_scale.pointer
    assert tag is not None
    assert tag.text == clock_text(begin_s)
    assert tag.at == round(chart.panes.price.x_px(begin_s + 0.5))
    assert chart.header.readout.words.startswith(f"{clock_text(begin_s)} O ")


def test_the_value_under_the_pointer_is_named_in_its_pane_only(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    point(chart, 30)
    refresh(chart, session)
    assert chart.panes.price.scale.pointer is not None
    assert chart.panes.age.scale.pointer is None
    point(chart, 30, age=True)
    refresh(chart, session)
    assert chart.panes.price.scale.pointer is None
    assert chart.panes.age.scale.pointer is not None
    assert chart.panes.age.scale.pointer.text.endswith("\u202fs")


def test_a_volume_under_the_pointer_is_named(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    pane = chart.panes.volume
    box = pane.box.mapRectToScene(pane.box.boundingRect())
    QTest.mouseMove(chart.panes.view.viewport(), box.center().toPoint())
    refresh(chart, session)
    tag = pane.scale.pointer
    assert tag is not None
    assert 0 < float(tag.text) < pane.values[1]


def test_the_crosshair_takes_other_colours(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    point(chart, 30)
    refresh(chart, session)
    chart.set_palette(LIGHT)
    refresh(chart, session)
    tag = chart.panes.time_scale.pointer
    assert tag is not None
    assert tag.colour == LIGHT.text


def test_between_two_panes_the_pointer_is_at_nothing(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    below = chart.panes.price_rect.bottomLeft() + QPointF(200, 3)
    QTest.mouseMove(chart.panes.view.viewport(), below.toPoint())
    refresh(chart, session)
    assert not chart.pointer.crosshair.is_shown


def test_the_other_buttons_do_not_drag(chart: Chart) -> None:
    viewport = chart.panes.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.MiddleButton, NO_KEY, QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(400, 200))
    QTest.mouseRelease(viewport, Qt.MouseButton.MiddleButton, NO_KEY, QPoint(400, 200))
    assert chart.following


def test_a_pointer_that_only_moves_is_heard_of(chart: Chart) -> None:
    # A test sends the event anyway; a screen only if it was asked for.
    assert chart.panes.view.viewport().hasMouseTracking()


def test_over_a_gap_it_says_that_there_were_no_ticks(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    point(chart, 21.5)
    refresh(chart, session)
    assert chart.header.readout.words.endswith(NO_TICKS)


def test_without_a_pointer_the_newest_candle_is_told(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    point(chart, 30)
    refresh(chart, session)
    QApplication.sendEvent(chart.panes.view, QEvent(QEvent.Type.Leave))
    refresh(chart, session)
    assert not chart.pointer.crosshair.is_shown
    assert chart.panes.time_scale.pointer is None
    words = chart.header.readout.words
    assert words.startswith(clock_text(BEGIN_US / S + 60))
    assert words.endswith(OPEN)


def test_averaged_candles_are_told_as_they_are_drawn(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    point(chart, 30.5)
    refresh(chart, session)
    true = chart.header.readout.words
    chart.apply(ChartSettings(timeframe=Timeframe.S1, style=Style.HEIKIN_ASHI))
    refresh(chart, session)
    assert chart.header.readout.words != true


def test_ticks_are_told_in_the_place_of_their_legend(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    chart.apply(ChartSettings())
    refresh(chart, session)
    assert chart.header.legend.isVisible()
    session.now_us += 5 * S
    refresh(chart, session)
    high = chart.header.height()
    point(chart, 61)
    refresh(chart, session)
    assert not chart.header.legend.isVisible()
    assert "98.00 pushed age" in chart.header.readout.words
    assert chart.header.height() == high


def test_what_the_pointer_is_at_is_told_to_other_charts(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    told: list[float | None] = []
    chart.crosshair_moved.connect(told.append)
    point(chart, 30.5)
    refresh(chart, session)
    assert told == [pytest.approx(BEGIN_US / S + 30.5, abs=0.2)]
    QApplication.sendEvent(chart.panes.view, QEvent(QEvent.Type.Leave))
    refresh(chart, session)
    assert told[1:] == [None]


def test_another_charts_pointer_marks_its_moment_and_is_not_told_back(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    told: list[float | None] = []
    chart.crosshair_moved.connect(told.append)
    chart.show_crosshair(BEGIN_US / S + 40.5)
    refresh(chart, session)
    assert chart.header.readout.words.startswith(clock_text(BEGIN_US / S + 40))
    assert chart.panes.price.scale.pointer is None
    chart.show_crosshair(None)
    refresh(chart, session)
    assert not chart.pointer.crosshair.is_shown
    assert told == []


def test_a_moment_out_of_view_has_no_line(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    chart.show_crosshair(BEGIN_US / S - 500)
    refresh(chart, session)
    assert not chart.pointer.crosshair.is_shown


def test_shift_and_arrows_move_the_crosshair_by_candles(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Left):
        QTest.keyClick(chart, key, SHIFT)
    refresh(chart, session)
    assert chart.header.readout.words.startswith(clock_text(BEGIN_US / S + 58))
    assert chart.following
    QTest.keyClick(chart, Key.Key_Escape)
    refresh(chart, session)
    assert not chart.pointer.crosshair.is_shown


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


def entries(menu: QMenu) -> dict[str, bool]:
    return {action.text().replace("&", ""): action.isEnabled() for action in menu.actions()}


def test_an_alert_can_be_asked_for_at_the_price_under_the_pointer(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    asked: list[float] = []
    chart.alert_asked.connect(asked.append)
    point(chart, 30, share=0.25)
    refresh(chart, session)
    menu = chart.made_menu()
    menu.actions()[0].trigger()
    bottom, top = chart.panes.price.values
    assert asked == [pytest.approx(top - 0.25 * (top - bottom), abs=0.05)]
    assert asked == [round(asked[0], 2)]


def test_by_key_the_alert_is_at_the_last_price(chart: Chart) -> None:
    menu = chart.made_menu()
    last = chart.picture.measured.last
    assert last is not None
    assert entries(menu) == {
        f"Alert at {last.price:.2f}…": True,
        "Back to now": False,
        "To the oldest price": True,
    }
    menu.actions()[2].trigger()
    assert entries(chart.made_menu())["Back to now"]
    chart.made_menu().actions()[1].trigger()
    assert chart.following


def test_without_a_price_there_is_nothing_to_be_alerted_at(make_chart: MakeChart) -> None:
    assert "Back to now" in entries(make_chart(CANDLES).made_menu())
    assert len(make_chart(CANDLES).made_menu().actions()) == 2


def test_the_menu_opens_at_the_pointer(chart: Chart) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 9), QPoint(9, 9))
    QApplication.sendEvent(chart, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_whoever_turns_to_the_chart_by_keys_activates_it(chart: Chart) -> None:
    told: list[bool] = []
    chart.activated.connect(lambda: told.append(True))
    chart.clearFocus()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert told


def test_it_describes_itself(chart: Chart) -> None:
    assert chart.accessibleName() == "Price chart of AAA"
    assert chart.accessibleDescription().startswith("1 s candles from ")
    assert "Last " in chart.accessibleDescription()


def test_a_narrow_readout_takes_two_lines_and_says_less_of_what_matters_less(
    session: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    wide, narrow = make_chart(CANDLES), make_chart(CANDLES, 330)
    for chart in (wide, narrow):
        refresh(chart, session)
        chart.header.readout.grab()
    assert narrow.header.readout.height() > wide.header.readout.height()
    high = narrow.header.readout.height()
    narrow.resize(900, 600)
    refresh(narrow, session)
    assert narrow.header.readout.height() < high
