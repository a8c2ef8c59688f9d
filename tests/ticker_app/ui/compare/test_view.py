"""The compare view: what it shows of a comparison, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ticker_app.ui.compare.standin_comparing import S, StandInComparing, reading
from tests.ticker_app.ui.standin import NOW_US
from ticker_app.choice import Mode
from ticker_app.compare.server_cost import ServerCost
from ticker_app.ui.compare.cell import CompareCell
from ticker_app.ui.compare.chart import SPAN_S
from ticker_app.ui.compare.lane_head import LaneHead
from ticker_app.ui.compare.lane_style import LaneStyle
from ticker_app.ui.compare.view import CHART_US, CompareView
from ticker_app.ui.palette import DARK, LIGHT
from ticker_app.ui.wording import NARROW


@pytest.fixture
def view(comparing: StandInComparing, qtbot: QtBot) -> Iterator[CompareView]:
    """Twelve seconds of ticks, pushed at once and polled late."""
    for second in range(12):
        one = comparing.publish(12 - second, second + 1, 100.0 + second / 100)
        comparing.deliver(0, one, 0.01)
        if second % 4 == 1:
            comparing.deliver(3, one, 0.5)
    comparing.steps_through_us = NOW_US
    made = CompareView(comparing, DARK)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh_figures(NOW_US)
    made.refresh_chart("AAA", 2, NOW_US)
    yield made
    made.close()


def texts(view: CompareView) -> list[str]:
    return [column.head.picker.currentText() for column in view.table.columns]


def cell(view: CompareView, lane: int, row: int) -> CompareCell:
    return view.table.columns[lane].cells[row]


def test_every_lane_has_a_column_and_an_age_of_its_own(view: CompareView) -> None:
    names = ["websocket", "sse", "long-poll", "poll:1"]
    assert texts(view) == names
    assert [pane.title.text for pane in view.chart.age_panes] == names
    heights = [pane.size.height() for pane in view.chart.age_panes]
    assert min(heights) > 20
    assert max(heights) - min(heights) < 2


def test_each_lane_is_drawn_over_what_was_published(view: CompareView) -> None:
    pane = view.chart.price_pane
    assert [len(stroke.curve.x) > 0 for stroke in pane.prices] == [True, False, False, True]
    assert pane.published.curve.y[-1] == pytest.approx(100.11)
    assert [len(pane.outdated.curve.x) > 0 for pane in view.chart.age_panes][3]


def test_all_ages_have_one_scale(view: CompareView) -> None:
    assert len({pane.values for pane in view.chart.age_panes}) == 1


def test_the_best_of_a_row_has_a_star_that_can_be_heard(view: CompareView) -> None:
    assert cell(view, 0, 2).cell.is_best
    assert cell(view, 0, 2).accessibleName().startswith("age mean: best, 100")
    assert not cell(view, 3, 2).cell.is_best
    assert "predicted" in cell(view, 3, 2).accessibleName()


def test_the_verdict_is_in_words(view: CompareView) -> None:
    assert view.verdict.words.text() == "Polling was 12× staler."
    assert view.verdict.theory.text() == "Predicted for Poisson ticks"


def test_it_says_what_the_server_spends(view: CompareView, comparing: StandInComparing) -> None:
    assert view.server.text() == "The server has not said yet what all of this costs it."
    comparing.served = ServerCost(0.27, 1_000, 100, 100, 243_000, 279, 5, seconds=9.0)
    view.refresh_figures(NOW_US)
    assert view.server.text().replace(NARROW, " ") == (
        "All its clients together take the server 3.0 % of a core, 27 kB/s and 31 requests/s."
    )


def test_it_says_for_how_long_all_were_measured(
    view: CompareView, comparing: StandInComparing
) -> None:
    comparing.paused = {0}
    view.refresh_figures(NOW_US)
    assert view.table.head.text().splitlines()[0].replace(NARROW, " ") == "measured 37 s"
    tip = view.table.columns[0].head.state.toolTip()
    assert tip.replace(NARROW, " ").startswith("Measured for 12 s until the pause.")
    assert view.table.columns[1].head.state.toolTip() == ""


def test_a_lane_that_was_never_measured_says_why(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    waits = reading("sse", score=None, is_compared=False, seconds=None, state="connecting")
    head = LaneHead(waits.choice, LaneStyle(Mode.PUSH, 0, 0), parent)
    head.show_lane(waits, removable=True)
    assert "measured anew once this one has heard" in head.state.toolTip()
    head.show_lane(structs.replace(waits, is_running=False), removable=True)
    assert head.state.toolTip() == ""


def test_a_lane_is_paused_and_goes_on(view: CompareView, comparing: StandInComparing) -> None:
    button = view.table.columns[1].head.pause
    button.click()
    view.refresh_figures(NOW_US)
    assert button.isChecked()
    button.click()
    assert comparing.asked[-2:] == [("pause", 1, True), ("pause", 1, False)]


def test_a_removed_lane_goes_and_the_others_keep_their_colours(
    view: CompareView, comparing: StandInComparing
) -> None:
    before = view.table.styles
    view.table.columns[1].head.remove.click()
    view.refresh_chart("AAA", 2, NOW_US + CHART_US)
    assert comparing.asked[-1] == ("remove", 1)
    assert texts(view) == ["websocket", "long-poll", "poll:1"]
    assert view.table.styles == [before[0], *before[2:]]
    assert len(view.chart.age_panes) == 3


def test_two_lanes_stay(view: CompareView) -> None:
    for _ in range(2):
        view.table.columns[0].head.remove.click()
        view.refresh_figures(NOW_US)
    assert not any(column.head.remove.isEnabled() for column in view.table.columns)


def test_a_lane_is_added_up_to_four(view: CompareView, comparing: StandInComparing) -> None:
    assert not view.header.add.isEnabled()
    view.table.columns[1].head.remove.click()
    view.refresh_figures(NOW_US)
    view.header.add.click()
    view.refresh_chart("AAA", 2, NOW_US + CHART_US)
    assert texts(view)[-1] == "poll:5"
    assert len({style.dash for style in view.table.styles}) == 4


def test_another_lane_can_be_typed(view: CompareView, comparing: StandInComparing) -> None:
    picker = view.table.columns[3].head.picker
    picker.setCurrentText("poll:0.25")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert comparing.asked[-1] == ("change", 3, "poll:0.25")


def test_what_is_no_lane_changes_nothing(view: CompareView, comparing: StandInComparing) -> None:
    picker = view.table.columns[3].head.picker
    asked = list(comparing.asked)
    picker.setCurrentText("poll:often")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert comparing.asked == asked
    assert picker.currentText() == "poll:1"
    assert "poll:often" in picker.toolTip() or "often" in picker.toolTip()


def test_escape_leaves_a_lane_as_it_is(view: CompareView, comparing: StandInComparing) -> None:
    picker = view.table.columns[3].head.picker
    picker.setCurrentText("poll:9")
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert picker.currentText() == "poll:1"
    assert "change" not in str(comparing.asked)


def test_a_lane_of_the_other_mode_takes_a_colour_of_that_mode(
    view: CompareView, comparing: StandInComparing
) -> None:
    picker = view.table.columns[0].head.picker
    picker.setCurrentIndex(picker.findText("poll:5"))
    picker.activated.emit(picker.currentIndex())
    view.refresh_figures(NOW_US)
    assert texts(view)[0] == "poll:5"
    assert view.table.styles[0].mode is comparing.made[0].choice.mode


def test_the_selected_symbol_is_charted(view: CompareView, comparing: StandInComparing) -> None:
    view.refresh_chart("BBB", 4, NOW_US + CHART_US)
    assert comparing.asked[-1] == "BBB"


def test_it_is_painted_no_more_often_than_it_can_be_seen(
    view: CompareView, comparing: StandInComparing
) -> None:
    comparing.deliver(1, comparing.publish(0.02, 13, 100.2), 0.01)
    view.refresh_chart("AAA", 2, NOW_US + CHART_US - 1)
    assert not len(view.chart.price_pane.prices[1].curve.x)
    view.refresh_chart("AAA", 2, NOW_US + CHART_US)
    assert len(view.chart.price_pane.prices[1].curve.x)


def test_a_paused_lane_ends_where_it_was_paused(
    view: CompareView, comparing: StandInComparing
) -> None:
    comparing.made[0].ended_us = NOW_US - S
    view.refresh_chart("AAA", 2, NOW_US + CHART_US)
    age = view.chart.age_panes[0].age.curve
    assert age.x[-2] == pytest.approx((NOW_US - S) / 1e6)


def test_the_spans_have_buttons_and_a_moved_chart_stays(view: CompareView) -> None:
    assert view.chart.window_of_time.span_s == SPAN_S
    view.set_span_number(2)
    assert view.chart.window_of_time.span_s == 60
    view.chart.view.dragged.emit(-20.0)
    assert not view.header.follow.isChecked()
    assert not view.chart.window_of_time.following
    view.header.follow.click()
    assert view.chart.window_of_time.following
    assert view.header.follow.isChecked()


def test_it_takes_other_colours(view: CompareView) -> None:
    view.set_palette(LIGHT)
    view.refresh_chart("AAA", 2, NOW_US + CHART_US)
    stroke = view.chart.price_pane.prices[0]
    colour = view.table.styles[0].colour(LIGHT)
    assert stroke.pen.color().name() == colour


def test_it_can_be_left(view: CompareView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.closed):
        view.header.back.click()
