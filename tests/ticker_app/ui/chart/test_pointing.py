"""Pointer, wheel, keys and the menu on the chart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from typing_extensions import override

from tests.ticker_app.ui.chart.conftest import MakeChart, Refresh
from tests.ticker_app.ui.chart.some_candles import BEGIN_US, S
from tests.ticker_app.ui.standin import StandInSession
from ticker_app.chart_settings import ChartSettings, Style, Timeframe
from ticker_app.ui.chart.chart import Chart
from ticker_app.ui.chart.readout import NO_TICKS, OPEN
from ticker_app.ui.local_text import clock_text
from ticker_app.ui.palette import LIGHT

CANDLES = ChartSettings(timeframe=Timeframe.S1)
Key = Qt.Key
SHIFT, NO_KEY = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


class Painted(QObject):
    """Which part of a widget was painted since this was made."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def point(chart: Chart, after_s: float, *, share: float = 0.5, age: bool = False) -> None:
    """Put the mouse over a moment after the first candle, in one of the panes."""
    pane = chart.panes.age if age else chart.panes.price
    box = pane.box.mapRectToScene(pane.box.boundingRect())
    at = QPointF(pane.x_px(BEGIN_US / S + after_s), box.top() + share * box.height())
    QTest.mouseMove(chart.panes.view.viewport(), at.toPoint())


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


def test_a_time_that_the_pointer_covered_in_part_is_painted_again(
    chart: Chart, session: StandInSession, refresh: Refresh
) -> None:
    scale = chart.panes.time_scale
    x, _ = scale.labels[1]
    beside_s = chart.time_in_view[0] + (x + 40) * chart.steering.frame.column_s
    point(chart, beside_s - BEGIN_US / S)
    refresh(chart, session)
    painted = Painted(chart.panes.view.viewport())
    QApplication.sendEvent(chart.panes.view, QEvent(QEvent.Type.Leave))
    refresh(chart, session)
    label = scale.mapRectToScene(QRectF(x - 20, 2, 40, scale.size().height() - 4))
    assert (painted.region & label.toRect()) == QRegion(label.toRect())


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
    minute: StandInSession, make_chart: MakeChart, refresh: Refresh
) -> None:
    wide, narrow = make_chart(CANDLES), make_chart(CANDLES, 330)
    for chart in (wide, narrow):
        refresh(chart, minute)
        chart.header.readout.grab()
    assert narrow.header.readout.height() > wide.header.readout.height()
    high = narrow.header.readout.height()
    narrow.resize(900, 600)
    refresh(narrow, minute)
    assert narrow.header.readout.height() < high
